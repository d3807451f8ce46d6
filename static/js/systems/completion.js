// Completion of names in a formula: the words that hold what stands before the caret, chosen by arrows and Enter.

import { make } from "../icons.js";

const MOST = 12;
// what may be part of a name; everything else ends it
const NAME = /[\p{L}\p{N}_“”]+$/u;
let serial = 0;

function matching(words, begun) {
  if (!begun) return [];
  const starts = words.filter(({ word }) => word.startsWith(begun));
  const holds = words.filter(({ word }) => !word.startsWith(begun) && word.includes(begun));
  return [...starts, ...holds].filter(({ word }) => word !== begun).slice(0, MOST);
}

/** Lets `field` complete `words` ({word, told}); fires "input" when one was put in. */
export function complete(field, words) {
  serial += 1;
  const id = `words-${serial}`;
  const list = make("ul", { class: "words", role: "listbox", id, "aria-label": "可用的名称", hidden: true });
  const holder = make("div", { class: "completing" });
  field.before(holder);
  holder.append(field, list);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", id);
  let at = 0;
  let found = [];

  const close = () => {
    list.hidden = true;
    found = [];
    field.removeAttribute("aria-activedescendant");
  };
  const mark = () => {
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
    field.setAttribute("aria-activedescendant", `${id}-${at}`);
    list.children[at].scrollIntoView({ block: "nearest" });
  };
  const put = ({ word }) => {
    const before = field.value.slice(0, field.selectionStart).replace(NAME, "");
    const after = field.value.slice(field.selectionEnd);
    field.setRangeText(word, before.length, field.selectionEnd, "end");
    field.value = before + word + after;
    field.setSelectionRange(before.length + word.length, before.length + word.length);
    close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    close();
  };
  const look = () => {
    const match = field.value.slice(0, field.selectionStart).match(NAME);
    found = field.selectionStart === field.selectionEnd ? matching(words, match ? match[0] : "") : [];
    if (!found.length) return close();
    list.replaceChildren(
      ...found.map((each, number) =>
        make(
          "li",
          { role: "option", id: `${id}-${number}`, onmousedown: (event) => { event.preventDefault(); put(each); } },
          make("span", {}, each.word), make("span", { class: "soft" }, each.told),
        ),
      ),
    );
    at = 0;
    list.hidden = false;
    return mark();
  };
  field.addEventListener("input", (event) => { if (!event.isComposing) look(); });
  field.addEventListener("compositionend", look);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      at = (at + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
      mark();
    } else if (event.key === "Enter" || event.key === "Tab") put(found[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
}
