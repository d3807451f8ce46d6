// Where a pasted block belongs in a table: its rows by their names, its columns by their heads, and its unit.
// Forms differ in their words (公车运行维护, 一般公共预算财政拨款收入); what agrees with no row or with several is left out.

import { plain } from "./figures.js";

/** A row name as people write it: without numbering, blanks, quotes and notes in brackets. */
export const nameOf = (text) =>
  plain(text)
    .replace(/[“”"'、，,：:;；]/g, "")
    .replace(/^(其中|[一二三四五六七八九十]+|\(?\d+\)?[.．]?|\([一二三四五六七八九十]+\)|[①-⑳])+/, "")
    .replace(/[（(].*?[)）]/g, "");

const FILLERS = /财政|收入|支出|经费|费|资金|金额|总额|本年|一般|日常|因公|的|数|及|和|与/g;

/** What is left of a row name when the words go in which forms differ. */
function coreOf(text) {
  const name = nameOf(text)
    .replace(/公车/g, "公务用车")
    .replace(/运行(维护|维修)?|维护|维修/g, "运维")
    .replace(/结转(和|及|与)?结余|结余|结转/g, "结")
    .replace(/总计|总额/g, "合计");
  return /合计/.test(name) ? name.replace(/本年/g, "") : name.replace(FILLERS, "");
}

/** The index of the name that a label means, -1 where none does or several do. */
export function rowOf(label, names) {
  const known = names.map(nameOf);
  const exact = known.indexOf(nameOf(label));
  if (nameOf(label) && exact >= 0) return exact;
  const core = coreOf(label);
  if (core.length < 2) return -1;
  const cores = names.map(coreOf);
  const alike = (test) => cores.map((each, at) => (each.length > 1 && test(each) ? at : -1)).filter((at) => at >= 0);
  for (const found of [alike((each) => each === core), alike((each) => each.includes(core) || core.includes(each))]) {
    if (found.length) return found.length === 1 ? found[0] : -1;
  }
  return -1;
}

/** For each pasted row the index of the table row it goes to: by name where any name agrees, else one after another. */
export function placedRows(labels, names, start) {
  const taken = new Set();
  const found = labels.map((label) => {
    const at = label ? rowOf(label, names) : -1;
    if (taken.has(at)) return -1;
    if (at >= 0) taken.add(at);
    return at;
  });
  return taken.size ? found : labels.map((_, at) => start + at);
}

/** What a head means in a table of money; `year` is the year of the report. */
function amountOf(head, year) {
  const text = plain(head);
  if (/率|占比|比例|增减|差额|备注/.test(text)) return "";
  const isPrior = /上年|去年|上一年/.test(text) || text.includes(`${year - 1}年`);
  if (isPrior) return /预算/.test(text) && !/决算|执行/.test(text) ? "prior_budget" : "prior_outturn";
  if (/全年预算|调整/.test(text)) return "adjusted";
  if (/决算|执行|实际/.test(text)) return "outturn";
  return /预算|年初|批复/.test(text) ? "initial" : "";
}

/** For each head the cell it belongs to or "", or null when the heads say nothing; columns: [{cell, label}]. */
export function placedColumns(heads, columns, year) {
  const taken = new Set();
  const found = heads.map((head) => {
    const own = columns.find(({ label }) => head && nameOf(label) === nameOf(head));
    const cell = own ? own.cell : amountOf(head, year);
    if (!cell || taken.has(cell) || !columns.some((column) => column.cell === cell)) return "";
    taken.add(cell);
    return cell;
  });
  return taken.size ? found : null;
}

/** Whether the words above a block say that its amounts are in 元. */
export const isInYuan = (above) => /单位[:：]?\s*元|[（(]\s*元\s*[）)]/.test(above);
