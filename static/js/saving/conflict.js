// Somebody else saved the same text or cells meanwhile: both are shown, nothing is dropped, the user decides.

import { setText } from "../text.js";
import { compareCells, compareTexts, place } from "./compare.js";
import { BlockPart } from "./block.js";
import { putValue } from "./table.js";

function when(iso) {
  if (!iso) return "";
  const zone = document.documentElement.dataset.timeZone || "Asia/Shanghai";
  return new Date(iso).toLocaleTimeString("zh-CN", { timeZone: zone, hourCycle: "h23", hour: "2-digit", minute: "2-digit" });
}

/** Asks about what `part.merge` left open; `done` is called when the part may be saved again. */
export function askAbout(part, open, done) {
  const who = open[0].by || "另一位填报人";
  const at = when(open[0].at);
  const told = `${who}${at ? ` ${at} ` : ""}也保存了这里。两边的内容都在下面，请选择保留哪一个；选定前这里暂不保存，其他地方照常保存。`;
  if (part instanceof BlockPart) {
    const [{ theirs, mine }] = open;
    const settle = (text) => {
      const typedOn = part.field.value !== mine;
      setText(part.field, typedOn && text === mine ? part.field.value : text);
      done();
    };
    place(
      part.element,
      compareTexts({
        title: "这段文字有两个版本", told, theirs, mine, theirTitle: `${who}保存的`, myTitle: "您填写的",
        keepMine: "用我的", keepTheirs: "用对方的", choose: settle,
      }),
    );
    return;
  }
  place(
    part.element,
    compareCells({
      title: `有 ${open.length} 格两人都改了`, told, cells: open, theirTitle: `${who}保存的`, myTitle: "您填写的",
      finishLabel: "按选择保存",
      choose: (picked) => {
        for (const { field, value, mine } of picked) {
          if (value !== mine) putValue(field, value);
          field.dispatchEvent(new Event("change", { bubbles: true }));
        }
        done();
      },
    }),
  );
}
