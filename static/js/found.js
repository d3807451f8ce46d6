// What the checks found, at the very paragraph, row or cell: marked there, and said below a paragraph. The list beside
// the page stays what is read out and jumped from; here the mark says where while one writes.

import { elementOf } from "./jumps.js";

const LEVELS = ["hint", "warn", "bad"];
const PANEL = "findings-panel";

function levelOf(item) {
  return LEVELS.find((level) => item.classList.contains(level)) || "hint";
}

/** Takes away the marks of the last time. */
function clear() {
  for (const marked of document.querySelectorAll("[data-found]")) marked.removeAttribute("data-found");
  for (const described of document.querySelectorAll("[aria-describedby^='found-']")) described.removeAttribute("aria-describedby");
  for (const note of document.querySelectorAll(".found-here")) note.remove();
}

function mark(element, level) {
  const known = LEVELS.indexOf(element.dataset.found || "");
  if (LEVELS.indexOf(level) > known) element.dataset.found = level;
}

/** The list below a paragraph. */
function noteOf(block, number) {
  const known = block.querySelector(":scope > .found-here");
  if (known) return known;
  const note = document.createElement("ul");
  note.className = "finds found-here";
  note.id = `found-${number}`;
  block.append(note);
  const field = block.querySelector(":scope > textarea");
  if (field) field.setAttribute("aria-describedby", note.id);
  return note;
}

function show() {
  clear();
  const items = document.getElementById(PANEL).querySelectorAll("li[data-place]");
  [...items].forEach((item, number) => {
    const element = elementOf(item.dataset.place);
    if (!element || element.id.split("/").length < 3) return;
    const block = element.closest("[data-block]");
    mark(block || element.closest("td, th") || element, levelOf(item));
    if (!block) return;
    const said = item.cloneNode(true);
    for (const link of said.querySelectorAll(".go")) link.remove();
    said.removeAttribute("data-place");
    noteOf(block, number).append(said);
  });
}

/** Follows the list of findings of the section. */
export function start() {
  document.addEventListener("fragment:fresh", ({ target }) => {
    if (target.id === PANEL) show();
  });
}
