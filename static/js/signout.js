// Signing out of a shared computer: unsaved text is named before it goes, and goes with the sign-out.

import { button, make } from "./icons.js";
import { allMine, forgetAllMine } from "./saving/store.js";

function warn(form, amount) {
  const dialog = make("dialog", { "aria-labelledby": "sign-out-title" });
  const stay = button("留下，先保存", "btn-primary", () => {
    dialog.close();
    dialog.remove();
  });
  dialog.append(
    make(
      "div",
      { class: "in" },
      make("h2", { id: "sign-out-title" }, `还有 ${amount} 处内容没有保存`),
      make("p", {}, "这些内容只在这台电脑的浏览器中。退出后会从这台电脑上清除，无法找回。回到填报页面联网后会自动保存。"),
      make(
        "div",
        { class: "acts" },
        stay,
        button("仍要退出", "btn-seal", () => {
          forgetAllMine();
          form.dataset.agreed = "yes";
          form.requestSubmit();
        }),
      ),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  stay.focus();
}

/** What a save under way takes care of within a moment needs no question. */
async function leftAfter(patience) {
  const end = Date.now() + patience;
  while (allMine().length && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 100));
  return allMine().length;
}

/** Watches every form[data-sign-out]. */
export function start() {
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!form.matches("[data-sign-out]") || form.dataset.agreed) return;
      if (!allMine().length) return;
      event.preventDefault();
      event.stopPropagation();
      leftAfter(2500).then((left) => {
        if (left) return warn(form, left);
        form.dataset.agreed = "yes";
        return form.requestSubmit();
      });
    },
    true,
  );
}
