// 本年无: a tick that says that an empty list, or a whole section, is meant to be empty.

import { post } from "./saving/transport.js";
import * as status from "./saving/status.js";

async function declare(box) {
  const told = box.closest(".nothing").querySelector("[data-nothing-told]");
  told.textContent = "";
  const { status: code, body } = await post(box.dataset.nothingUrl, { place: box.dataset.nothing, is_empty: box.checked });
  if (code === 200) {
    status.saved(body.saved_at);
    document.dispatchEvent(new CustomEvent("report:saved", { detail: { place: box.dataset.nothing, element: box, ...body } }));
    return;
  }
  box.checked = !box.checked;
  told.textContent =
    code === 0 || code >= 500
      ? "连不上服务器，没有保存，请稍候再试。"
      : code === 401
        ? "登录已失效，请重新登录后再试。"
        : body.message || "没有保存，请刷新页面后再试。";
}

/** Every input[data-nothing] saves itself when it changes. */
export function start() {
  document.addEventListener("change", ({ target }) => {
    if (target.matches("input[data-nothing]")) declare(target);
  });
}
