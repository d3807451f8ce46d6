// Watches for people who have left: warns two minutes before the session ends and leaves the page when it has ended.
// The server decides how long a session lives, because other tabs share it; this only asks at the right moments.

import { button, make } from "./icons.js";
import { allMine } from "./saving/store.js";

const WARNING = 120; // seconds before the end
const PATIENCE = 15; // seconds until a silent server is asked again
const MINUTE = 60000;

let watch = null;
let timer = null;
let told = null; // the warning, while it is shown
let over = false; // the session has ended, and unsaved text keeps the page
let keptAt = 0;

const after = (seconds, act) => {
  clearTimeout(timer);
  timer = setTimeout(act, Math.max(1, seconds) * 1000);
};

/** Seconds that are left; 0 when signed out, null when no answer came. */
async function ask(url) {
  try {
    const response = await fetch(url, {
      credentials: "same-origin",
      cache: "no-store",
      redirect: "manual",
      headers: { Accept: "application/json", "X-Page-User": document.documentElement.dataset.user },
    });
    if (response.status === 401) return 0;
    return response.ok ? (await response.json()).seconds : null;
  } catch (silence) {
    return null;
  }
}

function calm(seconds) {
  if (told) told.remove();
  told = null;
  over = false;
  after(seconds - WARNING, look);
}

async function keep() {
  keptAt = Date.now();
  settle(await ask(watch.dataset.keepUrl));
}

async function look() {
  settle(await ask(watch.dataset.stateUrl));
}

function settle(seconds) {
  if (seconds === null) after(PATIENCE, look);
  else if (seconds === 0) ended();
  else if (seconds > WARNING) calm(seconds);
  else warn(seconds);
}

function show(...content) {
  if (told) told.remove();
  told = make("div", { class: "idle", role: "alert" }, ...content);
  document.body.append(told);
}

function warn(seconds) {
  const ends = Date.now() + seconds * 1000;
  const count = make("b", { "aria-hidden": "true" });
  const words = make("p", {}, "您已很久没有操作，两分钟之内将自动退出。", count);
  show(words, button("继续使用", "btn-primary", keep));
  const shown = told;
  const tick = () => {
    if (told !== shown) return;
    const left = Math.max(0, Math.round((ends - Date.now()) / 1000));
    count.textContent = ` ${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (left > 0) after(1, tick);
    else after(1, look);
  };
  tick();
}

function ended() {
  const back = encodeURIComponent(window.location.pathname + window.location.search);
  const signIn = watch.dataset.signInUrl;
  if (!allMine().length) {
    window.location.assign(`${signIn}?why=idle&next=${back}`);
    return;
  }
  after(PATIENCE, look); // signed in again in another tab
  if (over) return;
  over = true;
  show(
    make("p", {}, "长时间没有操作，登录已失效。没有保存的内容仍在这个页面上，请在新标签页登录后回到这里，将自动继续保存。"),
    make("a", { class: "btn btn-primary", href: `${signIn}?why=idle`, target: "_blank", rel: "noopener" }, "在新标签页登录"),
  );
}

// Typing and clicking that saves nothing keeps the session too, told to the server at most once a minute.
function acted() {
  if (!over && (told || Date.now() - keptAt > MINUTE)) keep();
}

/** Begins on pages of signed-in people. */
export function start() {
  watch = document.querySelector("[data-idle-seconds]");
  if (!watch) return;
  keptAt = Date.now();
  calm(Number(watch.dataset.idleSeconds));
  for (const event of ["keydown", "pointerdown"]) document.addEventListener(event, acted, { passive: true });
  document.addEventListener("report:saved", () => {
    keptAt = Date.now();
    calm(Number(watch.dataset.idleSeconds));
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") look();
  });
}
