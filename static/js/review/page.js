// The review page: scores and comments save themselves, the talk follows the indicator or the spot in the report,
// files open over the report, and the keyboard does it all.

import { register, start as startAutosave } from "../autosave.js";
import { start as startBlocks } from "../blocks.js";
import { start as startFragments } from "../fragments.js";
import { start as startFiles } from "./files.js";
import { start as startKeys } from "./keys.js";

const talkPane = document.getElementById("talk");
const root = document.querySelector("[data-review]");

const talkAt = (place) => [...talkPane.children].find((each) => each.dataset.talkAt === place);

/** A talk at a spot where nothing was said yet is made from the page's pattern. */
function make(place, title) {
  const pattern = document.getElementById("new-talk");
  if (!pattern) return null;
  const talk = pattern.content.firstElementChild.cloneNode(true);
  talk.dataset.talkAt = place;
  talk.querySelector("h2").textContent = title;
  talk.querySelector("[data-source-link]").setAttribute("href", `#${place}`);
  talk.querySelector("input[name=place]").value = place;
  talk.querySelector("[data-block]").dataset.place = `review/comment/${place}`;
  talk.querySelector("textarea").setAttribute("aria-label", `意见：${title}`);
  talk.querySelector("input[name=csrfmiddlewaretoken]").value = document.querySelector("input[name=csrfmiddlewaretoken]").value;
  talkPane.append(talk);
  register(talk.querySelector("[data-block]"));
  return talk;
}

/** Shows what is said at a place, and marks the place on both sides. */
export function select(place, title = "") {
  const talk = talkAt(place) || make(place, title || place);
  if (!talk) return null;
  for (const each of talkPane.children) each.hidden = each !== talk;
  for (const each of root.querySelectorAll("tr[data-judge], [data-spot-of]")) {
    const here = (each.dataset.spotOf || each.id) === place;
    each.classList.toggle("on", here);
    if (here) each.setAttribute("aria-current", "true");
    else each.removeAttribute("aria-current");
  }
  const row = root.querySelector("tr[data-judge].on");
  if (row) row.scrollIntoView({ block: "nearest" });
  talkPane.scrollTop = 0;
  return talk;
}

export const current = () => [...talkPane.children].find((each) => !each.hidden) || null;

export function showSource() {
  const talk = current();
  const link = talk && talk.querySelector("[data-source-link]");
  if (link) reveal(link.getAttribute("href").slice(1));
}

/** The spot of a place in the report, or what is around it. */
function reveal(place) {
  const paper = root.querySelector(".pane:not(.right)");
  const parts = place.split("/");
  for (; parts.length; parts.pop()) {
    const spot = document.getElementById(parts.join("/"));
    if (spot && paper.contains(spot)) {
      spot.scrollIntoView({ block: "center" });
      return;
    }
  }
  const section = document.getElementById(`paper-${place.split("/")[0]}`);
  if (section) section.scrollIntoView();
}

function onClick(event) {
  const talk = event.target.closest("[data-talk]");
  if (talk) {
    const shown = select(talk.dataset.talk, talk.dataset.title);
    if (shown && talk.classList.contains("spot")) shown.querySelector("textarea")?.focus();
    return;
  }
  const link = event.target.closest("a[href^='#']");
  if (link && (link.hasAttribute("data-source-link") || link.closest(".finds"))) {
    event.preventDefault();
    reveal(decodeURIComponent(link.getAttribute("href").slice(1)));
    return;
  }
  const take = event.target.closest("[data-take-suggestion]");
  if (take) {
    const field = document.getElementById(take.dataset.takeSuggestion);
    field.value = document.querySelector("[data-suggestion-text]").textContent;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }
}

/** One drop-down at a time; a click elsewhere closes it. */
function closeDrops(event) {
  for (const drop of document.querySelectorAll("details.drop[open]")) {
    if (!drop.contains(event.target)) drop.open = false;
  }
}

function begin() {
  const wanted = new URLSearchParams(window.location.search).get("at");
  const first = root.querySelector("tr[data-judge]");
  const place = wanted && talkAt(wanted) ? wanted : first && first.id;
  if (place) select(place);
  if (wanted) reveal(wanted);
}

document.addEventListener("click", onClick);
document.addEventListener("click", closeDrops);
// a score that gets the focus brings its talk along
document.addEventListener("focusin", ({ target }) => {
  const row = target.closest && target.closest("tr[data-judge]");
  if (row && !row.classList.contains("on")) select(row.id);
});
startAutosave();
startBlocks();
startFragments();
startFiles();
startKeys({ select, current, showSource });
begin();
