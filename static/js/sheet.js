// A table one types in like in a sheet: Enter, arrows, Esc, zeros for empty cells, a bar that says where one is.
// It changes fields and fires their events; saving them is autosave's business.

import { partFor } from "./autosave.js";
import { readFigure } from "./figures.js";
import { button, make } from "./icons.js";
import { setMessage } from "./messages.js";
import { applyDerived, recompute } from "./sums.js";

const FIGURES = new Set(["amount", "number", "count", "points"]);
export const isFigure = (field) => FIGURES.has(field.dataset.kind);
const beforeEdit = new WeakMap();

export const bodyRows = (table) =>
  [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => row.dataset.row && !row.hidden);
// Columns are counted as they stand on the page: a cell may span several.
export function columnOf(field) {
  const own = field.closest("td, th");
  let column = 0;
  for (const cell of own.parentElement.cells) {
    if (cell === own) return column;
    column += cell.colSpan;
  }
  return column;
}
export function fieldAt(row, column) {
  let at = 0;
  for (const cell of row.cells) {
    if (at === column) return [...cell.querySelectorAll("[data-cell]")].find(isShown) || null;
    at += cell.colSpan;
  }
  return null;
}
const isShown = (field) => field.offsetParent !== null;
export const writable = (field) => field && !field.readOnly && !field.disabled;

function tell(field, value) {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Says beside a figure what is wrong with it. */
export function check(field) {
  if (!isFigure(field)) return;
  const { problem, suggestion } = readFigure(field.value, field.dataset.kind);
  if (problem) setMessage(field, problem, suggestion);
}

function moveBy(field, step) {
  const rows = bodyRows(field.closest("table"));
  const column = columnOf(field);
  for (let at = rows.indexOf(field.closest("tr")) + step; at >= 0 && at < rows.length; at += step) {
    const next = fieldAt(rows[at], column);
    if (next) return enter(next);
  }
  return false;
}

function sideways(field, step) {
  const fields = [...field.closest("tr").querySelectorAll("[data-cell]")].filter(isShown);
  const next = fields[fields.indexOf(field) + step];
  return next ? enter(next) : false;
}

function enter(field) {
  field.focus();
  if (field.select) field.select();
  return true;
}

const isWhole = (field) => field.selectionStart === 0 && field.selectionEnd === field.value.length;
const atEdge = (field, step) =>
  isWhole(field) ||
  (field.selectionStart === field.selectionEnd && field.selectionStart === (step < 0 ? 0 : field.value.length));

function onKey(event) {
  const field = event.target.closest("[data-cell]");
  if (!field || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const isText = field.tagName === "INPUT" && field.type === "text";
  const keys = {
    Enter: () => (field.tagName === "INPUT" || field.hasAttribute("data-line") ? moveBy(field, event.shiftKey ? -1 : 1) || true : false),
    ArrowDown: () => isText && !event.shiftKey && moveBy(field, 1),
    ArrowUp: () => isText && !event.shiftKey && moveBy(field, -1),
    ArrowLeft: () => isText && !event.shiftKey && atEdge(field, -1) && sideways(field, -1),
    ArrowRight: () => isText && !event.shiftKey && atEdge(field, 1) && sideways(field, 1),
    Escape: () => restore(field),
  };
  const act = keys[event.key];
  if (act && act()) event.preventDefault();
}

function restore(field) {
  if (field.tagName === "SELECT" || field.type === "checkbox" || !beforeEdit.has(field)) return false;
  if (field.value !== beforeEdit.get(field)) {
    tell(field, beforeEdit.get(field));
    check(field);
  }
  if (field.select) field.select();
  return true;
}

/** Says what was done to many cells at once and offers to take it back; undo: [[field, value before]]; more: buttons. */
export function offerUndo(table, words, undo, name, more = []) {
  const told = say(table, words);
  if (!told) return;
  told.append(...more);
  if (!undo.length) return;
  told.append(
    button(`撤销${name}`, "btn-plain mini", () => {
      for (const [target, value] of undo) {
        target.value = value;
        check(target);
      }
      announce(undo);
      say(table, `已撤销${name}`);
      undo[0][0].focus();
    }),
  );
}

/** Words in the bar of a sheet, or none; the keys make room for them. Returns the element for more. */
function say(table, words = "") {
  const bar = barOf(table);
  if (!bar) return null;
  const told = bar.querySelector("[data-told]");
  told.replaceChildren(...(words ? [make("span", { class: "words" }, words)] : []));
  bar.classList.toggle("telling", words !== "");
  return told;
}

/** One event for each part that is saved on its own: autosave looks at the whole part, so each sends one POST. */
export function announce(changes) {
  const places = new Set();
  for (const [field] of changes) {
    const place = field.closest("[data-place]");
    if (places.has(place)) continue;
    places.add(place);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** Puts 0 into the cells of a group of lines that were left empty. */
function fillZero(trigger) {
  const table = trigger.closest("table");
  const empty = [...trigger.closest("tbody").querySelectorAll("[data-cell][data-kind=amount]")].filter(
    (field) => writable(field) && field.value.trim() === "",
  );
  const undo = empty.map((field) => [field, ""]);
  for (const field of empty) field.value = "0.00";
  announce(undo);
  offerUndo(table, empty.length ? `已在 ${empty.length} 个空格填 0` : "这一组没有空格", undo, "填 0");
}

const barOf = (table) => document.getElementById(table.dataset.cellbar);

function showPlace(field) {
  const table = field.closest("table");
  const bar = barOf(table);
  if (!bar) return;
  const row = field.closest("tr");
  const number = row.querySelector(".no");
  const where = number && number.textContent ? `第 ${number.textContent} 行` : row.dataset.label || "";
  const column = field.dataset.column || field.getAttribute("aria-label") || "";
  bar.querySelector("[data-at]").textContent = [where, column].filter(Boolean).join(" · ");
  const shown = field.tagName === "SELECT" ? field.selectedOptions[0]?.textContent : field.value;
  bar.querySelector("[data-value]").textContent = field.type === "checkbox" ? "" : shown || "";
  bar.querySelector("[data-was]").textContent = field.dataset.was || row.dataset.guidance || "";
}

function onFocus(event) {
  const field = event.target.closest("[data-cell]");
  if (!field) return;
  if (!beforeEdit.has(field) || !field.matches("[data-editing]")) beforeEdit.set(field, field.value);
  field.setAttribute("data-editing", "");
  const bar = field.closest("table").dataset.cellbar;
  const ids = (field.getAttribute("aria-describedby") || "").split(" ").filter(Boolean);
  if (bar && !ids.includes(bar)) field.setAttribute("aria-describedby", [bar, ...ids].join(" "));
  say(field.closest("table"));
  showPlace(field);
}

function onBlur(event) {
  const field = event.target.closest("[data-cell]");
  if (!field) return;
  field.removeAttribute("data-editing");
  const bar = field.closest("table").dataset.cellbar;
  const ids = (field.getAttribute("aria-describedby") || "").split(" ").filter((id) => id && id !== bar);
  if (ids.length) field.setAttribute("aria-describedby", ids.join(" "));
  else field.removeAttribute("aria-describedby");
  check(field);
  recompute(field.closest("table"));
}

// Amounts of five digits before the point do not fit into the columns of a phone: the sheet scrolls sideways then.
const FITS = "9999.99".length;
function fit(table) {
  const shown = [...table.querySelectorAll("[data-kind=amount], .sum td")];
  table.classList.toggle("long", shown.some((each) => (each.value ?? each.textContent).trim().length > FITS));
}

/** Makes every table[data-sheet] of the page a sheet. */
export function start() {
  for (const table of document.querySelectorAll("table[data-sheet]")) {
    table.addEventListener("keydown", onKey);
    fit(table);
    table.addEventListener("focusin", onFocus);
    table.addEventListener("focusout", onBlur);
    table.addEventListener("input", (event) => {
      const field = event.target.closest("[data-cell]");
      // while one types, an earlier message goes as soon as it no longer holds; a new one waits for leaving the cell
      if (field && isFigure(field) && !readFigure(field.value, field.dataset.kind).problem) setMessage(field, "");
      recompute(table);
      fit(table);
      if (field) showPlace(field);
    });
    table.addEventListener("change", (event) => {
      // a 定性 indicator is described in words and graded, any other compared by figures
      if (event.target.dataset.cell === "sign") {
        event.target.closest("tr").classList.toggle("qual", event.target.value === "qualitative");
      }
    });
    table.addEventListener("click", (event) => {
      const trigger = event.target.closest("[data-fill-zero]");
      if (trigger) fillZero(trigger);
    });
    table.addEventListener("rows:changed", () => recompute(table));
  }
  document.addEventListener("report:saved", ({ detail }) => {
    // while something is typed on, the page's own sums are newer
    if (detail.derived && !partFor(detail.element)?.isDirty()) applyDerived(detail.derived);
  });
}
