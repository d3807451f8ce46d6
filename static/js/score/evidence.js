// A file that came or went changes what a row rests on: totals and rows are fetched anew.

export function start() {
  for (const holder of document.querySelectorAll("[data-evidence]")) {
    const files = () => holder.querySelectorAll(".file-list > li").length;
    let before = files();
    new MutationObserver(() => {
      if (files() === before) return;
      before = files();
      document.dispatchEvent(new CustomEvent("report:saved", { detail: { place: holder.dataset.evidence } }));
    }).observe(holder, { childList: true, subtree: true });
  }
}
