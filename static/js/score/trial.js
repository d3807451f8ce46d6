// What-if: ticks and figures go to the server, which scores them with the same engine and stores nothing.

import { make } from "../icons.js";
import { post } from "../saving/transport.js";

const CALM = 250;
let timer = null;
let asked = 0;

const panel = () => document.getElementById("trial");

function tried() {
  const facts = {};
  const answers = {};
  for (const box of panel().querySelectorAll("[data-try-answer]")) {
    if (box.checked) Object.assign(answers, JSON.parse(box.dataset.tryAnswer));
  }
  for (const field of panel().querySelectorAll("[data-try-cell]")) {
    if (field.value === field.defaultValue) continue;
    answers[field.dataset.tryCell] = { ...answers[field.dataset.tryCell], [field.dataset.name]: field.value };
  }
  for (const field of panel().querySelectorAll("[data-try-fact]")) {
    if (field.value !== field.defaultValue) facts[field.dataset.tryFact] = field.value;
  }
  return { facts, answers };
}

function tell(answer) {
  const result = panel().querySelector("[data-try-result]");
  const { before, after, difference } = answer;
  const line = make("div", { class: "row-x" }, make("span", { class: "soft" }, `${before.total}　变为`), make("b", {}, after.total));
  if (difference !== "0.00") line.append(make("span", { class: "gain" }, difference));
  const rows = answer.rows.map((row) =>
    make("li", {}, make("span", {}, row.name), make("span", {}, `${row.before} → ${row.after}`)),
  );
  const told = [`最高可得 ${after.ceiling} 分`];
  if (after.grade) told.push(`等次“${after.grade}”`);
  if (after.pending) told.push(`另有 ${after.pending} 分待评`);
  result.replaceChildren(line, make("p", { class: "soft sm" }, `${told.join("，")}。`));
  if (rows.length) result.append(make("ul", { class: "moved sm" }, ...rows));
  mark(answer.wrong);
}

function mark(wrong) {
  for (const old of panel().querySelectorAll("[data-try-wrong]")) old.remove();
  for (const field of panel().querySelectorAll("[data-try-fact], [data-try-cell]")) {
    const key = field.dataset.tryFact || `${field.dataset.tryCell}.${field.dataset.name}`;
    const found = wrong.find((each) => each.key === key);
    field.toggleAttribute("aria-invalid", Boolean(found));
    if (!found) continue;
    field.setAttribute("aria-invalid", "true");
    field.closest(".pair").append(make("span", { class: "invalid-feedback d-block", "data-try-wrong": true }, found.message));
  }
}

async function compute() {
  const number = (asked += 1);
  const { status, body } = await post(panel().dataset.tryUrl, tried());
  if (number !== asked) return;
  if (status === 200) {
    tell(body);
    return;
  }
  const result = panel().querySelector("[data-try-result]");
  const words = status === 401 ? "登录已失效，请重新登录后再试算。" : body.message || "现在不能试算，请稍后再试。";
  result.replaceChildren(make("p", { class: "soft sm" }, words));
}

function changed() {
  const { facts, answers } = tried();
  const any = Object.keys(facts).length + Object.keys(answers).length > 0;
  panel().querySelector("[data-try-reset]").hidden = !any;
  clearTimeout(timer);
  timer = setTimeout(compute, CALM);
}

export function start() {
  const element = panel();
  if (!element) return;
  element.addEventListener("input", changed);
  element.addEventListener("change", changed);
  element.addEventListener("submit", (event) => event.preventDefault());
  element.addEventListener("click", (event) => {
    if (!event.target.closest("[data-try-reset]")) return;
    element.querySelector("[data-try]").reset();
    changed();
    element.querySelector("input").focus();
  });
}
