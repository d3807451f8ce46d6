// Says whether everything is saved, in one place of the page and to screen readers.

import { icon, make } from "../icons.js";

const SLOW = 400;
let timer = null;

function show(failed, glyph, words, time = "") {
  clearTimeout(timer);
  for (const place of document.querySelectorAll("[data-save-state]")) {
    place.classList.toggle("fail", failed);
    const told = place.querySelector("span");
    const parts = [icon(glyph)];
    // the words stay the same element while they do not change, so that a save each second is not read out each second
    parts.push(told && told.textContent === words ? told : make("span", {}, words));
    if (time) parts.push(" ", make("time", { "aria-hidden": "true" }, time));
    place.replaceChildren(...parts);
  }
}

function clock(iso) {
  const moment = iso ? new Date(iso) : new Date();
  const zone = document.documentElement.dataset.timeZone || "Asia/Shanghai";
  return moment.toLocaleTimeString("zh-CN", { timeZone: zone, hourCycle: "h23" });
}

/** Only a slow save is announced as being under way. */
export function saving() {
  clearTimeout(timer);
  timer = setTimeout(() => show(false, "clock", "正在保存"), SLOW);
}

export const saved = (iso) => show(false, "save", "已保存", clock(iso));

export function unsaved(words, keptHere) {
  show(true, "bad", keptHere ? words : `${words}（浏览器不能暂存，保存前请勿关闭本页）`);
}
