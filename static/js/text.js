// Puts text into a field so that Ctrl+Z takes it back and everybody who listens hears of it.

export function setText(field, text) {
  if (field.value === text) return;
  const before = document.activeElement;
  field.focus({ preventScroll: true });
  field.setSelectionRange(0, field.value.length);
  // the only way that keeps the browser's own undo; it fires "input" itself
  const done = text === "" ? document.execCommand("delete") : document.execCommand("insertText", false, text);
  if (!done || field.value !== text) {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (before && before !== field && before !== document.body && before.isConnected) before.focus({ preventScroll: true });
}

/** Copies to the clipboard, also where the browser has no clipboard interface without https. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (refused) {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "vh";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}

/** Offers the text as a file. */
export function downloadText(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
