// Opens an attached file over the report, in the same half of the page; without a script the link shows it on its own.

const pane = document.getElementById("file-pane");

function close() {
  pane.hidden = true;
  pane.replaceChildren();
}

async function open(link) {
  const response = await fetch(link.href, { credentials: "same-origin", redirect: "manual", headers: { Accept: "text/html" } });
  if (!response.ok) {
    window.open(link.href, "_blank", "noopener");
    return;
  }
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  pane.replaceChildren(...page.body.childNodes);
  pane.hidden = false;
  const back = pane.querySelector("[data-close-file]");
  back.addEventListener("click", () => {
    close();
    link.focus();
  });
  back.focus();
}

export function start() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-file]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link);
  });
}
