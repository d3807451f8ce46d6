// A table part (or a group of fields) as a part that is saved: rows with versions, cells with what was confirmed.
// Every [data-cell] inside a [data-row] whose nearest [data-place] is this part belongs to it.

import { setMessage } from "../messages.js";

// a cell that names several other rows is a group of check boxes
const isGroup = (field) => field.tagName === "FIELDSET" || field.tagName === "DIV";
const boxes = (field) => [...field.querySelectorAll("input[type=checkbox]")];

export function valueOf(field) {
  if (isGroup(field)) return boxes(field).filter((box) => box.checked).map((box) => box.value).join(",");
  if (field.type === "checkbox") return String(field.checked);
  return field.value;
}

export function putValue(field, value) {
  if (isGroup(field)) {
    const chosen = value.split(",");
    for (const box of boxes(field)) box.checked = chosen.includes(box.value);
  } else if (field.type === "checkbox") field.checked = value === "true";
  else field.value = value;
}

function initialOf(field) {
  if (isGroup(field)) return boxes(field).filter((box) => box.defaultChecked).map((box) => box.value).join(",");
  if (field.type === "checkbox") return String(field.defaultChecked);
  if (field.tagName !== "SELECT") return field.defaultValue;
  const chosen = [...field.options].filter((option) => option.defaultSelected).map((option) => option.value);
  return chosen.length ? chosen[0] : field.options.length ? field.options[0].value : "";
}

// removed on this page, or by somebody else
const isAway = (row) => row.hidden || row.hasAttribute("data-gone");

const confirmedValues = new WeakMap();
const confirmedOf = (field) => {
  if (!confirmedValues.has(field)) confirmedValues.set(field, initialOf(field));
  return confirmedValues.get(field);
};

export class TablePart {
  constructor(element) {
    this.element = element;
    this.place = element.dataset.place;
    this.unanswered = [];
    this.halted = "";
    for (const field of this.fields()) confirmedOf(field);
  }

  get name() {
    return this.element.dataset.name || this.element.getAttribute("aria-label") || "";
  }

  fields() {
    return [...this.element.querySelectorAll("[data-cell]")].filter(
      (field) => field.closest("[data-place]") === this.element && field.closest("[data-row]"),
    );
  }

  field(row, cell) {
    return this.fields().find(
      (field) => field.dataset.cell === cell && field.closest("[data-row]").dataset.row === row,
    );
  }

  changed() {
    return this.fields().filter(
      (field) => valueOf(field) !== confirmedOf(field) && !isAway(field.closest("[data-row]")),
    );
  }

  isDirty() {
    return this.changed().length > 0;
  }

  rows() {
    const rows = new Map();
    for (const field of this.changed()) {
      const row = field.closest("[data-row]");
      if (!rows.has(row.dataset.row)) {
        rows.set(row.dataset.row, { row: row.dataset.row, version: Number(row.dataset.version), cells: {} });
      }
      rows.get(row.dataset.row).cells[field.dataset.cell] = valueOf(field);
    }
    return [...rows.values()];
  }

  content() {
    return { rows: this.rows() };
  }

  asText(rows = this.rows()) {
    return rows
      .flatMap((row) => Object.entries(row.cells).map(([cell, value]) => `${this.label(row.row, cell)}\t${value}`))
      .join("\n");
  }

  label(row, cell) {
    const field = this.field(row, cell);
    if (!field) return `${row} ${cell}`;
    return field.getAttribute("aria-label") || (field.labels && field.labels[0] && field.labels[0].textContent.trim()) || cell;
  }

  message() {
    const rows = this.rows();
    this.unanswered.push(rows);
    return { body: { place: this.place, rows }, sent: rows };
  }

  /** Takes in the answer: versions, values as the portal writes them, errors. Returns the cells still in error. */
  stored(answer, sent) {
    const kept = answer.rows || {};
    const errors = answer.errors || [];
    for (const { row, cells } of sent) {
      if ((answer.gone || []).includes(row)) continue;
      const given = kept[row];
      if (given) this.setVersion(row, given.version);
      for (const [cell, value] of Object.entries(cells)) {
        const field = this.field(row, cell);
        if (!field) continue;
        confirmedValues.set(field, value);
        if (valueOf(field) !== value) continue; // typed on since: the next save tells
        const wrong = errors.find((error) => error.row === row && error.cell === cell);
        // what the page itself found wrong says more (which character), so it stays
        if (!wrong || field.getAttribute("aria-invalid") !== "true") {
          setMessage(field, wrong ? wrong.message : "", wrong ? wrong.suggestion : "");
        }
        const shown = given && given.cells && given.cells[cell] && given.cells[cell].shown;
        if (!wrong && typeof shown === "string" && field !== document.activeElement && field.tagName === "INPUT" && field.type === "text") {
          putValue(field, shown);
          confirmedValues.set(field, shown);
        }
      }
    }
    this.unanswered = [];
    return errors;
  }

  setVersion(row, version) {
    // one row of data may be drawn as several groups of fields
    for (const each of this.element.querySelectorAll("[data-row]")) {
      if (each.dataset.row === row && each.closest("[data-place]") === this.element) each.dataset.version = version;
    }
  }

  /** Rows that somebody else removed take nothing any more. Returns what was typed into them, a row each. */
  takeAway(keys) {
    const typed = this.rows().filter(({ row }) => keys.includes(row));
    const texts = new Map(typed.map((each) => [each.row, this.asText([each])]));
    for (const field of this.fields()) {
      const row = field.closest("[data-row]");
      if (!keys.includes(row.dataset.row)) continue;
      row.setAttribute("data-gone", "");
      for (const each of isGroup(field) ? boxes(field) : [field]) each.disabled = true;
    }
    this.unanswered = [];
    return typed.map((each) => ({ ...each, text: texts.get(each.row) }));
  }

  wasSent(row, cell, value) {
    return this.unanswered.some((rows) => rows.some((each) => each.row === row && each.cells[cell] === value));
  }

  /**
   * Takes in what somebody else stored, cell by cell: what only they changed is taken over, what only we changed is kept.
   * Returns null when nothing is left to choose, else the cells that both changed.
   */
  merge(conflicts) {
    const open = [];
    for (const other of conflicts) {
      const theirRow = other.theirs || {};
      this.setVersion(other.row, other.version);
      for (const [cell, value] of Object.entries(theirRow)) {
        const field = this.field(other.row, cell);
        if (!field) continue;
        const theirs = String(value);
        const mine = valueOf(field);
        const before = confirmedOf(field);
        const untouched = mine === before;
        confirmedValues.set(field, theirs);
        if (untouched && mine !== theirs) {
          putValue(field, theirs);
          setMessage(field, "");
        } else if (mine !== theirs && theirs !== before && !this.wasSent(other.row, cell, theirs)) {
          open.push({ by: other.by, at: other.at, theirs, mine, field, label: this.label(other.row, cell) });
        }
      }
    }
    this.unanswered = [];
    return open.length ? open : null;
  }
}
