// What is left of the points of a row while they are spread over the indicators in its place.

import { readFigure, written } from "../figures.js";

const told = document.querySelector("[data-rest]");

function recompute() {
  let sum = 0n;
  for (const field of document.querySelectorAll("[data-share]")) {
    if (field.closest("tr").querySelector("[data-gone]").checked) continue;
    const read = readFigure(field.value, "points");
    if (read.problem) {
      told.textContent = "待更正";
      return;
    }
    sum += read.empty ? 0n : read.value;
  }
  const rest = readFigure(told.dataset.limit, "points").value - sum;
  told.textContent = rest > 0n ? `还可分配 ${written(rest)} 分` : rest < 0n ? `超出 ${written(-rest)} 分` : "分值已分配完";
  told.className = rest > 0n ? "rest-under" : rest < 0n ? "rest-over" : "soft";
}

if (told) {
  document.addEventListener("input", recompute);
  document.addEventListener("change", recompute);
  recompute();
}
