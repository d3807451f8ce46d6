// Reads and writes figures exactly, as whole ten-thousandths in a BigInt; never rounds what was typed.
// What a figure may be is decided by the server; this is the same reading, so that sums can be shown at once.

const PLACES = 4;
const UNIT = 10n ** BigInt(PLACES);
const ALLOWED = { amount: 2, points: 2, number: 4, count: 0 };
const LOOKALIKES = { O: "0", o: "0", 〇: "0", l: "1", I: "1", "|": "1" };

/** Full-width characters, thousands separators and blanks as a number is written plainly. */
export function plain(text) {
  return text
    .replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u3000\u00a0\u200b\ufeff]+/g, "")
    .replace(/[−–—]/g, "-")
    .replace(/。/g, ".")
    .replace(/^-?\d{1,3}(,\d{3})+(?=\.|$)/, (whole) => whole.replace(/,/g, ""));
}

function scaled(clean) {
  const [, sign, whole, part = ""] = clean.match(/^(-?)(\d*)\.?(\d*)$/);
  const value = BigInt(whole || "0") * UNIT + BigInt(part.padEnd(PLACES, "0").slice(0, PLACES));
  return sign === "-" ? -value : value;
}

/** A value of ten-thousandths with `places` decimals, rounded half up away from zero. */
export function written(value, places = 2) {
  const step = 10n ** BigInt(PLACES - places);
  const size = value < 0n ? -value : value;
  const rounded = (size + step / 2n) / step;
  const digits = rounded.toString().padStart(places + 1, "0");
  const whole = places ? `${digits.slice(0, -places)}.${digits.slice(-places)}` : digits;
  return value < 0n && rounded !== 0n ? `−${whole}` : whole;
}

// what a cell holds where nothing is meant
const NOTHING = new Set(["", "-", "--", "/", "无", "(无)"]);
const IS_NUMBER = /^(\d+\.?\d*|\.\d+)$/;

/** An amount in 元 (plain digits) as 万元 with two decimals, rounded half up. */
export function fromYuan(clean) {
  const hundredth = 100n * UNIT; // of 万元, in ten-thousandths of 元
  return written(((scaled(clean) + hundredth / 2n) / hundredth) * (UNIT / 100n));
}

/** 12+3.5 or =12+3.5: what it comes to, "" where it is nothing of the kind. */
function added(clean, places) {
  const parts = clean.replace(/^=/, "").match(/[+-]?(\d+\.?\d*|\.\d+)/g) || [];
  if (parts.length < 2 || parts.join("") !== clean.replace(/^=/, "")) return "";
  const total = parts.reduce((sum, part) => sum + scaled(part.replace("+", "")), 0n);
  return total < 0n ? "" : written(total, places);
}

function proposal(clean, kind, places) {
  const repaired = plain(clean.replace(/[Oo〇lI|]/g, (c) => LOOKALIKES[c]).replace(/^[¥￥+]/, "").replace(/,/g, ""));
  const [unit] = (kind === "amount" && repaired.match(/(亿|万)?元$/)) || [""];
  const digits = unit ? repaired.slice(0, -unit.length) : repaired.replace(/(人|个|平方米|㎡|%)$/, "");
  if (!IS_NUMBER.test(digits)) return added(digits, places);
  if (unit === "元") return fromYuan(digits);
  return written(scaled(digits) * (unit === "亿元" ? 10000n : 1n), places);
}

/**
 * Reads what stands in a cell. `kind` is amount (万元), points, number or count.
 * Returns {empty}, {value, clean} or {problem, suggestion}.
 */
export function readFigure(text, kind = "amount") {
  const places = ALLOWED[kind] ?? 2;
  const clean = plain(text);
  if (NOTHING.has(clean)) return { empty: true };
  if (!IS_NUMBER.test(clean.replace(/^-/, ""))) {
    const odd = [...text].findIndex((c) => c in LOOKALIKES);
    const hint = odd >= 0 && /\d/.test(text) ? `第 ${odd + 1} 位像字母 ${[...text][odd]}` : "";
    return { problem: `“${text}”不是数字${hint && `，${hint}`}。`, suggestion: proposal(clean, kind, places) };
  }
  if (clean.startsWith("-")) {
    return { problem: `“${text}”是负数，此处应填正数。`, suggestion: written(scaled(clean.slice(1)), places) };
  }
  const decimals = (clean.split(".")[1] || "").replace(/0+$/, "").length;
  if (decimals > places) {
    const most = places ? `的小数超过 ${places} 位` : "应为整数";
    const suggestion = decimals > PLACES ? "" : written(scaled(clean), places);
    return { problem: `“${text}”${most}。`, suggestion };
  }
  return { value: scaled(clean), clean };
}

/** part ÷ whole in percent with two decimals, rounded half up; null when it cannot be computed. */
export function percent(part, whole) {
  if (whole === 0n) return null;
  const size = (value) => (value < 0n ? -value : value);
  const hundredths = (size(part) * 20000n + size(whole)) / (size(whole) * 2n);
  const signed = part < 0n === whole < 0n ? hundredths : -hundredths;
  return `${written(signed * (UNIT / 100n))}%`;
}
