// Sums and rates of a sheet, shown while one types, by the formulas that the server wrote into the page.
// data-sum="income_general.initial -7.initial_other" adds and takes off cells of the same table, "*.outturn" adds a whole
// column; data-rest="points" data-limit="90" says how far that column is from what it should add up to;
// data-rate="outturn adjusted" divides two cells of its own row. The server's figures replace these after each save.

import { percent, readFigure, written } from "./figures.js";

const WAIT = "待更正";
const NOTHING = "—";

/** All derived cells of `table` anew. */
export function recompute(table) {
  const index = new Map();
  for (const row of table.querySelectorAll("[data-row]")) {
    if (row.hidden) continue;
    for (const cell of row.querySelectorAll("[data-cell], [data-derived]")) {
      index.set(`${row.dataset.row}.${cell.dataset.cell || cell.dataset.derived}`, cell);
    }
  }
  const known = new Map();

  // a bigint, null when nothing was entered, "wait" when something cannot be read
  function value(address) {
    if (known.has(address)) return known.get(address);
    known.set(address, null); // a formula that leads back to itself adds nothing
    const cell = index.get(address);
    let result = null;
    if (cell && cell.dataset.cell) {
      const read = readFigure(cell.value, cell.dataset.kind);
      if (cell.getAttribute("aria-invalid") === "true" || read.problem) result = "wait";
      else if (!read.empty) result = read.value;
    } else if (cell && cell.dataset.sum) result = total(parts(cell.dataset.sum));
    else if (cell) result = fixed(cell);
    known.set(address, result);
    return result;
  }

  function parts(formula) {
    return formula.split(/\s+/).filter(Boolean).flatMap((part) => {
      if (!part.startsWith("*.")) return [part];
      const column = part.slice(1);
      return [...index.keys()].filter((address) => address.endsWith(column) && index.get(address).dataset.cell);
    });
  }

  // as on the paper form: what is left empty counts as nothing, a sum of nothing is nothing
  function total(addresses) {
    let sum = 0n;
    let known = false;
    for (const address of addresses) {
      const taken = address.startsWith("-");
      const part = value(taken ? address.slice(1) : address);
      if (part === "wait") return "wait";
      if (part === null) continue;
      known = known || !taken; // what is taken off nothing leaves nothing
      sum += taken ? -part : part;
    }
    return known ? sum : null;
  }

  function fixed(cell) {
    const read = readFigure(cell.dataset.value ?? cell.textContent.replace(NOTHING, ""), "number");
    return read.problem ? "wait" : read.empty ? null : read.value;
  }

  for (const [address, cell] of index) {
    if (cell.dataset.sum) show(cell, value(address));
    else if (cell.dataset.rest) put(cell, rest(total(parts(`*.${cell.dataset.rest}`)), cell.dataset.limit), false);
    else if (cell.dataset.rate) {
      const row = cell.closest("[data-row]").dataset.row;
      const [part, whole] = cell.dataset.rate.split(" ").map((column) => value(`${row}.${column}`));
      const ready = typeof part === "bigint" && typeof whole === "bigint";
      if (part === "wait" || whole === "wait") show(cell, "wait");
      else put(cell, (ready && percent(part, whole)) || NOTHING, false);
    }
  }
}

function rest(sum, limit) {
  if (sum === "wait") return WAIT;
  const left = readFigure(limit, "number").value - (sum || 0n);
  if (left > 0n) return `还可分配 ${written(left)} 分`;
  return left < 0n ? `超出 ${written(-left)} 分` : "分值已分配完";
}

function put(cell, text, waits) {
  if (cell.textContent !== text) cell.textContent = text;
  cell.classList.toggle("wait", waits);
}

function show(cell, value) {
  if (value === "wait") put(cell, WAIT, true);
  else put(cell, value === null ? NOTHING : written(value, Number(cell.dataset.places ?? 2)), false);
}

/**
 * The server's own figures, {line: {column: figure}}, wherever data-fact names them ("income_total.initial", "project_count"):
 * "" nothing known, null cannot be computed before something is corrected.
 */
export function applyDerived(figures) {
  for (const [line, columns] of Object.entries(figures)) {
    for (const [column, figure] of Object.entries(columns)) {
      const code = column === line ? line : `${line}.${column}`;
      for (const cell of document.querySelectorAll(`[data-fact="${CSS.escape(code)}"]`)) {
        if (figure === null) put(cell, WAIT, true);
        else put(cell, figure === "" ? NOTHING : figure.replace(/^-/, "−"), false);
      }
    }
  }
}
