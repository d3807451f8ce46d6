// 本年无: a tick that says that an empty list, or a whole section, is meant to be empty.

import { run } from "./saving/errand.js";
import * as status from "./saving/status.js";

async function declare(box) {
  const told = box.closest(".nothing").querySelector("[data-nothing-told]");
  told.textContent = "";
  const { body, problem } = await run(box.dataset.nothingUrl, { place: box.dataset.nothing, is_empty: box.checked });
  if (problem) {
    box.checked = !box.checked;
    told.textContent = problem;
    return;
  }
  status.saved(body.saved_at);
  document.dispatchEvent(new CustomEvent("report:saved", { detail: { place: box.dataset.nothing, element: box, ...body } }));
}

/** Every input[data-nothing] saves itself when it changes. */
export function start() {
  document.addEventListener("change", ({ target }) => {
    if (target.matches("input[data-nothing]")) declare(target);
  });
}
