// Saves what is typed: one POST per block or table part, one in flight per page, the latest state queued behind it.
// Nothing typed is given up: it stays in the browser until the server has confirmed exactly that text.

import { adoptMessages } from "./messages.js";
import { BlockPart } from "./saving/block.js";
import { askAbout } from "./saving/conflict.js";
import { offerLeftBehind } from "./saving/recover.js";
import { refuse, tellGone, withdrawRefusal } from "./saving/refusal.js";
import { signedInAgain } from "./saving/signin.js";
import * as status from "./saving/status.js";
import * as store from "./saving/store.js";
import { TablePart } from "./saving/table.js";
import { post } from "./saving/transport.js";

const CALM = 800;
const LONGEST = 4000; // somebody who types without a pause is saved all the same
const RETRIES = [2000, 4000, 8000, 15000, 30000];

const parts = [];
let root = null;
let timer = null;
let waitingSince = 0;
let inFlight = null;
let failures = 0;
let stopped = false;
let closedTold = false;

const report = () => root.dataset.report;
const waiting = () => parts.filter((part) => part.element.isConnected && !part.halted && part.isDirty());
const partOf = (field) => {
  const element = field.closest("[data-place]");
  return element && parts.find((part) => part.element === element);
};

/** Whether something typed on this page is not confirmed by the server. */
export const hasUnsaved = () =>
  inFlight !== null || parts.some((part) => part.element.isConnected && part.isDirty());

/** Takes a block or table that was added to the page into care. */
export function register(element) {
  if (parts.some((part) => part.element === element)) return;
  if (element.hasAttribute("data-block") && !element.querySelector("textarea")) return; // locked: nothing to type into
  parts.push(element.hasAttribute("data-block") ? new BlockPart(element) : new TablePart(element));
}

/** Forgets a part that was removed on purpose. */
export function release(element) {
  const at = parts.findIndex((part) => part.element === element);
  if (at < 0) return;
  store.drop(report(), parts[at].place);
  parts.splice(at, 1);
}

/** The part that stands for `element`. */
export const partFor = (element) => parts.find((part) => part.element === element);

function schedule(delay) {
  clearTimeout(timer);
  timer = setTimeout(send, delay);
}

function remember(part) {
  if (part.isDirty()) store.keep(report(), part.place, part.content());
  else store.drop(report(), part.place);
}

function changed(field, delay = CALM) {
  const part = partOf(field);
  if (!part) return;
  if (part.halted === "refused") {
    if (JSON.stringify(part.content()) === part.refused) return; // leaving the field changes nothing
    part.halted = "";
    withdrawRefusal(part);
    if (!hasUnsaved()) status.saved();
  }
  remember(part);
  if (!part.isDirty() || stopped || failures) return;
  waitingSince = waitingSince || Date.now();
  schedule(Math.max(0, Math.min(delay, waitingSince + LONGEST - Date.now())));
}

function send(options) {
  clearTimeout(timer);
  if (inFlight || stopped) return inFlight;
  const [part] = waiting();
  if (!part) return rest();
  if (failures === 0) status.saving();
  waitingSince = 0;
  const { body, sent } = part.message();
  inFlight = post(part.element.dataset.saveUrl || root.dataset.saveUrl, body, options).then((answer) => {
    inFlight = null;
    return receive(part, answer, sent);
  });
  return inFlight;
}

/** What could not be saved has been taken back by whoever typed it: the next change is saved as any other. */
function rest() {
  if (failures === 0) return null;
  failures = 0;
  tellState();
  return null;
}

function tellState(at) {
  if (parts.some((each) => each.halted && each.isDirty())) status.unsaved("有内容未保存", store.isUsable());
  else status.saved(at);
}

function receive(part, { status: code, body }, sent) {
  if (code === 200 || code === 422) return accept(part, body, sent);
  if (code === 409) return conflict(part, body.conflicts || []);
  if (code === 401) return signedOut();
  if (code === 0 || code >= 500 || code === 429) return retry();
  failures = 0;
  if (code === 404 && body.gone) {
    takeAway(part, body.gone);
    return waiting().length ? send() : status.unsaved("有内容未保存", store.isUsable());
  }
  part.halted = "refused";
  part.refused = JSON.stringify(part.content());
  refuse(part, code, body.message);
  status.unsaved("未保存", store.isUsable());
  return waiting().length ? send() : null;
}

function accept(part, body, sent) {
  failures = 0;
  part.stored(body, sent);
  if (body.gone) takeAway(part, body.gone);
  remember(part);
  if (body.closed) tellClosed();
  document.dispatchEvent(new CustomEvent("report:saved", { detail: { place: part.place, element: part.element, ...body } }));
  if (waiting().length) return send();
  tellState(body.saved_at);
  return null;
}

/** Rows that somebody else removed: what was typed into them stays in the browser under their own place. */
function takeAway(part, keys) {
  for (const { text, ...row } of part.takeAway(keys)) {
    store.keep(report(), `${part.place}/${row.row}`, { rows: [row] });
    tellGone(part, text);
  }
  remember(part);
}

function conflict(part, conflicts) {
  failures = 0;
  const open = conflicts.length ? part.merge(conflicts) : null;
  remember(part);
  if (!conflicts.length) return retry();
  if (!open) return waiting().length ? send() : status.saved();
  part.halted = "conflict";
  status.unsaved("未保存，请选择版本", store.isUsable());
  askAbout(part, open, () => {
    part.halted = "";
    remember(part);
    if (part.isDirty()) schedule(0);
    else status.saved();
  });
  return waiting().length ? send() : null;
}

async function signedOut() {
  stopped = true;
  status.unsaved("未保存，请重新登录", store.isUsable());
  await signedInAgain();
  stopped = false;
  return send();
}

function retry() {
  const delay = RETRIES[Math.min(failures, RETRIES.length - 1)];
  failures += 1;
  status.unsaved("未保存，正在重试", store.isUsable());
  schedule(delay);
}

function tellClosed() {
  if (closedTold) return;
  closedTold = true;
  const note = document.querySelector("[data-closed-note]");
  if (note) note.hidden = false;
}

/** Sends everything that waits, at most for `patience` milliseconds; true when nothing unsaved is left. */
export async function settle(patience = 4000) {
  const end = Date.now() + patience;
  while (hasUnsaved() && !stopped && Date.now() < end) {
    const sending = inFlight || send();
    if (!sending) break;
    await Promise.race([sending, new Promise((resolve) => setTimeout(resolve, end - Date.now()))]);
    if (failures) break;
  }
  return !hasUnsaved();
}

/** A click on a link waits for the save instead of asking whether to leave. */
function leaveCalmly(event) {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.target || link.hasAttribute("download") || link.getAttribute("href").startsWith("#") || !hasUnsaved()) return;
  event.preventDefault();
  settle().then(() => window.location.assign(link.href));
}

function submitCalmly(event) {
  if (!hasUnsaved() || event.target.dataset.settled) return;
  event.preventDefault();
  const { target, submitter } = event;
  settle().then(() => {
    target.dataset.settled = "yes";
    target.requestSubmit(submitter || undefined);
    delete target.dataset.settled;
  });
}

function listen() {
  document.addEventListener("input", (event) => changed(event.target));
  document.addEventListener("change", (event) => changed(event.target, event.target.tagName === "SELECT" ? 0 : CALM));
  document.addEventListener("focusout", (event) => {
    const part = event.target.closest && partOf(event.target);
    if (part && part.isDirty() && !part.halted && failures === 0 && !stopped) schedule(150);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") send({ leaving: true });
  });
  document.addEventListener("click", leaveCalmly);
  document.addEventListener("submit", submitCalmly);
  // fields that came behind the page are saved like those that came with it
  document.addEventListener("fragment:fresh", ({ target }) => {
    for (const element of target.querySelectorAll("[data-place]")) register(element);
  });
  window.addEventListener("online", () => schedule(0));
  window.addEventListener("beforeunload", (event) => {
    if (!hasUnsaved()) return;
    event.preventDefault();
    event.returnValue = "";
  });
}

/** Starts on a page with [data-autosave]: report, section, save URL and sign-in URL stand on that element. */
export function start() {
  root = document.querySelector("[data-autosave]");
  if (!root) return;
  for (const element of root.querySelectorAll("[data-place]")) register(element);
  adoptMessages(root);
  listen();
  offerLeftBehind(report(), parts, root.querySelector("[data-notes]") || root.firstElementChild);
  if (waiting().length) schedule(0);
}
