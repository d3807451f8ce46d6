// A group of check boxes with one that says "none of these": ticking it clears the others, and the other way round.

export function start() {
  document.addEventListener("change", (event) => {
    const group = event.target.closest("[data-exclusive]");
    if (!group || !event.target.checked) return;
    const isNone = event.target.value === group.dataset.exclusive;
    for (const box of group.querySelectorAll("input[type=checkbox]")) {
      if (box !== event.target && (isNone || box.value === group.dataset.exclusive)) box.checked = false;
    }
  }, true);
}
