// Reads a block of cells as Excel and WPS put it on the clipboard: what is figures, what are names and heads beside them.

import { plain } from "./figures.js";

/** Tab-separated text to rows of cells; quoted cells may hold tabs, line breaks and doubled quotes. */
export function readCells(text) {
  const rows = [[]];
  let cell = "";
  let quoted = false;
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at < source.length; at += 1) {
    const c = source[at];
    if (quoted) {
      if (c === '"' && source[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"' && cell === "") quoted = true;
    else if (c === "\t" || c === "\n") {
      rows[rows.length - 1].push(cell);
      cell = "";
      if (c === "\n") rows.push([]);
    } else cell += c;
  }
  rows[rows.length - 1].push(quoted ? `"${cell}` : cell);
  return rows;
}

const isFigure = (text) => /^[-+(]?[\d.,]+%?\)?$/.test(plain(text));
const isBlank = (text) => text.trim() === "";
const NUMBERING = /^(行次|序号|栏次|编号)$/;

/** A block without the columns that only number its rows. */
function withoutNumbering(rows) {
  const numbering = new Set();
  for (const row of rows) row.forEach((cell, at) => NUMBERING.test(plain(cell)) && numbering.add(at));
  return numbering.size ? rows.map((row) => row.filter((_, at) => !numbering.has(at))) : rows;
}

/**
 * Splits off what is not figures: heading rows on top and label columns on the left (a merged label leaves empty
 * cells beside it). `isKnown` says whether a text is the name of a row of the table. Returns {rows, left, labels, heads,
 * above}: the rows below the heads with how many columns of labels they begin with, the name left of each row or "",
 * the words over each column, everything that stood on top.
 */
export function splitBlock(raw, isKnown = () => false) {
  const rows = withoutNumbering(raw);
  let body = rows.filter((row, at) => at < rows.length - 1 || row.some((cell) => !isBlank(cell)));
  const noHeads = { left: 0, labels: body.map(() => ""), heads: [], above: "" };
  if (!body.some((row) => row.some(isFigure))) return { rows: body, ...noHeads };
  const first = body.findIndex((row) => row.some(isFigure) || row.some((cell) => !isBlank(cell) && isKnown(cell)));
  const top = body.slice(0, first);
  const hasHead = top.some((row) => row.some((cell) => !isBlank(cell)));
  if (hasHead) body = body.slice(first);
  const width = Math.max(...body.map((row) => row.length));
  let left = 0;
  const isLabels = (column) => {
    const filled = body.map((row) => row[column] || "").filter((cell) => !isBlank(cell));
    return filled.length > 0 && filled.filter(isFigure).length === 0;
  };
  const isEmpty = (column) => body.every((row) => isBlank(row[column] || ""));
  while (left < width - 1 && isLabels(left)) {
    left += 1;
    while (left < width - 1 && isEmpty(left)) left += 1;
  }
  const over = (column) => top.map((row) => row[column] || "").join("").trim();
  const labelOf = (row) => {
    const filled = row.slice(0, left).filter((cell) => !isBlank(cell));
    return filled.find(isKnown) || filled.pop() || "";
  };
  return {
    rows: body,
    left,
    labels: body.map(labelOf),
    heads: hasHead ? Array.from({ length: width }, (_, at) => over(at)) : [],
    above: hasHead ? top.flat().join(" ") : "",
  };
}
