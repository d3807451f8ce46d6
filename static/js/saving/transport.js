// One POST of JSON and its answer. A stale token is renewed and the POST repeated once; silence becomes status 0.

const PATIENCE = 20000;

const tokenField = () => document.querySelector("input[name=csrfmiddlewaretoken]");

async function request(url, options) {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), PATIENCE);
  try {
    return await fetch(url, { credentials: "same-origin", redirect: "manual", signal: control.signal, ...options });
  } catch (silence) {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** Fetches a fresh token. "ok", "signed-out" (nobody, or somebody else, is signed in now) or "silent". */
export async function renewToken() {
  const { tokenUrl, user } = document.documentElement.dataset;
  const response = await request(tokenUrl, { headers: { Accept: "application/json" }, cache: "no-store" });
  if (!response || response.status >= 500) return "silent";
  if (!response.ok) return "signed-out"; // a redirect to the sign-in page is not ok either
  const fresh = await response.json();
  if (String(fresh.user) !== user) return "signed-out";
  for (const each of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) each.value = fresh.token;
  return "ok";
}

async function attempt(url, body, keepalive) {
  const field = tokenField();
  const response = await request(url, {
    method: "POST",
    keepalive,
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json",
      "X-CSRFToken": field ? field.value : "",
      "X-Page-User": document.documentElement.dataset.user,
    },
    body,
  });
  if (!response) return { status: 0, body: {} };
  if (response.type === "opaqueredirect") return { status: 401, body: {} };
  let content = null;
  try {
    content = await response.json();
  } catch (notJson) {
    content = null;
  }
  if (response.ok && content === null) return { status: 0, body: {} };
  return { status: response.status, body: content || {} };
}

/** Returns {status, body}; status 0 means that no answer came. `leaving`: the page is being hidden or closed. */
export async function post(url, content, { leaving = false } = {}) {
  const body = JSON.stringify(content);
  const keepalive = leaving && body.length < 20000; // browsers allow 64 KB of UTF-8 under way after a page
  let answer = await attempt(url, body, keepalive);
  if (answer.status === 403) {
    const token = await renewToken();
    if (token === "signed-out") return { status: 401, body: {} };
    if (token === "silent") return { status: 0, body: {} };
    answer = await attempt(url, body, false);
  }
  return answer;
}
