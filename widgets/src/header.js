// Above the text: how many findings, the way through them, and how much is written.

import { button, make } from "./dom.js";
import { LABELS } from "./marks.js";

export function header(jump) {
  const node = make("div", "rk-header");
  const found = make("span", "rk-counts");
  const state = make("span", "rk-state");
  const length = make("span", "rk-length");
  const back = button("上一处", "", () => jump(-1));
  back.title = "上一处问题（Shift+F8）";
  const next = button("下一处", "", () => jump(1));
  next.title = "下一处问题（F8）";
  node.append(found, back, next, state, length);

  return {
    node,
    counts(number) {
      found.replaceChildren(...Object.entries(LABELS).filter(([severity]) => number[severity])
        .map(([severity, label]) => make("span", `rk-count rk-${severity}`, `${label} ${number[severity]}`)));
      if (number.ignored) found.append(make("span", "rk-count", `已忽略 ${number.ignored}`));
      const open = number.error + number.warning + number.hint;
      back.hidden = next.hidden = !open;
    },
    state(text) {
      state.textContent = text;
    },
    length(own, { name, others, limit }) {
      const total = own + (others ?? 0);
      length.classList.toggle("over", Boolean(limit) && total > limit);
      length.textContent = limit
        ? `本段 ${own} 字，${name}合计 ${total} / ${limit} 字${total > limit ? `，超出 ${total - limit} 字` : ""}`
        : `${own} 字`;
    },
  };
}
