// Above the text: how many findings, the way through them, and how much is written.

import { button, make } from "../dom.js";
import { badges } from "../levels.js";

/** @import { counts } from "./marks.js" */

/** @typedef {{ name: string, others: number | null, limit: number | null }} Counted What stands elsewhere of a limited length. */

/** @param {(direction: number) => void} jump */
export function header(jump) {
  const found = make("span", "rk-counts");
  const state = make("span", "rk-state");
  const length = make("span", "rk-length");
  const back = button("上一处", "", () => jump(-1));
  back.title = "上一处问题（Shift+F8）";
  const next = button("下一处", "", () => jump(1));
  next.title = "下一处问题（F8）";

  return {
    node: make("div", "rk-header", found, back, next, state, length),
    /** @param {ReturnType<typeof counts>} number */
    counts({ ignored, ...open }) {
      const shown = badges(open);
      found.replaceChildren(...shown, ...(ignored ? [make("span", "rk-count", `已忽略 ${ignored}`)] : []));
      back.hidden = next.hidden = !shown.length;
    },
    /** @param {string} text */
    state(text) {
      state.textContent = text;
    },
    /**
     * @param {number} own how many characters this field has
     * @param {Counted} counted
     */
    length(own, counted) {
      const { over, words } = lengths(own, counted);
      length.classList.toggle("over", over);
      length.textContent = words;
    },
  };
}

/**
 * @param {number} own
 * @param {Counted} counted
 */
export function lengths(own, { name, others, limit }) {
  const total = own + (others ?? 0);
  if (!limit) return { over: false, words: `${own} 字` };
  const over = total > limit;
  return { over, words: `本段 ${own} 字，${name}合计 ${total} / ${limit} 字${over ? `，超出 ${total - limit} 字` : ""}` };
}
