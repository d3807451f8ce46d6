// The trace of a row opens under it, one at a time; an address with #score/<indicator> opens that one.

const rows = () => [...document.querySelectorAll("[data-score-row]")];
const traceOf = (row) => document.getElementById(row.querySelector("[data-open-trace]").getAttribute("aria-controls"));

function show(row, open) {
  const button = row.querySelector("[data-open-trace]");
  const trace = traceOf(row);
  button.setAttribute("aria-expanded", String(open));
  row.classList.toggle("open", open);
  trace.hidden = !open;
}

function toggle(row, open) {
  for (const other of rows()) if (other !== row && !traceOf(other).hidden) show(other, false);
  show(row, open);
}

function openFromAddress() {
  let place = "";
  try {
    place = decodeURIComponent(window.location.hash.slice(1));
  } catch (broken) {
    return;
  }
  const row = rows().find((each) => each.id === place || place.startsWith(`${each.id}/`));
  if (!row) return;
  toggle(row, true);
  row.scrollIntoView({ block: "center" });
  const field = document.getElementById(place);
  const target = field && field !== row ? field : row.querySelector("[data-open-trace]");
  target.focus({ preventScroll: true });
}

export function start() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-open-trace]");
    if (button) {
      const row = button.closest("[data-score-row]");
      toggle(row, traceOf(row).hidden);
    }
    const link = event.target.closest("a[href^='#score/']");
    if (link && link.href === window.location.href) openFromAddress();
  });
  // a row that was drawn anew knows nothing of its open trace, nor that it had the focus
  let focused = null;
  document.addEventListener("focusin", (event) => {
    const button = event.target.closest("[data-open-trace]");
    focused = button ? button.closest("[data-score-row]").id : null;
  });
  document.addEventListener("fragment:fresh", ({ target }) => {
    if (!target.matches("[data-score-row]")) return;
    show(target, !traceOf(target).hidden);
    if (focused === target.id && document.activeElement === document.body) target.querySelector("[data-open-trace]").focus();
  });
  window.addEventListener("hashchange", openFromAddress);
  openFromAddress();
}
