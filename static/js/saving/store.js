// What was typed and is not yet confirmed, kept in this browser per user, report, place and open page.
// Office PCs are shared: entries go when the save is confirmed and when their owner signs out.

const HEAD = "evalportal:draft";
const page = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
let usable = true;

const owner = () => document.documentElement.dataset.user;
const keyOf = (report, place) => [HEAD, owner(), report, place, page].join(":");

/** Keeps `content` for a place; false when this browser refuses to keep anything (full, or forbidden). */
export function keep(report, place, content) {
  try {
    localStorage.setItem(keyOf(report, place), JSON.stringify({ ...content, place, at: new Date().toISOString() }));
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
        found.push({ key, place: key.slice(prefix.length), text: localStorage.getItem(key), at: "" });
      }
    }
  } catch (refusal) {
    usable = false;
  }
  return found;
}

/** What an earlier page of this report left behind, oldest first. */
export function leftBehind(report) {
  const mine = `:${page}`;
  return entries([HEAD, owner(), report, ""].join(":"))
    .filter((entry) => !entry.key.endsWith(mine))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** Everything of this user on this computer, of all reports. */
export const allMine = () => entries([HEAD, owner(), ""].join(":"));

export function forgetAllMine() {
  for (const entry of allMine()) dropKey(entry.key);
}
