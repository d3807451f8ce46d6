// Asks again for what is being made in the background, until it is done: [data-progress-url] with an id. The answer
// holds an element of the same id, without that attribute once nothing is under way any more.

const SOON = 1500;
const LATEST = 10000;

async function ask(element, wait) {
  const { id } = element;
  try {
    const response = await fetch(element.dataset.progressUrl, { credentials: "same-origin", redirect: "manual", headers: { Accept: "text/html" } });
    // signed out meanwhile, or no longer ours: the page stays as it is
    if (response.type === "opaqueredirect" || response.status === 404) return;
    if (response.ok) {
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const fresh = page.getElementById(id);
      if (fresh && fresh.innerHTML !== element.innerHTML) {
        element.replaceWith(fresh);
        element = fresh;
      }
    }
  } catch (silence) {
    // the network will be back
  }
  if (element.dataset.progressUrl) setTimeout(() => ask(element, Math.min(wait * 1.3, LATEST)), wait);
}

for (const element of document.querySelectorAll("[data-progress-url]")) setTimeout(() => ask(element, SOON), SOON);
