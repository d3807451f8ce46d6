// Sends chosen or dropped files one by one, shows how far each is, and puts the list that comes back in its place.

import { button, icon, make } from "./icons.js";
import { signedInAgain } from "./saving/signin.js";
import { renewToken } from "./saving/transport.js";

const MEGABYTE = 1024 * 1024;
const queues = new Map();

const boxOf = (place) => [...document.querySelectorAll("[data-attachments]")].find((box) => box.dataset.attachments === place);

function post(url, form, onProgress) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-Page-User", document.documentElement.dataset.user);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress(event.loaded / event.total));
    request.addEventListener("loadend", () => resolve({ status: request.status, body: request.response || {} }));
    request.send(form);
  });
}

/** One POST; an old token is renewed once, a lost session waits until the user has signed in again. */
async function send(url, fields, onProgress = () => {}) {
  for (let attempt = 0; ; attempt += 1) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    const token = document.querySelector("input[name=csrfmiddlewaretoken]");
    form.append("csrfmiddlewaretoken", token ? token.value : "");
    const answer = await post(url, form, onProgress);
    if (answer.status === 401) await signedInAgain();
    else if (answer.status === 403 && attempt < 2) {
      if ((await renewToken()) === "signed-out") await signedInAgain();
    } else return answer;
  }
}

function replaceList(place, html) {
  const box = boxOf(place);
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-attachments]");
  if (!box || !fresh) return;
  const focused = box.contains(document.activeElement);
  // what is still under way, or was refused, stays visible
  fresh.querySelector("[data-sending]").replaceWith(box.querySelector("[data-sending]"));
  box.replaceWith(fresh);
  enhance(fresh);
  if (focused) (fresh.querySelector("input[type=file], a") || fresh).focus();
}

function whyNot(answer) {
  if (answer.body.message) return answer.body.message;
  if (answer.status === 413) return "文件过大，服务器没有接收。";
  return answer.status ? "没有上传成功，请稍后再试。" : "网络不通，没有上传。";
}

function failed(row, message, again) {
  row.className = "bad";
  const drop = () => row.remove();
  const acts = [button("知道了", "btn-plain mini", drop)];
  if (again) acts.unshift(button("重试", "btn-plain mini", again));
  row.replaceChildren(icon("bad"), make("span", {}, message), ...acts);
}

async function upload(place, url, file, row) {
  const bar = make("progress", { max: 1, value: 0, "aria-label": `正在上传 ${file.name}` });
  row.className = "";
  row.replaceChildren(make("span", {}, file.name), bar);
  const answer = await send(url, { place, file, next: window.location.pathname }, (part) => {
    bar.value = part;
    if (part === 1) bar.after(make("span", { class: "soft" }, "正在检查"));
  });
  if (answer.status === 200) {
    row.remove();
    replaceList(place, answer.body.html);
  } else failed(row, whyNot(answer), answer.status === 0 || answer.status >= 500 ? () => enqueue(place, url, file, row) : null);
}

/** One file after the other for each place, so that limits and lists stay in step. */
function enqueue(place, url, file, row) {
  const before = queues.get(place) || Promise.resolve();
  queues.set(place, before.then(() => upload(place, url, file, row)));
}

function take(box, files) {
  const form = box.querySelector("form.file-add");
  if (!form) return;
  const limit = Number(box.dataset.maxBytes);
  for (const file of files) {
    const row = make("div", {}, make("span", {}, file.name), make("span", { class: "soft" }, "等待上传"));
    box.querySelector("[data-sending]").append(row);
    if (file.size > limit) failed(row, `“${file.name}”有 ${(file.size / MEGABYTE).toFixed(1)} MB，超过 ${limit / MEGABYTE} MB 的上限，请压缩或拆分后再上传。`);
    else enqueue(box.dataset.attachments, form.action, file, row);
  }
}

function enhance(box) {
  const chosen = box.querySelector("input[type=file]");
  if (chosen) {
    const form = chosen.form;
    form.classList.add("quick");
    form.querySelector("label").className = "btn btn-plain";
    form.querySelector("label").prepend(icon("plus"));
    chosen.className = "vh";
    box.querySelector("[data-send]").hidden = true;
    box.querySelector(".form-text").append("也可以把文件拖到这里。");
    chosen.addEventListener("change", () => {
      take(box, [...chosen.files]);
      chosen.value = "";
    });
  }
  for (const act of box.querySelectorAll("[data-change]")) {
    act.addEventListener("click", async (event) => {
      event.preventDefault();
      act.disabled = true;
      const answer = await send(act.formAction, { next: window.location.pathname });
      if (answer.status === 200) replaceList(box.dataset.attachments, answer.body.html);
      else {
        act.disabled = false;
        const row = make("div");
        box.querySelector("[data-sending]").append(row);
        failed(row, whyNot(answer));
      }
    });
  }
  const carriesFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  box.addEventListener("dragover", (event) => {
    if (!chosen || !carriesFiles(event)) return;
    event.preventDefault();
    box.classList.add("over");
  });
  box.addEventListener("dragleave", () => box.classList.remove("over"));
  box.addEventListener("drop", (event) => {
    box.classList.remove("over");
    if (!chosen || !carriesFiles(event)) return;
    event.preventDefault();
    take(box, [...event.dataTransfer.files]);
  });
}

export function enhanceAttachments(root = document) {
  for (const box of root.querySelectorAll("[data-attachments]")) enhance(box);
}

enhanceAttachments();

window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("[data-sending] progress")) event.preventDefault();
});
