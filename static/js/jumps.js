// Where on a long page one is, and getting to the place that a finding or a missing cell names behind the #.

const HIGHLIGHT = 2500;

/** The element of a place, or of the part of the report around it that this page shows. */
export function elementOf(place) {
  const parts = place.split("/");
  for (; parts.length; parts.pop()) {
    const element = document.getElementById(parts.join("/"));
    if (element) return element;
  }
  return null;
}

function jump() {
  let place = "";
  try {
    place = decodeURIComponent(window.location.hash.slice(1));
  } catch (broken) {
    return;
  }
  if (!place.includes("/")) return; // the parts of a page are left to the browser
  const element = elementOf(place);
  if (!element) return;
  const field = element.matches("input, textarea, select") ? element : element.querySelector("input:not([type=hidden]), textarea, select");
  element.scrollIntoView({ block: "center" });
  if (field) field.focus({ preventScroll: true });
  element.setAttribute("data-jumped", "");
  setTimeout(() => element.removeAttribute("data-jumped"), HIGHLIGHT);
}

/** Marks in the list of parts the one that is being read. */
function follow(nav) {
  const links = [...nav.querySelectorAll("a[href^='#']")];
  const parts = links.map((link) => document.getElementById(link.getAttribute("href").slice(1)));
  const mark = () => {
    const line = window.innerHeight * 0.35;
    let at = 0;
    parts.forEach((part, number) => {
      if (part && part.getBoundingClientRect().top <= line) at = number;
    });
    const isEnd = window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2;
    if (isEnd && window.scrollY > 0) at = parts.length - 1;
    links.forEach((link, number) => {
      if (number === at) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  let waits = false;
  const soon = () => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      mark();
    });
  };
  window.addEventListener("scroll", soon, { passive: true });
  window.addEventListener("resize", soon);
  mark();
}

export function start() {
  for (const nav of document.querySelectorAll("[data-parts]")) follow(nav);
  window.addEventListener("hashchange", jump);
  // the same link a second time changes no hash
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href*='#']");
    if (link && link.href === window.location.href) setTimeout(jump);
  });
  jump();
}
