// Fetches anew what depends on what was saved (score, findings, rail, offers), a little later and never inside the save.
// Elements with the same data-refresh-url share one request; the answer holds elements with the same ids.

const CALM = 600;
// A server that answers late is busy and is asked less often, so that saves go first: at most a twentieth of the time is
// spent waiting for this. One that answers in time is asked at once, so that the score follows what is typed.
const BUSY = 1500;
const SHARE = 20;
const LONGEST = 20000;
let timer = null;
let took = 0;
let asking = false;

/** Fills the elements that match; `address` names the part of their data set that holds the URL. */
async function refresh(which = "[data-refresh-url]", address = "refreshUrl") {
  const groups = new Map();
  for (const element of document.querySelectorAll(which)) {
    const url = element.dataset[address];
    groups.set(url, [...(groups.get(url) || []), element]);
  }
  for (const [url, elements] of groups) {
    try {
      const response = await fetch(url, { credentials: "same-origin", redirect: "manual", headers: { Accept: "text/html" } });
      if (response.ok) replace(elements, new DOMParser().parseFromString(await response.text(), "text/html"));
    } catch (silence) {
      // the next save asks again
    }
  }
}

function replace(elements, page) {
  for (const element of elements) {
    const fresh = page.getElementById(element.id);
    if (!fresh || fresh.innerHTML === element.innerHTML) continue;
    const focused = element.contains(document.activeElement) ? document.activeElement : null;
    const scroll = element.scrollTop;
    const open = [...element.querySelectorAll("details[data-keep-open]")].some((details) => details.open);
    const address = focused && focused.getAttribute("href");
    element.replaceChildren(...fresh.childNodes);
    element.scrollTop = scroll;
    if (open) for (const details of element.querySelectorAll("details[data-keep-open]")) details.open = true;
    if (focused) {
      const again = [...element.querySelectorAll("a[href]")].find((link) => link.getAttribute("href") === address);
      if (again) again.focus();
    }
    element.dispatchEvent(new CustomEvent("fragment:fresh", { bubbles: true }));
  }
}

function schedule() {
  clearTimeout(timer);
  timer = setTimeout(follow, took < BUSY ? CALM : Math.min(SHARE * took, LONGEST));
}

async function follow() {
  if (asking) return schedule();
  asking = true;
  const began = performance.now();
  try {
    await refresh();
  } finally {
    took = performance.now() - began;
    asking = false;
  }
}

/**
 * After each save, once the saves have been quiet for a moment. [data-load] elements come at once as well, behind the page;
 * [data-load-once] elements come then and never again: somebody may be typing in them.
 */
export function start() {
  refresh("[data-refresh-url][data-load]");
  refresh("[data-load-once]", "loadOnce");
  document.addEventListener("report:saved", schedule);
  // a standard paragraph that is out of step says so as a whole, not only in its offer
  document.addEventListener("fragment:fresh", ({ target }) => {
    const block = target.matches("[data-offer]") && target.closest("[data-block]");
    if (block) block.classList.toggle("old", target.textContent.trim() !== "");
  });
}
