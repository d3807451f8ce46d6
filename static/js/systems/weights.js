// Points of a system while they are typed: what each level adds up to, what is left of it and of the whole.

import { readFigure, written } from "../figures.js";

const table = document.querySelector("[data-weights]");

const valueOf = (field) => {
  const read = readFigure(field.value, "points");
  return read.problem || read.empty ? null : read.value;
};

function tell(cell, sum, wanted) {
  cell.classList.remove("over", "under");
  if (sum === null) {
    cell.textContent = "待更正";
    return;
  }
  let text = `合计 ${written(sum)}`;
  if (wanted !== null) {
    const rest = wanted - sum;
    if (rest === 0n) text += "，正好";
    else {
      text += rest > 0n ? `，还差 ${written(rest)}` : `，超出 ${written(-rest)}`;
      cell.classList.add(rest > 0n ? "under" : "over");
    }
  }
  cell.textContent = text;
}

const total = (fields) =>
  fields.reduce((sum, field) => {
    const value = valueOf(field);
    return sum === null || value === null ? null : sum + value;
  }, 0n);

function recompute() {
  const points = [...table.querySelectorAll("[data-points]")];
  for (const level of table.querySelectorAll("[data-level]")) {
    const [parent, name] = [level.dataset.level.split("/")[0], level.dataset.level.split("/").slice(1).join("/")];
    const own = points.filter((field) =>
      parent ? field.dataset.one === parent && field.dataset.two === name : field.dataset.one === name,
    );
    const rest = [...table.querySelectorAll("[data-level-rest]")].find((cell) => cell.dataset.levelRest === level.dataset.level);
    tell(rest, total(own), valueOf(level));
  }
  const sum = total(points);
  table.querySelector("[data-sum-all]").textContent = sum === null ? "待更正" : written(sum);
  const rest = table.querySelector("[data-rest-all]");
  tell(rest, sum, readFigure(table.dataset.total, "points").value);
}

if (table && table.querySelector("[data-points]")) {
  table.addEventListener("input", recompute);
  recompute();
}
