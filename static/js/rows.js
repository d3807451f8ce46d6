// List rows: added, removed with an undo that stays on the page, moved up and down by buttons that keep the focus.
// POST <data-rows-url> {table, after, ...data-new} → {row, version}; …<row>/delete/, …/restore/, …/move/ {table, version, after}.

import { partFor, settle } from "./autosave.js";
import { button, icon, make } from "./icons.js";
import { post } from "./saving/transport.js";

const rowsOf = (list) => [...list.querySelectorAll("[data-row]")].filter((row) => !row.hidden);
const placeOf = (list) => list.closest("[data-place]")?.dataset.place || list.querySelector("[data-place]").dataset.place;
const partElement = (list) => list.closest("[data-place]") || list.querySelector("[data-place]");

async function ask(list, path, body) {
  const { status, body: answer } = await post(`${list.dataset.rowsUrl}${path}`, { table: placeOf(list), ...body });
  if (status === 200 || status === 422) return answer;
  const told = list.querySelector("[data-rows-told]");
  if (told) {
    told.textContent =
      status === 0 || status >= 500
        ? "连不上服务器，没有办成，请稍候再试。"
        : status === 409
          ? "这一行刚被别人改过，请刷新页面后再试。"
          : status === 401
            ? "登录已失效，请重新登录后再试。"
            : answer.message || "没有办成，请刷新页面后再试。";
  }
  return null;
}

function renumber(list) {
  const rows = rowsOf(list);
  rows.forEach((row, at) => {
    const number = row.querySelector(".no");
    if (number) number.textContent = at + 1;
    for (const move of row.querySelectorAll("[data-move]")) {
      move.disabled = move.dataset.move === "up" ? at === 0 : at === rows.length - 1;
    }
  });
  list.classList.toggle("is-empty", rows.length === 0 && !list.querySelector(".gone"));
  for (const empty of list.querySelectorAll("[data-rows-empty]")) empty.hidden = rows.length > 0;
  for (const count of list.querySelectorAll("[data-rows-count]")) count.textContent = rows.length;
  const table = list.matches("table") ? list : list.querySelector("table");
  if (table) table.dispatchEvent(new CustomEvent("rows:changed"));
}

function saved(list, answer) {
  const element = partElement(list);
  document.dispatchEvent(new CustomEvent("report:saved", { detail: { place: placeOf(list), element, ...answer } }));
}

async function add(list, trigger) {
  trigger.disabled = true;
  const rows = rowsOf(list);
  const last = rows[rows.length - 1];
  const extra = list.dataset.new ? JSON.parse(list.dataset.new) : {};
  const answer = await ask(list, "", { after: last ? last.dataset.row : null, ...extra });
  trigger.disabled = false;
  if (!answer) return;
  const holder = make("template");
  holder.innerHTML = list.querySelector("template[data-new-row]").innerHTML.replace(/__row__/g, answer.row);
  const row = holder.content.firstElementChild;
  row.dataset.version = answer.version;
  const body = list.querySelector("[data-rows-body]") || partElement(list);
  body.append(row);
  renumber(list);
  const first = row.querySelector("[data-cell]");
  if (first) first.focus();
  saved(list, answer);
}

const nameOf = (row) => {
  const field = row.querySelector("[data-row-name]") || row.querySelector("[data-cell]");
  return (field && field.value && field.value.slice(0, 20)) || "这一行";
};

async function remove(list, row) {
  await settle();
  const answer = await ask(list, `${row.dataset.row}/delete/`, { version: Number(row.dataset.version) });
  if (!answer) return;
  if (answer.version) row.dataset.version = answer.version;
  row.hidden = true;
  const words = [icon("trash"), ` 已删除“${nameOf(row)}”　`];
  const undo = button("撤销删除", "btn-plain mini", async () => {
    const back = await ask(list, `${row.dataset.row}/restore/`, { version: Number(row.dataset.version) });
    if (!back) return;
    row.dataset.version = back.version;
    gone.remove();
    row.hidden = false;
    renumber(list);
    row.querySelector("[data-cell]")?.focus();
    saved(list, back);
  });
  const gone =
    row.tagName === "TR"
      ? make("tr", { class: "gone" }, make("td", { colspan: row.cells.length, class: "soft" }, ...words, undo))
      : make("p", { class: "gone soft" }, ...words, undo);
  row.after(gone);
  renumber(list);
  undo.focus();
  saved(list, answer);
}

async function move(list, row, trigger) {
  const rows = rowsOf(list);
  const at = rows.indexOf(row);
  const up = trigger.dataset.move === "up";
  if (up ? at === 0 : at === rows.length - 1) return;
  await settle();
  const after = up ? rows[at - 2] : rows[at + 1];
  const answer = await ask(list, `${row.dataset.row}/move/`, {
    version: Number(row.dataset.version),
    after: after ? after.dataset.row : null,
  });
  if (!answer) return;
  if (answer.version) row.dataset.version = answer.version;
  if (up) rows[at - 1].before(row);
  else rows[at + 1].after(row);
  renumber(list);
  const other = row.querySelector(`[data-move="${up ? "down" : "up"}"]`);
  (trigger.disabled && other ? other : trigger).focus();
  const told = list.querySelector("[data-rows-told]");
  if (told) told.textContent = `已移到第 ${rowsOf(list).indexOf(row) + 1} 行`;
}

/** Every [data-rows-url] becomes a list whose rows can be added, removed and moved. */
export function start() {
  for (const list of document.querySelectorAll("[data-rows-url]")) {
    list.addEventListener("click", (event) => {
      const trigger = event.target.closest("[data-add-row], [data-remove-row], [data-move]");
      if (!trigger || trigger.closest("[data-rows-url]") !== list) return;
      const row = trigger.closest("[data-row]");
      if (trigger.hasAttribute("data-add-row")) add(list, trigger);
      else if (trigger.hasAttribute("data-remove-row")) remove(list, row);
      else move(list, row, trigger);
    });
    if (partFor(partElement(list))) renumber(list);
  }
}
