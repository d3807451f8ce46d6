// Compares a file with the hashes that the page knows, without sending it: [data-verify]. Where the browser may not hash
// (a page without HTTPS) the form is sent and the server compares.

const form = document.querySelector("[data-verify]");

async function sha256(file) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function compare(file) {
  const hash = await sha256(file);
  const known = form.querySelector(`[data-sha256="${hash}"]`);
  const said = form.querySelector(known ? "template[data-same]" : "template[data-other]").content.cloneNode(true);
  if (known) said.querySelector("[data-which]").textContent = known.textContent;
  else said.querySelector("[data-hash]").textContent = hash;
  form.querySelector("[data-result]").replaceChildren(said);
}

if (form && window.crypto && crypto.subtle) {
  const input = form.querySelector("input[type=file]");
  const area = form.querySelector(".verify-drop");
  form.querySelector("[data-send]").hidden = true;
  form.querySelector("[data-how]").hidden = false;
  input.addEventListener("change", () => input.files.length && compare(input.files[0]));
  for (const kind of ["dragover", "dragleave", "drop"]) {
    area.addEventListener(kind, (event) => {
      event.preventDefault();
      area.classList.toggle("over", kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length) compare(event.dataTransfer.files[0]);
    });
  }
}
