// Reads a block of cells as Excel and WPS put it on the clipboard, and finds where in a table it belongs.

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
/** A row name as people write it: without numbering, blanks, quotes and notes in brackets. */
export const nameOf = (text) =>
  plain(text)
    .replace(/[“”"'、，,：:;；]/g, "")
    .replace(/^(其中|[一二三四五六七八九十]+|\(?\d+\)?[.．]?)+/, "")
    .replace(/[（(].*?[)）]/g, "");

/**
 * Splits off what is not figures: heading rows on top and label columns on the left (a merged label leaves
 * empty cells beside it). Returns {cells, labels}; labels[i] is the name that stood left of cells[i], or "".
 */
export function withoutLabels(rows) {
  let body = rows.filter((row, at) => at < rows.length - 1 || row.some((cell) => !isBlank(cell)));
  const hasFigures = body.some((row) => row.some(isFigure));
  if (!hasFigures) return { cells: body, labels: body.map(() => "") };
  while (body.length > 1 && body[0].some((cell) => !isBlank(cell)) && !body[0].some(isFigure)) body = body.slice(1);
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
  return {
    cells: body.map((row) => row.slice(left)),
    labels: body.map((row) => row.slice(0, left).filter((cell) => !isBlank(cell)).pop() || ""),
  };
}

/** For each pasted row the index of the table row it goes to: by name where the names agree, else one after another. */
export function placedRows(labels, names, start) {
  const known = names.map(nameOf);
  const found = labels.map((label) => (label ? known.indexOf(nameOf(label)) : -1));
  const named = labels.filter((label) => label).length;
  if (named && found.filter((at) => at >= 0).length * 2 > named) return found;
  return labels.map((_, at) => start + at);
}
