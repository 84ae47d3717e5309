// How much of the report is there, what is missing, and the way to the next open point: the button here, those
// beside the fields (event rk-next-open), and F9.

function make(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

const FIELD = ".cm-content, input:not([type=hidden]):not([readonly])";

function render({ model, el }) {
  const root = make("section", "rk-progress");
  root.setAttribute("aria-label", "填写进度");
  root.dataset.lmSuppressShortcuts = "true";
  const fill = make("div", "rk-fill");
  const bar = make("div", "rk-bar", fill);
  bar.setAttribute("role", "progressbar");
  bar.setAttribute("aria-label", "必须写的各项");
  bar.setAttribute("aria-valuemin", "0");
  const words = make("span", "rk-words");
  const live = make("div", "rk-hidden");
  live.setAttribute("role", "status");
  const next = make("button", "rk-next", "到下一处没写完的（F9）");
  next.type = "button";
  const list = make("ul");
  const summary = make("summary");
  const details = make("details", "", summary, list);
  root.append(make("div", "rk-line", bar, words, next), details, live);
  el.append(root);

  // The same notebook may be shown twice, and others beside it: only what is on this page part counts.
  const scope = () => el.closest(".jp-Notebook, .jp-LinkedOutputView, body") ?? document;
  const fieldOf = (point) => {
    const place = scope().querySelector(`.${point.place}`);
    const cell = point.cell && place?.querySelector(`input[data-key="${CSS.escape(point.cell)}"]`);
    return cell || place?.querySelector(FIELD) || null;
  };

  let last = null; // the field that had the focus last: the way goes on from there
  const remember = (event) => {
    if (event.target.closest?.(".rk-places") && event.target.matches(FIELD)) last = event.target;
  };
  const go = (point) => {
    const field = fieldOf(point);
    if (!field) return;
    last = field;
    field.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
    live.textContent = `${point.name}：${point.text}`;
  };
  const jump = () => {
    const stops = [];
    for (const point of model.get("points")) {
      const field = fieldOf(point);
      if (field && stops.at(-1)?.field !== field) stops.push({ field, point });
    }
    if (!stops.length) {
      live.textContent = words.textContent;
      return;
    }
    const behind = ({ field }) => last?.isConnected && last.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING;
    go((stops.find(behind) ?? stops[0]).point);
  };

  let known = null;
  const show = () => {
    const total = model.get("total");
    const done = model.get("done");
    const points = model.get("points");
    fill.style.width = `${total ? (100 * done) / total : 0}%`;
    bar.setAttribute("aria-valuemax", String(total));
    bar.setAttribute("aria-valuenow", String(done));
    const left = points.length ? `，已完成 ${done} 项，还差 ${points.length} 项` : "都有了";
    const text = total ? `必须写的 ${total} 项${left}` : "正在看写到哪里了……";
    bar.setAttribute("aria-valuetext", text);
    words.textContent = text;
    root.classList.toggle("complete", Boolean(total) && !points.length);
    if (known && known !== text) live.textContent = text;
    known = total ? text : null;
    next.hidden = details.hidden = !points.length;
    summary.textContent = `还差的 ${points.length} 项`;
    const places = new Map(points.map(({ place }) => [place, points.filter((point) => point.place === place)]));
    list.replaceChildren(...[...places.values()].map((own) => {
      const link = make("button", "", own[0].name);
      link.type = "button";
      link.addEventListener("click", () => go(own[0]));
      return make("li", "", link, `：${own.map(({ text }) => text.replace(/[。？；]$/, "")).join("；")}`);
    }));
  };

  const within = (node) => node instanceof Node && scope().contains(node);
  const asked = (event) => within(event.target) && jump();
  const pressed = (event) => {
    if (event.key !== "F9" || event.ctrlKey || event.altKey || event.metaKey || !within(event.target)) return;
    event.preventDefault();
    jump();
  };
  next.addEventListener("click", jump);
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
