// Fills the parts of a page that are fetched after it: each element with data-fill-url, once. Where nothing comes, it
// says so in the page's own words and leaves the rest of the page alone.

for (const element of document.querySelectorAll("[data-fill-url]")) {
  fetch(element.dataset.fillUrl, { credentials: "same-origin", redirect: "manual", headers: { Accept: "text/html" } })
    .then((response) => (response.ok ? response.text() : Promise.reject(response.status)))
    .then((text) => element.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes))
    .catch(() => {
      element.textContent = "暂时取不到，请稍后刷新页面。";
    });
}
