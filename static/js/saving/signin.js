// Signed out while typing: the work stops with a message, and goes on by itself once the user has signed in again.

import { button, make } from "../icons.js";
import { renewToken } from "./transport.js";

let waiting = null;

/** Resolves when the same user is signed in again and the page holds a fresh token. */
export function signedInAgain() {
  waiting = waiting || ask();
  return waiting;
}

function ask() {
  return new Promise((resolve) => {
    const told = make("p", { role: "status", class: "soft sm" });
    const dialog = make("dialog", { "aria-labelledby": "signed-out" });
    const check = async (asked) => {
      const state = await renewToken();
      if (state === "ok") {
        window.removeEventListener("focus", comeBack);
        dialog.close();
        dialog.remove();
        waiting = null;
        resolve();
      } else if (asked) {
        told.textContent =
          state === "silent" ? "连不上服务器，请稍候再试。" : "还没有用原来的账号登录。请先在新标签页登录，再回到这里。";
      }
    };
    const comeBack = () => check(false);
    dialog.append(
      make(
        "div",
        { class: "in" },
        make("h2", { id: "signed-out" }, "请重新登录"),
        make("p", {}, "登录已经失效，刚填写的内容暂存在这台电脑的浏览器中，没有丢失。请在新标签页登录原来的账号，回到这里后自动继续保存。"),
        told,
        make(
          "div",
          { class: "acts" },
          make("a", { class: "btn btn-primary", href: signInUrl(), target: "_blank", rel: "noopener" }, "在新标签页登录"),
          button("我已登录，继续", "btn-plain", () => check(true)),
        ),
      ),
    );
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    document.body.append(dialog);
    dialog.showModal();
    window.addEventListener("focus", comeBack);
  });
}

const signInUrl = () => document.querySelector("[data-sign-in-url]")?.dataset.signInUrl || "/";
