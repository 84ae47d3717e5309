// Above a register: a row more or less, 撤销, the search, and how much is wrong.

import { button, make } from "../dom.js";
import { badges } from "../levels.js";

/** @import { Level } from "../levels.js" */

export class Tools {
  /** @param {{ add(): void, drop(): void, undo(): void, fault(way: number): void, look(wanted: string): void }} actions */
  constructor(actions) {
    this.add = button("添加一行", "rk-add", () => actions.add());
    this.drop = button("删去这一行", "rk-drop", () => actions.drop());
    this.undo = button("撤销", "rk-undo", () => actions.undo());
    this.search = make("input");
    this.search.type = "search";
    this.search.placeholder = "查找";
    this.search.setAttribute("aria-label", "在这本台账里查找");
    this.search.addEventListener("input", () => actions.look(this.search.value.trim()));
    this.counts = make("span", "rk-counts");
    this.earlier = button("上一处", "", () => actions.fault(-1));
    this.following = button("下一处（F8）", "", () => actions.fault(1));
    this.node = make("div", "rk-tools", this.add, this.drop, this.undo, this.search, this.counts, this.earlier, this.following);
    this.general = make("ul", "rk-general"); // what is wrong with the register as a whole
  }

  /**
   * @param {Record<Level, number>} counts
   * @param {{ text: string }[]} general
   * @param {{ rows: boolean, past: boolean }} there is something to drop, to undo
   */
  tell(counts, general, there) {
    const found = badges(counts);
    this.counts.replaceChildren(...(found.length || !there.rows ? found : ["没有问题"]));
    this.earlier.hidden = this.following.hidden = !found.length;
    this.general.replaceChildren(...general.map(({ text }) => make("li", "", text)));
    this.drop.disabled = !there.rows;
    this.undo.disabled = !there.past;
  }
}
