// Keys of the review page; none works while somebody types, except Escape, which leaves the field.

const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

export function start({ select, current, showSource }) {
  const rows = () => [...document.querySelectorAll("tr[data-judge]")];

  const move = (by) => {
    const all = rows();
    const at = all.findIndex((row) => row.classList.contains("on"));
    const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
    if (next) select(next.id);
  };
  const toggle = () => {
    const talk = current();
    const other = talk && talk.querySelector("input[type=radio]:not(:checked)");
    if (other) other.checked = true;
  };
  const actions = {
    j: () => move(1),
    k: () => move(-1),
    e: () => {
      const field = document.querySelector("tr[data-judge].on input[data-cell=score]");
      if (field) field.select();
    },
    c: () => current()?.querySelector("textarea")?.focus(),
    i: toggle,
    g: showSource,
    n: () => {
      const { nextUrl } = document.querySelector("[data-review]").dataset;
      if (nextUrl) window.location.assign(nextUrl);
    },
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && typing(event.target)) {
      event.target.blur();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    const key = event.key.toLowerCase();
    if (/^[1-9]$/.test(key)) document.querySelectorAll("[data-tab]")[Number(key) - 1]?.click();
    else if (actions[key]) {
      event.preventDefault();
      actions[key]();
    }
  });
}
