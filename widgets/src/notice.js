// What a field says of saving: a few words beside it, and above it what can be given back.

import { button, make } from "./dom.js";
import { clock } from "./drafts.js";
import { difference } from "./text.js";

/** @import { Draft } from "./drafts.js" */

export class Notice {
  constructor() {
    this.offers = make("div", "rk-offers");
    this.words = make("span", "rk-saved");
    this.offers.setAttribute("role", "status");
    this.bad = false;
  }

  /**
   * @param {string} text
   * @param {boolean} [bad]
   */
  say(text, bad = false) {
    this.bad = bad;
    this.words.classList.toggle("bad", bad);
    this.words.setAttribute("role", bad ? "alert" : "none");
    this.words.textContent = text;
  }

  /**
   * @param {Draft[]} drafts
   * @param {{ preview(text: string): Node[], restore(draft: Draft): void, forget(draft: Draft): void }} actions
   */
  offer(drafts, actions) {
    this.offers.replaceChildren(...drafts.map((draft) => {
      const restore = button("恢复", "rk-restore", () => actions.restore(draft));
      const forget = button("不要了", "", () => actions.forget(draft));
      const words = `${clock(draft.at)} 写的内容当时没有保存：`;
      const node = make("div", "rk-offer", words, ...actions.preview(draft.text), make("div", "", restore, forget));
      node.dataset.draft = draft.key;
      return node;
    }));
  }

  /** @param {string | null} key of the draft that is offered no longer */
  withdraw(key) {
    for (const node of this.offers.querySelectorAll("[data-draft]")) {
      if (node instanceof HTMLElement && node.dataset.draft === key) node.remove();
    }
  }
}

/**
 * What a draft would change in a text.
 * @param {string} current
 * @param {string} text
 */
export function changed(current, text) {
  const { before, gone, come, after } = difference(current, text);
  return make("p", "", before, make("del", "", gone), make("ins", "", come), after);
}
