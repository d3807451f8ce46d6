// The server will not take a text (not yours any more, too large, locked): says so and lets the text be carried away.

import { button, icon, make } from "../icons.js";
import { copyText, downloadText } from "../text.js";

const WORDS = {
  403: ["没有权限保存", "您的填报权限可能已经变更。"],
  404: ["这里已不能由您填写", "它可能已被删除，或您的填报权限已经变更。"],
  413: ["内容过长，没有保存", "请删减后再试，图片、附件请用“上传佐证”。"],
  423: ["本部分已锁定，没有保存", "报告可能已经送签或报送。"],
};
const OTHER = ["没有保存", "服务器不接受这次提交。请刷新页面后再试。"];

/** A note before the part, with the text to copy or download; the text stays in the browser meanwhile. */
export function refuse(part, status, message) {
  const [title, usual] = WORDS[status] || OTHER;
  withdrawRefusal(part);
  part.refusal = showNote(part, title, message || usual, () => part.asText());
}

export function withdrawRefusal(part) {
  if (part.refusal) part.refusal.remove();
  part.refusal = null;
}

/** The same for one row that somebody else has removed. */
export function tellGone(part, text) {
  showNote(part, "这一行已被别人删除，没有保存", "其他各行照常保存。", () => text);
}

function showNote(part, title, why, text) {
  const told = make("span", { role: "status" });
  const note = make(
    "div",
    { class: "note bad", role: "alert" },
    icon("bad"),
    make(
      "div",
      {},
      make("b", {}, title),
      `　${why}您填写的内容仍在这台电脑的浏览器中，可以复制或下载。`,
      make(
        "div",
        { class: "acts" },
        button("复制内容", "btn-plain mini", async () => {
          told.textContent = (await copyText(text())) ? "已复制" : "复制不了，请用“下载”";
        }),
        button("下载", "btn-plain mini", () => downloadText(text(), "未保存的内容.txt")),
        told,
      ),
    ),
  );
  const anchor = part.element.closest(".sheet-box") || part.element;
  anchor.before(note);
  return note;
}
