// List rows: added, removed with an undo that stays on the page, moved up and down by buttons that keep the focus.
// POST <data-rows-url> {table, after, ...data-new} → {row, version}; …<row>/delete/, …/restore/, …/move/ {table, version, after}.

import { partFor, settle } from "./autosave.js";
import { button, icon, make } from "./icons.js";
import { start as startNames } from "./names.js";
import { run } from "./saving/errand.js";

// the row of totals below a table is not one of them
const rowsOf = (list) => [...list.querySelectorAll("[data-rows-body] > [data-row]")].filter((row) => !row.hidden);
const placeOf = (list) => list.closest("[data-place]")?.dataset.place || list.querySelector("[data-place]").dataset.place;
const partElement = (list) => list.closest("[data-place]") || list.querySelector("[data-place]");

async function ask(list, path, content) {
  const { body, problem } = await run(`${list.dataset.rowsUrl}${path}`, { table: placeOf(list), ...content });
  const told = list.querySelector("[data-rows-told]");
  if (told) told.textContent = problem || "";
  return body || null;
}

function renumber(list) {
  const rows = rowsOf(list);
  rows.forEach((row, at) => {
    const number = row.querySelector(".no");
    if (number) number.textContent = at + 1;
    for (const move of row.querySelectorAll("[data-move]")) {
      move.disabled = move.dataset.move === "up" ? at === 0 : at === rows.length - 1;
    }
  });
  list.classList.toggle("is-empty", rows.length === 0 && !list.querySelector(".gone"));
  for (const empty of list.querySelectorAll("[data-rows-empty]")) empty.hidden = rows.length > 0;
  for (const count of list.querySelectorAll("[data-rows-count]")) count.textContent = rows.length;
  const table = list.matches("table") ? list : list.querySelector("table");
  if (table) table.dispatchEvent(new CustomEvent("rows:changed"));
}

function saved(list, answer) {
  const element = partElement(list);
  document.dispatchEvent(new CustomEvent("report:saved", { detail: { place: placeOf(list), element, ...answer } }));
}

/** A new row behind `after` (at the end, when there is none), with the list's usual cells and `cells`; null when refused. */
export async function addRow(list, after = null, cells = {}) {
  const rows = rowsOf(list);
  const before = after || rows[rows.length - 1];
  const usual = list.dataset.new ? JSON.parse(list.dataset.new).cells : {};
  const answer = await ask(list, "", { after: before ? before.dataset.row : null, cells: { ...usual, ...cells } });
  if (!answer) return null;
  const holder = make("template");
  holder.innerHTML = list.querySelector("template[data-new-row]").innerHTML.replace(/__row__/g, answer.row);
  const row = holder.content.firstElementChild;
  row.dataset.version = answer.version;
  for (const field of row.querySelectorAll("input[data-cell]")) {
    if (field.dataset.cell in cells) field.defaultValue = cells[field.dataset.cell];
  }
  if (before) behind(before).after(row);
  else list.querySelector("[data-rows-body]").append(row);
  renumber(list);
  saved(list, answer);
  return row;
}

/** The last of the messages that belong to a row, or the row itself. */
function behind(row) {
  let last = row;
  while (last.nextElementSibling?.matches(".msg, .gone")) last = last.nextElementSibling;
  return last;
}

function messagesOf(row) {
  const found = [];
  for (let next = row.nextElementSibling; next?.matches(".msg"); next = next.nextElementSibling) found.push(next);
  return found;
}

async function add(list, trigger) {
  trigger.disabled = true;
  const row = await addRow(list);
  trigger.disabled = false;
  const first = row && [...row.querySelectorAll("[data-cell]")].find((field) => field.offsetParent !== null);
  if (first) (row.querySelector("[data-row-name]") || first).focus();
}

const nameOf = (row) => {
  const field = row.querySelector("[data-row-name]") || row.querySelector("[data-cell]");
  return (field && field.value && field.value.slice(0, 20)) || "这一行";
};

async function remove(list, row) {
  await settle();
  const answer = await ask(list, `${row.dataset.row}/delete/`, { version: Number(row.dataset.version) });
  if (!answer) return;
  if (answer.version) row.dataset.version = answer.version;
  row.hidden = true;
  for (const message of messagesOf(row)) message.hidden = true;
  const words = [icon("trash"), ` 已删除“${nameOf(row)}”　`];
  const undo = button("撤销删除", "btn-plain mini", async () => {
    const back = await ask(list, `${row.dataset.row}/restore/`, { version: Number(row.dataset.version) });
    if (!back) return;
    row.dataset.version = back.version;
    gone.remove();
    row.hidden = false;
    for (const message of messagesOf(row)) message.hidden = false;
    renumber(list);
    row.querySelector("[data-cell]")?.focus();
    saved(list, back);
  });
  const gone =
    row.tagName === "TR"
      ? make("tr", { class: "gone" }, make("td", { colspan: row.cells.length, class: "soft" }, ...words, undo))
      : make(row.tagName === "LI" ? "li" : "p", { class: "gone soft" }, ...words, undo);
  row.after(gone);
  renumber(list);
  undo.focus();
  saved(list, answer);
}

async function move(list, row, trigger) {
  const rows = rowsOf(list);
  const at = rows.indexOf(row);
  const up = trigger.dataset.move === "up";
  if (up ? at === 0 : at === rows.length - 1) return;
  await settle();
  const after = up ? rows[at - 2] : rows[at + 1];
  const answer = await ask(list, `${row.dataset.row}/move/`, {
    version: Number(row.dataset.version),
    after: after ? after.dataset.row : null,
  });
  if (!answer) return;
  if (answer.version) row.dataset.version = answer.version;
  const messages = messagesOf(row);
  if (up) rows[at - 1].before(row);
  else behind(rows[at + 1]).after(row);
  row.after(...messages);
  renumber(list);
  const other = row.querySelector(`[data-move="${up ? "down" : "up"}"]`);
  (trigger.disabled && other ? other : trigger).focus();
  const told = list.querySelector("[data-rows-told]");
  if (told) told.textContent = `已移到第 ${rowsOf(list).indexOf(row) + 1} 行`;
}

/** Every [data-rows-url] becomes a list whose rows can be added, removed and moved. */
export function start() {
  for (const list of document.querySelectorAll("[data-rows-url]")) {
    list.addEventListener("click", (event) => {
      const trigger = event.target.closest("[data-add-row], [data-remove-row], [data-move]");
      if (!trigger || trigger.closest("[data-rows-url]") !== list) return;
      const row = trigger.closest("[data-row]");
      if (trigger.hasAttribute("data-add-row")) add(list, trigger);
      else if (trigger.hasAttribute("data-remove-row")) remove(list, row);
      else move(list, row, trigger);
    });
    if (partFor(partElement(list))) renumber(list);
    if (list.hasAttribute("data-names")) startNames(list, addRow);
  }
}
