// Below the table: what belongs into the cell one is in, what may be chosen, and what is wrong with it.

import { button, make, spaced } from "../dom.js";

/**
 * @import { Problem } from "./faults.js"
 * @import { Column } from "./rows.js"
 */

export class Why {
  /** @param {(choice: string) => void} toggle puts a choice into the cell, or takes it out */
  constructor(toggle) {
    this.toggle = toggle;
    this.node = make("div", "rk-why");
    this.node.setAttribute("role", "status");
  }

  /** @param {string} words */
  say(words) {
    this.node.textContent = words;
  }

  /**
   * @param {number} number of the row
   * @param {Column} column
   * @param {Problem[]} problems
   */
  explain(number, column, problems) {
    const told = problems.map(({ level, text }) => make("span", level === "error" ? "bad" : "", text));
    const parts = [make("b", "", `第 ${number} 行　${column.label}`), ...told, ...(column.note ? [column.note] : [])];
    this.node.replaceChildren(...spaced(parts));
    if (column.type === "list") {
      this.node.append(make("div", "rk-choices", ...column.values.map((choice) => button(choice, "", () => this.toggle(choice)))));
    }
  }

  clear() {
    this.node.replaceChildren();
  }
}
