// Offers back at the next visit what an earlier page could not save, with both texts shown.

import { button, icon, make } from "../icons.js";
import { copyText, setText } from "../text.js";
import { BlockPart } from "./block.js";
import { compareCells, compareTexts, place } from "./compare.js";
import * as store from "./store.js";
import { putValue, valueOf } from "./table.js";

function when(iso) {
  if (!iso) return "";
  const zone = document.documentElement.dataset.timeZone || "Asia/Shanghai";
  const options = { timeZone: zone, month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  return new Date(iso).toLocaleString("zh-CN", options);
}

const asText = (entry) =>
  entry.text ?? (entry.rows || []).flatMap((row) => Object.entries(row.cells).map(([cell, value]) => `${row.row}\t${cell}\t${value}`)).join("\n");

function offerBlock(part, entry, told) {
  if (entry.text === part.field.value) return store.dropKey(entry.key);
  const changed = entry.version !== part.version ? "之后这段文字又有人保存过。" : "";
  place(
    part.element,
    compareTexts({
      title: "找到一段没有保存成功的文字", told: told + changed, theirs: part.field.value, mine: entry.text,
      theirTitle: "已保存的", myTitle: "没有保存成功的", keepMine: "恢复", keepTheirs: "丢弃",
      choose: (text) => {
        setText(part.field, text);
        store.dropKey(entry.key);
      },
    }),
  );
  return undefined;
}

function offerTable(part, entry, told) {
  const cells = [];
  for (const { row, cells: values } of entry.rows || []) {
    for (const [cell, mine] of Object.entries(values)) {
      const field = part.field(row, cell);
      if (field && valueOf(field) !== mine) cells.push({ field, mine, theirs: valueOf(field), label: part.label(row, cell) });
    }
  }
  if (!cells.length) return store.dropKey(entry.key);
  place(
    part.element,
    compareCells({
      title: `找到 ${cells.length} 格没有保存成功的内容`, told, cells, theirTitle: "已保存的", myTitle: "没有保存成功的",
      finishLabel: "按选择恢复",
      choose: (picked) => {
        for (const { field, value } of picked) {
          putValue(field, value);
          field.dispatchEvent(new Event("input", { bubbles: true }));
          field.dispatchEvent(new Event("change", { bubbles: true }));
        }
        store.dropKey(entry.key);
      },
    }),
  );
  return undefined;
}

/** What cannot be put back on this page: it can be on the page it was typed on, or be copied. */
function offerElsewhere(anchor, entry, told) {
  const heard = make("span", { role: "status" });
  const isHere = !entry.page || entry.page === window.location.pathname;
  const note = make(
    "div",
    { class: "note warn" },
    icon("warn"),
    make(
      "div",
      {},
      make("b", {}, isHere ? "有没有保存成功的内容，原来的位置已不能填写" : "别的页面有没有保存成功的内容"),
      `　${told}`,
      make("div", { class: "words" }, asText(entry)),
      make(
        "div",
        { class: "acts" },
        ...(isHere ? [] : [make("a", { class: "btn btn-line mini", href: entry.page }, `到“${pageName(entry)}”恢复`)]),
        button("复制", "btn-plain mini", async () => {
          heard.textContent = (await copyText(asText(entry))) ? "已复制" : "复制不了，请选中文字后复制";
        }),
        button("丢弃", "btn-plain mini", () => {
          store.dropKey(entry.key);
          note.remove();
        }),
        heard,
      ),
    ),
  );
  anchor.before(note);
}

const pageName = (entry) => (entry.title || "原来的页面").split(" · ")[0];

const fits = (part, entry) =>
  part instanceof BlockPart ||
  (entry.rows || []).every(({ row, cells }) => Object.keys(cells).every((cell) => part.field(row, cell)));

/** Looks for what was left behind anywhere in this report, and puts it back where its place is on this page. */
export async function offerLeftBehind(report, parts, anchor) {
  for (const entry of await store.leftBehind(report)) {
    const at = when(entry.at);
    const told = `这台电脑的浏览器中留有您${at ? ` ${at} ` : ""}填写、当时没有保存成功的内容。`;
    const part = parts.find((each) => each.place === entry.place);
    if (!part || !fits(part, entry)) offerElsewhere(anchor, entry, told);
    else if (part instanceof BlockPart) offerBlock(part, entry, told);
    else offerTable(part, entry, told);
  }
}
