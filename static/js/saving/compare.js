// Panels that show two states side by side and let a person choose: after a conflict, and when unsaved work is offered.

import { button, icon, make } from "../icons.js";
import { marked } from "./difference.js";

let serial = 0;

function panel(title, told, ...children) {
  serial += 1;
  const id = `clash-${serial}`;
  return make(
    "section",
    { class: "clash", role: "region", "aria-labelledby": id, tabindex: "-1" },
    make("h3", { id }, icon("warn"), title),
    make("p", { class: "soft sm" }, told),
    ...children,
  );
}

const side = (title, text, other, tag) =>
  make("div", {}, make("h4", {}, title), make("div", { class: "words", tabindex: "0" }, ...marked(text, other, tag)));

/** A panel beside what is saved: before a table's box, or before the block. */
export function place(element, shown) {
  const anchor = element.closest(".sheet-box") || element.closest("[data-fields]") || element;
  anchor.before(shown);
  showDifferences(shown);
  shown.focus();
}

/** Long texts often differ only at their end: each is scrolled to the first words that the other has not. */
function showDifferences(shown) {
  for (const words of shown.querySelectorAll(".words")) {
    const mark = words.querySelector("ins, del");
    if (!mark) continue;
    const below = mark.getBoundingClientRect().top - words.getBoundingClientRect().top;
    words.scrollTop = Math.max(0, below - words.clientHeight / 2);
  }
}

/** Two texts; `choose(text)` is called with what the person decided on. */
export function compareTexts({ title, told, theirs, mine, theirTitle, myTitle, keepMine, keepTheirs, choose }) {
  const merged = make("textarea", { class: "field", rows: "6", "aria-label": "合并稿" });
  merged.value = mine;
  const merge = make(
    "div",
    { hidden: true },
    make("h4", { class: "sm" }, "合并稿"),
    merged,
    make("div", { class: "acts" }, button("用合并稿", "btn-line mini", () => finish(merged.value))),
  );
  const shown = panel(
    title,
    told,
    make("div", { class: "sides" }, side(theirTitle, theirs, mine, "del"), side(myTitle, mine, theirs, "ins")),
    make(
      "div",
      { class: "acts" },
      button(keepMine, "btn-line mini", () => finish(mine)),
      button(keepTheirs, "btn-plain mini", () => finish(theirs)),
      button("自己合并", "btn-plain mini", () => {
        merge.hidden = false;
        merged.focus();
      }),
    ),
    merge,
  );
  const finish = (text) => {
    shown.remove();
    choose(text);
  };
  return shown;
}

/** Cells that differ, one row each; `choose(cells)` gets [{...cell, value}] in the order given. */
export function compareCells({ title, told, cells, theirTitle, myTitle, finishLabel, preferMine = true, choose }) {
  const name = `choice-${(serial += 1)}`;
  const option = (cell, at, which, value) => {
    const radio = make("input", { type: "radio", name: `${name}-${at}`, value: which });
    radio.checked = (which === "mine") === preferMine;
    const look = cell.field.tagName === "TEXTAREA" || cell.field.classList.contains("words") ? "words-c" : "";
    return make("label", { class: look }, radio, value === "" ? "（空）" : value);
  };
  const body = make(
    "tbody",
    {},
    ...cells.map((cell, at) =>
      make(
        "tr",
        {},
        make("th", { scope: "row" }, cell.label),
        make("td", { class: "num" }, option(cell, at, "theirs", cell.theirs)),
        make("td", { class: "num" }, option(cell, at, "mine", cell.mine)),
      ),
    ),
  );
  const headings = ["填写位置", theirTitle, myTitle].map((text, at) =>
    make("th", { scope: "col", class: at ? "num" : "" }, text),
  );
  const all = (which) => () => {
    for (const radio of shown.querySelectorAll(`input[value="${which}"]`)) radio.checked = true;
  };
  const shown = panel(
    title,
    told,
    make("div", { class: "scroll-x" }, make("table", { class: "t" }, make("thead", {}, make("tr", {}, ...headings)), body)),
    make(
      "div",
      { class: "acts" },
      button(finishLabel, "btn-line mini", () => {
        const picked = cells.map((cell, at) => {
          const radio = shown.querySelector(`input[name="${name}-${at}"]:checked`);
          return { ...cell, value: radio.value === "mine" ? cell.mine : cell.theirs };
        });
        shown.remove();
        choose(picked);
      }),
      button(`全选“${theirTitle}”`, "btn-plain mini", all("theirs")),
      button(`全选“${myTitle}”`, "btn-plain mini", all("mine")),
    ),
  );
  return shown;
}
