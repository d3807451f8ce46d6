// Narrative: blocks of text that read as one, standard paragraphs put in at the caret, newer ones accepted or refused.
// POST <data-blocks-url> {section, topic, after, recipe, text} → {place, version, text}; …<id>/refresh/,
// …<id>/keep/, …<id>/delete/ {version} → {version, text}.

import { partFor, register, release, settle } from "./autosave.js";
import { button, icon, make } from "./icons.js";
import { run } from "./saving/errand.js";
import { setText } from "./text.js";

let caret = null; // {field, at} where the user last was

function grow(field) {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

const idOf = (block) => block.dataset.place.split("/").pop();
const writingOf = (element) => element.closest("[data-writing]");

function count(writing) {
  const shown = writing.querySelector("[data-count]");
  if (!shown) return;
  const text = [...writing.querySelectorAll("[data-block] > textarea")].map((field) => field.value).join("");
  shown.textContent = `${[...text.replace(/\s/g, "")].length} 字`;
}

function told(writing, words, ...more) {
  const place = writing.querySelector("[data-writing-told]");
  if (place) place.replaceChildren(words, ...more);
}

async function ask(writing, path, content) {
  const { body, problem } = await run(`${writing.dataset.blocksUrl}${path}`, content);
  if (problem) told(writing, problem);
  return body || null;
}

function build(writing, answer, recipe) {
  const holder = make("template");
  const pattern = writing.querySelector(`template[data-new-block="${recipe ? "standard" : "typed"}"]`);
  holder.innerHTML = pattern.innerHTML.replace(/__place__/g, answer.place).replace(/__block__/g, answer.place.split("/").pop());
  const block = holder.content.firstElementChild;
  block.dataset.version = answer.version;
  const field = block.querySelector("textarea");
  field.defaultValue = answer.text || "";
  field.value = field.defaultValue;
  const label = block.querySelector("[data-label]");
  if (label && answer.label) label.textContent = answer.label;
  block.dataset.recipe = recipe;
  return block;
}

async function insert(writing, after, { recipe = "", text = "" } = {}) {
  const answer = await ask(writing, "", {
    section: writing.dataset.section,
    topic: writing.dataset.topic,
    after: after ? Number(idOf(after)) : null,
    recipe,
    text,
  });
  if (!answer) return null;
  const block = build(writing, answer, recipe);
  if (after) after.after(block);
  else writing.querySelector("[data-blocks]").prepend(block);
  register(block);
  grow(block.querySelector("textarea"));
  count(writing);
  document.dispatchEvent(new CustomEvent("report:saved", { detail: { place: answer.place, element: block, ...answer } }));
  return block;
}

const lastBlock = (writing) => [...writing.querySelectorAll("[data-block]")].pop() || null;

async function addTyped(writing) {
  const block = await insert(writing, lastBlock(writing));
  if (block) block.querySelector("textarea").focus();
}

/** The standard paragraph goes behind the paragraph in which the caret stands; what follows it becomes a block of its own. */
async function insertStandard(writing, recipe) {
  const here = caret && caret.field.isConnected && writing.contains(caret.field) ? caret : null;
  const block = here ? here.field.closest("[data-block]") : lastBlock(writing);
  const added = await insert(writing, block, { recipe });
  if (!added) return;
  if (here && !block.dataset.recipe) {
    const cut = here.field.value.indexOf("\n", here.at);
    const rest = cut < 0 ? "" : here.field.value.slice(cut + 1);
    if (rest.trim() && (await insert(writing, added, { text: rest }))) setText(here.field, here.field.value.slice(0, cut));
  }
  told(writing, "已插入标准段落");
  added.querySelector("textarea").focus();
}

function adopt(block, answer, tied) {
  const part = partFor(block);
  part.version = answer.version;
  block.dataset.version = answer.version;
  if (typeof answer.text === "string") {
    part.confirmed = answer.text;
    setText(part.field, answer.text);
  }
  if (!tied) {
    block.dataset.recipe = "";
    block.classList.remove("std");
    block.querySelector("[data-label]")?.remove();
  }
  block.classList.remove("old");
  for (const offer of block.querySelectorAll("[data-offer]")) offer.replaceChildren();
  part.field.focus();
  document.dispatchEvent(new CustomEvent("report:saved", { detail: { place: part.place, element: block, ...answer } }));
}

async function accept(writing, block, path) {
  await settle();
  const version = Number(block.dataset.version);
  const answer = await ask(writing, `${idOf(block)}/${path}/`, { version });
  if (!answer) return;
  adopt(block, answer, path === "refresh");
  told(writing, path === "keep" ? "已保留原文，这一段不再随表更新" : "已按表中数字更新，可按 Ctrl+Z 撤销");
}

async function remove(writing, block) {
  await settle();
  const text = block.querySelector("textarea").value;
  if (writing.querySelectorAll("[data-block]").length === 1) {
    setText(block.querySelector("textarea"), ""); // a topic keeps one block to type into
    return;
  }
  const { recipe = "" } = block.dataset;
  const answer = await ask(writing, `${idOf(block)}/delete/`, { version: Number(block.dataset.version) });
  if (!answer) return;
  const before = block.previousElementSibling?.closest("[data-block]") || null;
  release(block);
  const undo = button("撤销删除", "btn-plain mini", async () => {
    const back = await insert(writing, before, { recipe, text });
    if (!back) return;
    gone.remove();
    back.querySelector("textarea").focus();
  });
  const gone = make("p", { class: "gone soft sm" }, icon("trash"), ` 已删除一段，共 ${[...text].length} 字　`, undo);
  block.replaceWith(gone);
  undo.focus();
  count(writing);
}

function onClick(event) {
  const writing = writingOf(event.target);
  const trigger = event.target.closest(
    "[data-add-block], [data-insert-standard], [data-accept], [data-keep], [data-remove-block], [data-undo]",
  );
  if (!writing || !trigger) return;
  const block = trigger.closest("[data-block]");
  if (trigger.hasAttribute("data-add-block")) addTyped(writing);
  else if (trigger.hasAttribute("data-insert-standard")) {
    const menu = trigger.closest("details");
    if (menu) menu.open = false;
    insertStandard(writing, trigger.dataset.insertStandard);
  } else if (trigger.hasAttribute("data-accept")) accept(writing, block, "refresh");
  else if (trigger.hasAttribute("data-keep")) accept(writing, block, "keep");
  else if (trigger.hasAttribute("data-remove-block")) remove(writing, block);
  else if (caret && caret.field.isConnected) {
    caret.field.focus();
    document.execCommand("undo");
  }
}

function rememberCaret(event) {
  const field = event.target;
  if (field.matches && field.matches("[data-block] > textarea")) caret = { field, at: field.selectionStart };
}

/** Every textarea that should grow does; blocks answer to their buttons. */
export function start() {
  const growing = (root) => root.querySelectorAll("[data-block] > textarea, textarea[data-cell], textarea[data-grow]");
  for (const field of growing(document)) grow(field);
  for (const writing of document.querySelectorAll("[data-writing]")) count(writing);
  document.addEventListener("input", ({ target }) => {
    if (target.tagName !== "TEXTAREA") return;
    if (target.matches("[data-block] > textarea, textarea[data-cell], textarea[data-grow]")) grow(target);
    const writing = writingOf(target);
    if (writing) count(writing);
  });
  for (const type of ["keyup", "mouseup", "focusin", "input"]) document.addEventListener(type, rememberCaret);
  document.addEventListener("click", onClick);
  document.addEventListener("toggle", ({ target }) => target.open && growing(target).forEach(grow), true);
  document.addEventListener("fragment:fresh", ({ target }) => growing(target).forEach(grow));
  window.addEventListener("resize", () => growing(document).forEach(grow));
}
