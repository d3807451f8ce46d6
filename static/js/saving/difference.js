// Shows where two texts differ: what they share at both ends stays plain, the middle is marked.

import { make } from "../icons.js";

/** The text as nodes, with the part that `other` does not have inside a <tag>. */
export function marked(text, other, tag) {
  const one = [...text];
  const two = [...other];
  let head = 0;
  while (head < one.length && head < two.length && one[head] === two[head]) head += 1;
  let tail = 0;
  while (tail < one.length - head && tail < two.length - head && one[one.length - 1 - tail] === two[two.length - 1 - tail]) {
    tail += 1;
  }
  const middle = one.slice(head, one.length - tail).join("");
  return [one.slice(0, head).join(""), middle ? make(tag, {}, middle) : "", one.slice(one.length - tail).join("")];
}
