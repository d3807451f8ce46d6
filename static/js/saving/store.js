// What was typed and is not yet confirmed, kept in this browser per user, report, place and open page.
// Office PCs are shared: entries go when the save is confirmed and when their owner signs out.

const HEAD = "evalportal:draft";
const page = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
const PATIENCE = 250; // milliseconds in which another tab answers
const pageOf = (entry) => entry.key.split(":").pop();
let usable = true;

const owner = () => document.documentElement.dataset.user;
const keyOf = (report, place) => [HEAD, owner(), report, place, page].join(":");

/** Keeps `content` for a place; false when this browser refuses to keep anything (full, or forbidden). */
export function keep(report, place, content) {
  try {
    const from = { place, at: new Date().toISOString(), page: window.location.pathname, title: document.title };
    localStorage.setItem(keyOf(report, place), JSON.stringify({ ...content, ...from }));
    usable = true;
  } catch (refusal) {
    usable = false;
  }
  return usable;
}

export function drop(report, place) {
  dropKey(keyOf(report, place));
}

export function dropKey(key) {
  try {
    localStorage.removeItem(key);
  } catch (refusal) {
    usable = false;
  }
}

export const isUsable = () => usable;

function entries(prefix) {
  const found = [];
  try {
    for (let at = 0; at < localStorage.length; at += 1) {
      const key = localStorage.key(at);
      if (!key.startsWith(prefix)) continue;
      try {
        found.push({ key, ...JSON.parse(localStorage.getItem(key)) });
      } catch (broken) {
        found.push({ key, place: key.slice(prefix.length).split(":")[0], text: localStorage.getItem(key), at: "" });
      }
    }
  } catch (refusal) {
    usable = false;
  }
  return found;
}

// Other tabs may be at work on the same report: what they still hold in hand is not left behind.
const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("evalportal:pages") : null;
if (channel) channel.addEventListener("message", ({ data }) => data.ask && channel.postMessage({ page, for: data.ask }));

function livePages() {
  if (!channel) return Promise.resolve(new Set());
  return new Promise((resolve) => {
    const alive = new Set();
    const hear = ({ data }) => data.for === page && alive.add(data.page);
    channel.addEventListener("message", hear);
    channel.postMessage({ ask: page });
    setTimeout(() => {
      channel.removeEventListener("message", hear);
      resolve(alive);
    }, PATIENCE);
  });
}

/** What earlier pages of this report left behind, oldest first. */
export async function leftBehind(report) {
  const found = entries([HEAD, owner(), report, ""].join(":")).filter((entry) => pageOf(entry) !== page);
  if (!found.length) return [];
  const alive = await livePages();
  return found.filter((entry) => !alive.has(pageOf(entry))).sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** Everything of this user on this computer, of all reports. */
export const allMine = () => entries([HEAD, owner(), ""].join(":"));

export function forgetAllMine() {
  for (const entry of allMine()) dropKey(entry.key);
}
