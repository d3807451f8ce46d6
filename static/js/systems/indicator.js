// The form of an indicator: names complete while a formula is typed, errors show at their character, the parameters
// follow the kind of rule, and the whole can be tried on a report. Nothing is stored before the form is sent.

import { make } from "../icons.js";
import { complete } from "./completion.js";

const CALM = 300;
const form = document.querySelector("[data-indicator]");
const { formulaUrl, trialUrl, ruleUrl, words } = form.dataset;
let trialTimer = null;
let asked = 0;

const headers = () => ({
  Accept: "application/json",
  "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value,
  "X-Page-User": document.documentElement.dataset.user,
});

async function postForm(url, body) {
  try {
    const response = await fetch(url, { method: "POST", credentials: "same-origin", redirect: "manual", headers: headers(), body });
    return response.ok ? response : null;
  } catch (silence) {
    return null;
  }
}

const short = (text) => (text.length > 24 ? `${text.slice(0, 12)}…${text.slice(-10)}` : text);

function showWrong(told, source, answer) {
  told.className = "told bad";
  const { start, end } = answer;
  told.replaceChildren(
    make("span", {}, source.slice(Math.max(0, start - 12), start)),
    make("mark", {}, short(source.slice(start, end)) || "　"),
    make("span", {}, source.slice(end, end + 12)),
    make("span", {}, `　${answer.message}`),
  );
}

function watchFormula(field) {
  const told = document.getElementById(`${field.id}-told`);
  let timer = null;
  const check = async () => {
    const body = new FormData();
    body.append("source", field.value);
    body.append("kind", field.dataset.formula);
    const source = field.value;
    const response = await postForm(formulaUrl, body);
    if (!response || source !== field.value) return;
    const answer = await response.json();
    if (answer.message) {
      field.setAttribute("aria-invalid", "true");
      showWrong(told, source, answer);
      return;
    }
    field.removeAttribute("aria-invalid");
    told.className = "told";
    told.textContent = answer.words && answer.words !== source ? `读作 ${answer.words}` : "";
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(check, CALM);
  });
  if (field.value) check();
}

async function changeRule(kind) {
  const holder = document.getElementById("rule-fields");
  try {
    const response = await fetch(ruleUrl.replace("KIND", kind), { credentials: "same-origin", redirect: "manual" });
    if (!response.ok) return;
    holder.replaceChildren(...new DOMParser().parseFromString(await response.text(), "text/html").body.childNodes);
  } catch (silence) {
    return;
  }
  tryOut();
}

async function compute() {
  const report = form.querySelector("[data-trial-report]");
  const result = document.getElementById("trial-result");
  if (!report.value) {
    result.replaceChildren();
    return;
  }
  const number = (asked += 1);
  const response = await postForm(trialUrl, new FormData(form));
  if (!response || number !== asked) return;
  result.replaceChildren(...new DOMParser().parseFromString(await response.text(), "text/html").body.childNodes);
}

function tryOut() {
  clearTimeout(trialTimer);
  trialTimer = setTimeout(compute, CALM);
}

const list = JSON.parse(words);
for (const field of form.querySelectorAll("[data-formula]")) {
  if (field.disabled || field.closest("fieldset:disabled")) continue;
  complete(field, list);
  watchFormula(field);
}
form.addEventListener("input", tryOut);
form.addEventListener("change", (event) => {
  if (event.target.matches("[data-rule-kind]")) changeRule(event.target.value);
  else tryOut();
});
