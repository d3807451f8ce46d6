// A block of cells pasted into a sheet: to the rows and columns it names, in 万元, as one save, with a way back.

import { readCells, splitBlock } from "./clipboard.js";
import { fromYuan, plain, readFigure } from "./figures.js";
import { button } from "./icons.js";
import { isInYuan, nameOf, placedColumns, placedRows } from "./placing.js";
import { addRow } from "./rows.js";
import { announce, bodyRows, check, columnOf, fieldAt, isFigure, offerUndo, writable } from "./sheet.js";

// A billion yuan in 万元: what is larger was more likely counted in 元.
const LIKELY_YUAN = 100000;
const isShown = (field) => field.offsetParent !== null;

/** What a row is called: by the portal, or by the person who typed its name. */
const titleOf = (row) => row.dataset.label || row.querySelector("[data-row-name]")?.value || "";

/** The kinds of cells that the rows of a table have. */
function columnsOf(table) {
  const columns = new Map();
  for (const field of table.querySelectorAll("tbody [data-cell]")) {
    if (!columns.has(field.dataset.cell)) columns.set(field.dataset.cell, field.dataset.column || field.getAttribute("aria-label") || "");
  }
  return [...columns].map(([cell, label]) => ({ cell, label }));
}

/** Which field of a row takes the value at `offset`: the one its head names, else the one as far from the first. */
const finder = (cells, column) =>
  cells
    ? (row, offset) => [...row.querySelectorAll(`[data-cell="${cells[offset]}"]`)].find(isShown) || null
    : (row, offset) => fieldAt(row, column + offset);

/** What a figure becomes in its cell: plainly written where it can be read, as it was where not. */
function figureOf(value, field, inYuan) {
  const { value: read, clean } = readFigure(value, inYuan ? "number" : field.dataset.kind);
  if (inYuan && read !== undefined && field.dataset.kind === "amount") return fromYuan(clean);
  return read === undefined ? value.trim() : plain(value);
}

function chosen(field, value) {
  const option = [...field.options].find((each) => each.textContent.trim() === value.trim());
  return option ? option.value : field.value;
}

/** Puts one row of values in; returns how many had no cell to go to. */
function putRow(row, values, find, inYuan, undo) {
  let skipped = 0;
  values.forEach((value, offset) => {
    const field = find(row, offset);
    if (!writable(field) || field.type === "checkbox") {
      skipped += value.trim() ? 1 : 0;
      return;
    }
    let kept = value.trim();
    if (isFigure(field)) kept = figureOf(value, field, inYuan);
    else if (field.tagName === "SELECT") kept = chosen(field, value);
    if (kept === field.value) return;
    undo.push([field, field.value]);
    field.value = kept;
    check(field);
  });
  return skipped;
}

function put(table, field, raw, unit) {
  const rows = bodyRows(table);
  const titles = rows.map(titleOf);
  const names = new Set(titles.map(nameOf));
  const block = splitBlock(raw, (text) => names.has(nameOf(text)));
  // where names are typed, the names of a block are cells like any other
  const left = isFigure(field) ? block.left : 0;
  const labels = isFigure(field) ? block.labels : block.rows.map(() => "");
  const inYuan = unit === "元" || (unit === "" && isInYuan(block.above));
  const heads = placedColumns(block.heads.slice(left), columnsOf(table), Number(table.dataset.year));
  const find = finder(heads, columnOf(field));
  const targets = placedRows(labels, titles, rows.indexOf(field.closest("tr")));
  const undo = [];
  const over = [];
  let skipped = 0;
  block.rows.forEach((row, at) => {
    const values = row.slice(left);
    if (rows[targets[at]]) skipped += putRow(rows[targets[at]], values, find, inYuan, undo);
    else if (values.some((value) => value.trim())) over.push({ name: labels[at].trim(), values });
  });
  return { undo, over, skipped, inYuan, find };
}

function told({ undo, over, skipped, inYuan }) {
  const words = [`已粘贴 ${undo.length} 格`];
  if (inYuan) words.push("原数以元为单位，已换算成万元，四舍五入到两位小数");
  if (skipped) words.push(`${skipped} 格是自动合计或不能填写，已略过`);
  const names = over.map((row) => row.name && nameOf(row.name)).filter(Boolean);
  if (over.length) words.push(`${over.length} 行没有对应的行，未粘贴${names.length ? `：${names.join("、")}` : ""}`);
  return words.join("，");
}

/** Rows that the table has not yet: added behind the last one, named as they were in the block. */
async function addRows(list, done) {
  for (const { name, values } of done.over) {
    const row = await addRow(list, null, name ? { name } : {});
    if (!row) return;
    putRow(row, values, done.find, done.inYuan, done.undo);
  }
  done.over = [];
}

function tell(table, field, raw, done) {
  const more = [];
  const list = table.closest("[data-rows-url]");
  if (list && done.over.length) {
    more.push(
      button(`添加 ${done.over.length} 行并粘贴`, "btn-plain mini", async () => {
        await addRows(list, done);
        announce(done.undo);
        tell(table, field, raw, done);
      }),
    );
  }
  const largest = Math.max(0, ...done.undo.filter(([each]) => each.dataset.kind === "amount").map(([each]) => Number(each.value) || 0));
  if (!done.inYuan && largest >= LIKELY_YUAN) {
    more.push(
      button("这些数以元为单位，换算成万元", "btn-plain mini", () => {
        for (const [each, before] of done.undo) each.value = before;
        go(table, field, raw, "元");
      }),
    );
  }
  offerUndo(table, told(done), done.undo, "粘贴", more);
}

function go(table, field, raw, unit) {
  const done = put(table, field, raw, unit);
  announce(done.undo);
  if (field.select) field.select();
  tell(table, field, raw, done);
}

/** Fills cells from the focused one; derived and locked cells are skipped, everything goes out as one save. */
function onPaste(event) {
  const field = event.target.closest("[data-cell]");
  if (!field || !event.clipboardData) return;
  const raw = readCells(event.clipboardData.getData("text/plain"));
  if (raw.length === 1 && raw[0].length === 1) {
    if (!isFigure(field) || readFigure(raw[0][0], field.dataset.kind).value === undefined) return;
    event.preventDefault();
    document.execCommand("insertText", false, plain(raw[0][0]));
    return;
  }
  event.preventDefault();
  go(field.closest("table"), field, raw, "");
}

/** Every sheet of the page takes blocks of cells. */
export function start() {
  for (const table of document.querySelectorAll("table[data-sheet]")) table.addEventListener("paste", onPaste);
}
