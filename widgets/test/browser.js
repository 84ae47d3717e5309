// What the tests use in place of a browser and of the kernel.

import { vi } from "vitest";

/** @import { AnyModel } from "@anywidget/types" */

/** A store such as localStorage: its names are its own keys. */
class Store {
  /** @param {string} key */
  getItem(key) {
    return Object.hasOwn(this, key) ? Reflect.get(this, key) : null;
  }
  /**
   * @param {string} key
   * @param {string} value
   */
  setItem(key, value) {
    Reflect.set(this, key, value);
  }
  /** @param {string} key */
  removeItem(key) {
    Reflect.deleteProperty(this, key);
  }
}

/** Give the page a store, and a window that hears of other tabs. */
export function browser() {
  const store = new Store();
  const page = new EventTarget();
  vi.stubGlobal("localStorage", store);
  vi.stubGlobal("window", page);
  return { store, page };
}

/** A browser that keeps nothing. */
export function forbidding() {
  const refuse = () => {
    throw new Error("forbidden");
  };
  vi.stubGlobal("localStorage", new Proxy({}, { get: () => refuse, ownKeys: refuse }));
}

/**
 * The model of a field: what Python set, what is sent to it, and who listens.
 * @template {Record<string, any>} T
 * @param {T} traits
 */
export function kernel(traits) {
  /** @type {Map<string, Set<(...given: any[]) => void>>} */
  const heard = new Map();
  /** @type {any[]} */
  const sent = [];
  const model = {
    get: (/** @type {string} */ name) => traits[name],
    send: (/** @type {any} */ message) => sent.push(message),
    on: (/** @type {string} */ event, /** @type {() => void} */ listener) =>
      heard.set(event, (heard.get(event) ?? new Set()).add(listener)),
    off: (/** @type {string} */ event, /** @type {() => void} */ listener) => heard.get(event)?.delete(listener),
  };
  return {
    model: /** @type {AnyModel<any>} */ (/** @type {unknown} */ (model)),
    sent,
    traits,
    tell: (/** @type {string} */ event, /** @type {any[]} */ ...given) => heard.get(event)?.forEach((listener) => listener(...given)),
    listeners: () => [...heard.values()].reduce((sum, { size }) => sum + size, 0),
  };
}
