// A request beside autosave (a row added, a paragraph put in): asked again after signing in again, else told in words.

import { signedInAgain } from "./signin.js";
import { post } from "./transport.js";

const WORDS = {
  0: "连不上服务器，没有办成，请稍候再试。",
  409: "这里刚被别人改过，请刷新页面后再试。",
};

/** Returns {body} when it was done, else {problem} in words that say what to do. */
export async function run(url, content) {
  let answer = await post(url, content);
  if (answer.status === 401) {
    await signedInAgain();
    answer = await post(url, content);
  }
  const { status, body } = answer;
  if (status === 200 || status === 422) return { body };
  const silent = status === 0 || status >= 500 || status === 429;
  return { problem: WORDS[silent ? 0 : status] || body.message || "没有办成，请刷新页面后再试。" };
}
