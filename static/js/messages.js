// Says beside a field what is wrong with it and offers the likely fix. What was typed stays as it was typed.

import { button, icon, make } from "./icons.js";

const KEPT = "已按原样保留，更正前可以保存，不能报送。";
let serial = 0;
const shown = new WeakMap();

function describe(field, id, add) {
  const ids = (field.getAttribute("aria-describedby") || "").split(" ").filter((each) => each && each !== id);
  if (add) ids.push(id);
  if (ids.length) field.setAttribute("aria-describedby", ids.join(" "));
  else field.removeAttribute("aria-describedby");
}

function clear(field) {
  const old = shown.get(field);
  if (!old) return;
  describe(field, old.id, false);
  old.element.remove();
  shown.delete(field);
}

/** A message the server wrote into the page belongs to its field as if a script had put it there. */
export function adoptMessages(root) {
  for (const element of root.querySelectorAll("[data-message-for]")) {
    const field = document.getElementById(element.dataset.messageFor);
    if (!field) continue;
    const holder = element.querySelector("[id]") || element;
    shown.set(field, { element, id: holder.id, message: element.dataset.message || "" });
    const fix = element.querySelector("[data-suggestion]");
    if (fix) fix.addEventListener("click", () => apply(field, fix.dataset.suggestion));
  }
}

// A number that can be read may still be none that the rule takes: the server says so beside the field, after the save.
function isMisfit(field) {
  const sentence = document.getElementById(`${field.id}/misfit`);
  return sentence !== null && sentence.textContent.trim() !== "";
}

/** Marks fields by the sentences about their bounds, whenever these have come anew. */
export function followMisfits() {
  document.addEventListener("fragment:fresh", ({ target }) => {
    const field = target.dataset.misfitOf && document.getElementById(target.dataset.misfitOf);
    if (!field) return;
    if (isMisfit(field) || shown.has(field)) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  });
}

function apply(field, suggestion) {
  field.focus();
  field.value = suggestion;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Shows `message` at the field and marks it; an empty message clears it. */
export function setMessage(field, message, suggestion = "") {
  const old = shown.get(field);
  if (message && old && old.message === message) return;
  clear(field);
  if (!message) {
    if (!isMisfit(field)) field.removeAttribute("aria-invalid");
    return;
  }
  field.setAttribute("aria-invalid", "true");
  serial += 1;
  const id = `wrong-${serial}`;
  const head = field.dataset.column ? `${field.dataset.column}` : "";
  const words = [icon("bad"), " ", head, message, message.includes(KEPT) ? "" : KEPT];
  if (suggestion) words.push(button(`改为 ${suggestion}`, "btn-plain mini", () => apply(field, suggestion)));
  const row = field.closest("tr");
  let element;
  if (row && row.parentElement && row.parentElement.tagName === "TBODY") {
    const width = [...row.cells].reduce((sum, cell) => sum + cell.colSpan, 0);
    element = make("tr", { class: "msg" }, make("td", { colspan: width, id }, ...words));
    let last = row;
    while (last.nextElementSibling && last.nextElementSibling.classList.contains("msg")) last = last.nextElementSibling;
    last.after(element);
  } else {
    element = make("div", { class: "invalid-feedback d-block", id }, ...words);
    field.after(element);
  }
  shown.set(field, { element, id, message });
  describe(field, id, true);
}
