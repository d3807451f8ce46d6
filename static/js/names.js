// A list of names is typed like a list: Enter goes on to the next line, a column of names pasted becomes as many rows.

const fieldsOf = (list) => [...list.querySelectorAll("[data-row-name]")].filter((field) => field.offsetParent !== null);

/** One name a line; 、 separates names too where they stand in one line, and numbering in front of a name goes. */
function namesIn(text) {
  const lines = text.split(/[\r\n\t]+/).flatMap((line) => (/[\r\n\t]/.test(text.trim()) ? [line] : line.split("、")));
  return lines.map((line) => line.replace(/^\s*[（(]?\d+[）).．、]\s*/, "").trim()).filter(Boolean);
}

/** Keys and paste for a list of one name a row; `addRow(list, after, cells)` makes a row. */
export function start(list, addRow) {
  list.addEventListener("keydown", async (event) => {
    const field = event.target;
    if (!field.matches("[data-row-name]") || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const fields = fieldsOf(list);
    const at = fields.indexOf(field);
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = fields[at + step];
    if (next) {
      next.focus();
      next.select();
    } else if (event.key === "Enter" && step > 0 && field.value.trim()) {
      const row = await addRow(list, field.closest("[data-row]"));
      if (row) row.querySelector("[data-row-name]").focus();
    }
  });
  list.addEventListener("paste", async (event) => {
    const field = event.target;
    if (!field.matches("[data-row-name]") || !event.clipboardData) return;
    const names = namesIn(event.clipboardData.getData("text/plain"));
    if (names.length < 2) return;
    event.preventDefault();
    if (field.value.trim() === "") {
      field.value = names.shift();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    let row = field.closest("[data-row]");
    for (const name of names) {
      row = await addRow(list, row, { name });
      if (!row) return;
    }
    row.querySelector("[data-row-name]").focus();
  });
}
