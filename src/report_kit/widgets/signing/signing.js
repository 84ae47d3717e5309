// The form of a signature: what the step asks, the verdict, whose it is. The passphrase is sent once and kept nowhere.

/** @import { AnyModel } from "@anywidget/types" */

/** @typedef {{ id: string, text: string, pass: string }} Question */

/**
 * @typedef {object} Step A step that may be signed now.
 * @property {string} id
 * @property {string} name
 * @property {boolean} again it is signed: to take back, or to sign again
 * @property {string[]} looks
 * @property {Question[]} questions
 * @property {{ name: string, hint: string }[]} verdicts
 * @property {string[]} names
 * @property {string[]} before
 */

/** @typedef {{ revision: number, content: string, me: string, steps: Step[], unready: string[] }} View */

/** @typedef {{ view: View, said: { text: string, tone: string }, busy: boolean }} Traits */

const AGREED = "同意";

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
 * @param {string} name
 * @param {string} value
 * @param {string} label
 * @param {string} [hint]
 */
function radio(name, value, label, hint) {
  const input = Object.assign(make("input"), { type: "radio", name, value });
  return make("label", "choice", input, label, ...(hint ? [make("span", "faint", `（${hint}）`)] : []));
}

/**
 * @param {string} head
 * @param {...Node} children
 */
const group = (head, ...children) => make("fieldset", "", make("legend", "", head), ...children);

/**
 * The questions of a step, each with 是 and 否.
 * @param {Step} step
 * @param {string} unique
 */
const questions = (step, unique) => group("先回答（每一条都要答）", ...step.questions.map((question) => {
  const name = `${unique}-${question.id}`;
  const line = make("div", "question", make("span", "", `${question.text}？`), make("span", "answers",
    radio(name, "是", "是"), radio(name, "否", "否")));
  line.setAttribute("role", "radiogroup");
  line.setAttribute("aria-label", question.text);
  line.dataset.question = question.id;
  return line;
}));

/**
 * @param {string} label
 * @param {HTMLElement} field
 */
const labelled = (label, field) => make("label", "field", make("span", "", label), field);

/**
 * @param {Step} step
 * @param {View} view
 */
function names(step, view) {
  const list = make("select", "who", Object.assign(make("option", "", "（请选择）"), { value: "" }),
    ...step.names.map((name) => Object.assign(make("option", "", name), { value: name })));
  list.value = step.names.includes(view.me) ? view.me : "";
  return list;
}

/** @param {Step} step */
const heading = (step) => make("div", "", make("h3", "", step.again ? `${step.name}（已经签了）` : step.name),
  ...(step.again ? [make("p", "faint", "要收回签名的，选“退回”，写明理由；签过以后又忽略了问题、换了词典的，看过再签一次“同意”。")] : []),
  ...(step.looks.length ? [make("p", "faint", `看什么：${step.looks.join("、")}`)] : []),
  ...(step.before.length ? [make("div", "before", "“同意”以前还要：", make("ul", "",
    ...step.before.map((words) => make("li", "", words))))] : []));

/** @param {HTMLElement} root */
const chosen = (root) => root.querySelector("input[name$='-verdict']:checked")?.getAttribute("value") ?? "";

/**
 * @param {HTMLElement} form
 * @returns {Record<string, string>}
 */
function answered(form) {
  /** @type {Record<string, string>} */
  const given = {};
  for (const line of form.querySelectorAll("[data-question]")) {
    const value = line.querySelector("input:checked")?.getAttribute("value");
    if (value) given[/** @type {HTMLElement} */ (line).dataset.question ?? ""] = value;
  }
  return given;
}

/**
 * What is still to be filled in, empty when the form may be sent.
 * @param {Step} step
 * @param {HTMLElement} form
 * @param {{ who: HTMLSelectElement, opinion: HTMLTextAreaElement, secret: HTMLInputElement }} fields
 * @returns {[string, HTMLElement?]}
 */
function lacking(step, form, { who, opinion, secret }) {
  const verdict = chosen(form);
  if (!verdict) return ["请选择意见。", form.querySelector("input[name$='-verdict']") ?? undefined];
  if (verdict === AGREED) {
    const given = answered(form);
    const open = step.questions.find((question) => !given[question.id]);
    if (open) {
      return [`还没有回答：${open.text}？`, form.querySelector(`[data-question="${open.id}"] input`) ?? undefined];
    }
  } else if (!opinion.value.trim()) {
    return [`“${verdict}”要写明具体意见。`, opinion];
  }
  if (!who.value) return ["请选择签署人。", who];
  if (!secret.value) return ["请输入签署人本人的口令。", secret];
  return [""];
}

/**
 * The form of one step.
 * @param {AnyModel<Traits>} model
 * @param {Step} step
 * @param {(text: string) => void} say
 */
function stepForm(model, step, say) {
  const view = model.get("view");
  const unique = `rk${Math.random().toString(36).slice(2)}`;
  const opinion = Object.assign(make("textarea", "opinion"), { rows: 3, maxLength: 2000 });
  const who = names(step, view);
  const secret = Object.assign(make("input", "secret"), { type: "password", autocomplete: "off", maxLength: 200 });
  const send = Object.assign(make("button", "first sign", `签署第 ${view.revision} 版`), { type: "button" });
  const verdicts = group("意见", ...step.verdicts.map(({ name, hint }) => radio(`${unique}-verdict`, name, name, hint)));
  const form = make("div", "step", heading(step), ...(step.questions.length ? [questions(step, unique)] : []), verdicts,
    labelled("具体意见", opinion), labelled("签署人", who), labelled("本人的口令", secret), send);
  const submit = () => {
    const [missing, field] = lacking(step, form, { who, opinion, secret });
    say(missing);
    if (missing) {
      field?.focus();
      return;
    }
    model.send({ kind: "sign", step: step.id, revision: view.revision, who: who.value, passphrase: secret.value,
      verdict: chosen(form), opinion: opinion.value, answers: chosen(form) === AGREED ? answered(form) : {} });
    secret.value = "";
  };
  send.addEventListener("click", submit);
  secret.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) submit();
  });
  return form;
}

/**
 * @param {AnyModel<Traits>} model
 * @param {(text: string) => void} say
 */
function body(model, say) {
  const { steps } = model.get("view");
  if (!steps?.length) return [make("p", "", "现在没有要签的步骤。")];
  const place = make("div");
  const show = (/** @type {Step} */ step) => {
    say("");
    if (step.names.length) place.replaceChildren(stepForm(model, step, say));
    else place.replaceChildren(heading(step), make("p", "", "名单里还没有人担任这一步的岗位，请管理员在“人员和口令”里登记。"));
  };
  show(steps[0]);
  if (steps.length === 1) return [place];
  const list = make("select", "", ...steps.map((step, n) => Object.assign(
    make("option", "", step.again ? `${step.name}（已签：收回，或再签一次）` : step.name), { value: String(n) })));
  list.addEventListener("change", () => show(steps[Number(list.value)]));
  return [labelled("签哪一步", list), place];
}

/** @param {{ model: AnyModel<Traits>, el: HTMLElement }} view */
function render({ model, el }) {
  const root = make("div", "rk-signing rk-sign-card");
  root.dataset.lmSuppressShortcuts = "true"; // keys typed into a field are not shortcuts of JupyterLab
  const content = make("div");
  const said = make("div", "said");
  said.setAttribute("role", "status");
  root.append(content, said);
  el.append(root);
  const say = (/** @type {string} */ text, tone = "bad") => {
    said.textContent = text;
    said.className = `said ${text ? tone : ""}`;
  };
  const draw = () => content.replaceChildren(...body(model, say));
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
