// How much of the report is there, what is missing, and the way to the next open point: the button here, those
// beside the fields (event rk-next-open), and F9.

/** @import { AnyModel } from "@anywidget/types" */

/** @typedef {{ place: string, cell: string, name: string, text: string }} Point What is open; the place is a class. */

/** @typedef {{ done: number, total: number, points: Point[] }} Traits */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} [className]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
function make(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

/**
 * @param {string} text
 * @param {string} className
 * @param {() => void} action
 */
function button(text, className, action) {
  const node = make("button", className, text);
  node.type = "button";
  node.addEventListener("click", action);
  return node;
}

const FIELD = ".cm-content, input:not([type=hidden]):not([readonly])";

/** The way from one open point to the next, over the fields of the page. */
class Way {
  /**
   * @param {Element} el
   * @param {() => Point[]} points
   * @param {(words: string) => void} say for a screen reader
   */
  constructor(el, points, say) {
    this.el = el;
    this.points = points;
    this.say = say;
    /** @type {HTMLElement | null} the field that had the focus last: the way goes on from there */
    this.last = null;
  }

  // The same notebook may be shown twice, and others beside it: only what is on this page part counts.
  get scope() {
    return this.el.closest(".jp-Notebook, .jp-LinkedOutputView, body") ?? document;
  }

  /** @param {EventTarget | null} node */
  within(node) {
    return node instanceof Node && this.scope.contains(node);
  }

  /**
   * @param {Point} point
   * @returns {HTMLElement | null}
   */
  field({ place, cell }) {
    const node = this.scope.querySelector(`.${place}`);
    /** @type {HTMLElement | null | undefined} */
    const input = cell ? node?.querySelector(`input[data-key="${CSS.escape(cell)}"]`) : null;
    return input ?? node?.querySelector(FIELD) ?? null;
  }

  /** @param {EventTarget | null} target that has the focus now */
  remember(target) {
    if (target instanceof HTMLElement && target.closest(".rk-places") && target.matches(FIELD)) this.last = target;
  }

  /** @param {Point} point */
  go(point) {
    const field = this.field(point);
    if (!field) return;
    this.last = field;
    field.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
    this.say(`${point.name}：${point.text}`);
  }

  /** @returns {boolean} whether there is an open point to go to */
  jump() {
    /** @type {{ field: HTMLElement, point: Point }[]} */
    const stops = [];
    for (const point of this.points()) {
      const field = this.field(point);
      if (field && stops[stops.length - 1]?.field !== field) stops.push({ field, point });
    }
    const from = this.last?.isConnected ? this.last : null;
    const behind = stops.find(({ field }) => from && from.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING);
    const stop = behind ?? stops[0];
    if (stop) this.go(stop.point);
    return Boolean(stop);
  }
}

/**
 * What is open in one place; a click leads there.
 * @param {Point[]} own
 * @param {(point: Point) => void} go
 */
const entry = (own, go) => make("li", "", button(own[0].name, "", () => go(own[0])),
  `：${own.map(({ text }) => text.replace(/[。？；]$/, "")).join("；")}`);

/** The bar, the words beside it and the list of what is open. */
class Board {
  /**
   * @param {() => void} jump
   * @param {(point: Point) => void} go
   */
  constructor(jump, go) {
    this.go = go;
    this.fill = make("div", "rk-fill");
    this.bar = make("div", "rk-bar", this.fill);
    this.bar.setAttribute("role", "progressbar");
    this.bar.setAttribute("aria-label", "必须写的各项");
    this.bar.setAttribute("aria-valuemin", "0");
    this.words = make("span", "rk-words");
    this.live = make("div", "rk-hidden");
    this.live.setAttribute("role", "status");
    this.next = button("到下一处没写完的（F9）", "rk-next", jump);
    this.list = make("ul");
    this.summary = make("summary");
    this.details = make("details", "", this.summary, this.list);
    this.root = make("section", "rk-progress", make("div", "rk-line", this.bar, this.words, this.next), this.details, this.live);
    this.root.setAttribute("aria-label", "填写进度");
    this.root.dataset.lmSuppressShortcuts = "true";
    /** @type {string | null} what was told last */
    this.known = null;
  }

  /** @param {string} words for a screen reader */
  say(words) {
    this.live.textContent = words;
  }

  /** @param {Traits} traits */
  show({ done, total, points }) {
    this.fill.style.width = `${total ? (100 * done) / total : 0}%`;
    this.bar.setAttribute("aria-valuemax", String(total));
    this.bar.setAttribute("aria-valuenow", String(done));
    const left = points.length ? `，已完成 ${done} 项，还差 ${points.length} 项` : "都有了";
    const words = total ? `必须写的 ${total} 项${left}` : "正在看写到哪里了……";
    this.bar.setAttribute("aria-valuetext", words);
    this.words.textContent = words;
    this.root.classList.toggle("complete", Boolean(total) && !points.length);
    if (this.known && this.known !== words) this.say(words);
    this.known = total ? words : null;
    this.next.hidden = this.details.hidden = !points.length;
    this.summary.textContent = `还差的 ${points.length} 项`;
    const places = [...new Set(points.map(({ place }) => place))];
    this.list.replaceChildren(...places.map((place) => entry(points.filter((point) => point.place === place), this.go)));
  }
}

/** @param {{ model: AnyModel<Traits>, el: HTMLElement }} view */
function render({ model, el }) {
  const way = new Way(el, () => model.get("points"), (words) => board.say(words));
  const jump = () => {
    if (!way.jump()) board.say(board.words.textContent ?? "");
  };
  const board = new Board(jump, (point) => way.go(point));
  el.append(board.root);
  const show = () => board.show({ done: model.get("done"), total: model.get("total"), points: model.get("points") });
  const remember = (/** @type {FocusEvent} */ event) => way.remember(event.target);
  const asked = (/** @type {Event} */ event) => {
    if (way.within(event.target)) jump();
  };
  const pressed = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "F9" || event.ctrlKey || event.altKey || event.metaKey || !way.within(event.target)) return;
    event.preventDefault();
    jump();
  };
  document.addEventListener("focusin", remember);
  document.addEventListener("rk-next-open", asked);
  document.addEventListener("keydown", pressed);
  const changes = "change:done change:total change:points";
  model.on(changes, show);
  show();
  return () => {
    document.removeEventListener("focusin", remember);
    document.removeEventListener("rk-next-open", asked);
    document.removeEventListener("keydown", pressed);
    model.off(changes, show);
  };
}

export default { render };
