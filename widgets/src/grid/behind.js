// Below a statutory table: the register rows a figure was summed from; a click on one opens the register there.

import { button, make } from "../dom.js";
import { plain } from "../text.js";
import { name } from "./cells.js";

/** @typedef {{ kind: "behind", key: string, known: boolean, figure: string, rows: string[] }} BehindMessage */

export class Behind {
  /** @param {(index: number) => void} open opens one of the rows */
  constructor(open) {
    this.open = open;
    this.node = make("div", "rk-behind");
    this.node.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.node.querySelector("button")?.click();
    });
  }

  /**
   * @param {HTMLInputElement} input the field of the figure
   * @param {BehindMessage} message
   */
  show(input, { known, figure, rows }) {
    const close = button("收起", "", () => {
      this.node.replaceChildren();
      input.focus();
    });
    const differs = known && plain(input.value) !== figure ? `，这一格填的是 ${input.value || "空"}` : "";
    const words = known ? `台账汇总是 ${figure}${differs}，来自 ${rows.length} 行：` : "这一格没有台账里的来源。";
    const links = rows.map((text, index) => button(text, "rk-row", () => this.open(index)));
    this.node.replaceChildren(make("div", "", make("b", "", name(input)), "　", words, " ", close),
      make("ul", "", ...links.map((link) => make("li", "", link))));
    (links[0] ?? close).focus();
  }
}
