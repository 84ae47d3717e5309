// Who takes part: the list, and the forms to add a person and to choose a passphrase. What is typed here is kept nowhere.

/** @import { AnyModel } from "@anywidget/types" */

/** @typedef {{ name: string, post: string, roles: string[], account: string, ready: boolean, active: boolean }} Person */

/** @typedef {{ people: Person[], roles: string[], admins: string[], hub: boolean, shortest: number }} View */

/** @typedef {{ view: View, said: { text: string, tone: string }, busy: boolean }} Traits */

/** @typedef {Record<string, HTMLInputElement | HTMLSelectElement>} Fields */

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
 * @param {string} label
 * @param {HTMLElement} field
 */
const labelled = (label, field) => make("label", "field", make("span", "", label), field);

/** @param {string} [placeholder] */
const line = (placeholder = "") => Object.assign(make("input"), { type: "text", placeholder, maxLength: 100, autocomplete: "off" });

/** @param {string} [placeholder] */
const secret = (placeholder = "") =>
  Object.assign(make("input"), { type: "password", placeholder, maxLength: 200, autocomplete: "new-password" });

/** @param {string[]} names */
const choice = (names) => make("select", "", Object.assign(make("option", "", "（请选择）"), { value: "" }),
  ...names.map((name) => Object.assign(make("option", "", name), { value: name })));

/** @param {string[]} roles */
const boxes = (roles) => make("span", "boxes", ...roles.map((role) =>
  make("label", "choice", Object.assign(make("input"), { type: "checkbox", value: role }), role)));

/**
 * @param {string} text
 * @param {() => void} action
 */
function first(text, action) {
  const node = Object.assign(make("button", "first", text), { type: "button" });
  node.addEventListener("click", action);
  return node;
}

/** @param {Person[]} people */
function list(people) {
  const heads = ["姓名", "职务", "岗位", "口令"].map((head) => Object.assign(make("th", "", head), { scope: "col" }));
  const lines = people.map((person) => make("tr", "", ...[person.name, person.post, person.roles.join("、"),
    person.active ? (person.ready ? "已设" : "还没有设：请本人用一次性代码设定") : "不在岗"].map((text) => make("td", "", text))));
  return make("table", "rk-owed", make("tr", "", ...heads), ...lines);
}

/**
 * @typedef {object} Page
 * @property {View} view
 * @property {(message: Record<string, unknown>) => void} send
 * @property {(text: string) => void} say
 */

/**
 * Add a person. The first one becomes the administrator and asks nobody's leave.
 * @param {Page} page
 */
function adding({ view, send, say }) {
  const isFirst = !view.people.length;
  const name = line("姓名");
  const post = line("如 副镇长，印在审签单上");
  const account = line("登录 JupyterHub 用的账号");
  const roles = boxes(view.roles);
  const own = secret(isFirst ? `至少 ${view.shortest} 个字符` : "本人在场时填；空着就给一个一次性代码");
  const again = secret("再输一遍");
  const by = choice(view.admins);
  if (view.admins.length === 1) by.value = view.admins[0];
  const leave = secret();
  const add = () => {
    if (!name.value.trim()) return say("请填姓名。");
    if (isFirst && !own.value) return say("请设定口令。");
    if (own.value !== again.value) return say("两遍口令不一样，请重新输入。");
    if (!isFirst && (!by.value || !leave.value)) return say("请选择管理员，输入管理员的口令。");
    const wanted = [...roles.querySelectorAll("input:checked")].map((box) => box.getAttribute("value"));
    send({ kind: "add", name: name.value, post: post.value, account: account.value, roles: wanted, wanted: own.value,
      by: by.value, passphrase: leave.value });
    for (const field of [own, again, leave]) field.value = "";
  };
  return make("div", "add", labelled("姓名", name), labelled("职务", post), labelled("岗位", roles),
    ...(view.hub ? [labelled("账号", account)] : []), labelled("本人的口令", own), labelled("口令再输一遍", again),
    ...(isFirst ? [] : [labelled("管理员", by), labelled("管理员的口令", leave)]),
    first(isFirst ? "登记我为管理员" : "登记", add));
}

/**
 * Choose a passphrase: with the code the administrator gave, or with the one until now.
 * @param {Page} page
 */
function choosing({ view, send, say }) {
  const who = choice(view.people.filter((person) => person.active).map((person) => person.name));
  const present = secret("管理员给的一次性代码，或原来的口令");
  const wanted = secret(`至少 ${view.shortest} 个字符`);
  const again = secret("再输一遍");
  const set = () => {
    if (!who.value) return say("请选择姓名。");
    if (!present.value || !wanted.value) return say("请输入代码（或原来的口令）和新的口令。");
    if (wanted.value !== again.value) return say("两遍口令不一样，请重新输入。");
    send({ kind: "passphrase", name: who.value, present: present.value, wanted: wanted.value });
    for (const field of [present, wanted, again]) field.value = "";
  };
  return make("div", "choose", labelled("姓名", who), labelled("代码或原口令", present), labelled("新的口令", wanted),
    labelled("再输一遍", again), first("设定口令", set));
}

/**
 * What the administrator changes of a person who is in the list.
 * @param {Page} page
 */
function changing({ view, send, say }) {
  const who = choice(view.people.map((person) => person.name));
  const what = choice([]);
  for (const [value, text] of [["reset", "忘记口令：重置，另给一次性代码"], ["roles", "改岗位"], ["leave", "调动、退休：不再签署"],
    ["back", "回来了：恢复"]]) what.append(Object.assign(make("option", "", text), { value }));
  const roles = boxes(view.roles);
  const which = labelled("岗位", roles);
  const show = () => {
    which.hidden = what.value !== "roles";
    const own = view.people.find((person) => person.name === who.value)?.roles ?? [];
    for (const box of roles.querySelectorAll("input")) box.checked = own.includes(box.value);
  };
  who.addEventListener("change", show);
  what.addEventListener("change", show);
  show();
  const by = choice(view.admins);
  if (view.admins.length === 1) by.value = view.admins[0];
  const leave = secret();
  const change = () => {
    if (!who.value || !what.value) return say("请选择姓名和要做的事。");
    if (!by.value || !leave.value) return say("请选择管理员，输入管理员的口令。");
    const wanted = [...roles.querySelectorAll("input:checked")].map((box) => box.getAttribute("value"));
    send({ kind: what.value, name: who.value, roles: wanted, by: by.value, passphrase: leave.value });
    leave.value = "";
  };
  return make("div", "change-person", labelled("姓名", who), labelled("做什么", what), which, labelled("管理员", by),
    labelled("管理员的口令", leave), first("确定", change));
}

/**
 * @param {string} head
 * @param {Node} content
 * @param {boolean} open
 */
function folded(head, content, open) {
  const node = make("details", "form", make("summary", "", head), content);
  node.open = open;
  return node;
}

/** @param {Page} page */
function body(page) {
  const { people } = page.view;
  if (!people) return [];
  if (!people.length) {
    return [make("h3", "", "第一次用：先登记管理员"),
      make("p", "", "签署要用本人的姓名和口令，所以先要有一份人员名单。请由负责管理名单的人（一般是办公室的同志）在这里登记自己，"
        + "就成为管理员；以后由管理员登记其他人。"),
      make("p", "faint", "岗位：这个人自己也要签其中一步的，勾上那一步的岗位；不签的不用勾。"), adding(page)];
  }
  const unready = people.some((person) => person.active && !person.ready);
  return [list(people), folded("登记一个人（由管理员）", adding(page), people.length === 1),
    folded("设定、更换本人的口令", choosing(page), unready), folded("改名单（由管理员）", changing(page), false)];
}

/** @param {{ model: AnyModel<Traits>, el: HTMLElement }} view */
function render({ model, el }) {
  const root = make("div", "rk-signing rk-people");
  root.dataset.lmSuppressShortcuts = "true"; // keys typed into a field are not shortcuts of JupyterLab
  const said = make("div", "said");
  said.setAttribute("role", "status");
  const content = make("div");
  root.append(said, content);
  el.append(root);
  const say = (/** @type {string} */ text, tone = "bad") => {
    said.textContent = text;
    said.className = `said ${text ? tone : ""}`;
    if (text) said.scrollIntoView({ block: "nearest" });
  };
  const draw = () => content.replaceChildren(...body({ view: model.get("view"), send: (message) => model.send(message), say }));
  const told = () => say(model.get("said").text, model.get("said").tone);
  const wait = () => {
    root.classList.toggle("busy", model.get("busy"));
    for (const node of root.querySelectorAll("button")) node.disabled = model.get("busy");
  };
  model.on("change:view", draw);
  model.on("change:said", told);
  model.on("change:busy", wait);
  draw();
  told();
  return () => {
    model.off("change:view", draw);
    model.off("change:said", told);
    model.off("change:busy", wait);
  };
}

export default { render };
