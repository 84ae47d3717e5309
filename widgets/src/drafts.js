// What is not saved, kept in the browser. Each view of a field has an entry of its own, so that two tabs do not
// overwrite each other's. The browser may forbid it, or be full: the field works without.

/** @typedef {{ key: string, at: number, text: string }} Draft */

/** @param {string} key */
function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function names() {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

export class Drafts {
  /**
   * @param {() => string} place names the report and the part of it
   * @param {string} view whose entry is kept
   */
  constructor(place, view) {
    this.place = place;
    this.view = view;
  }

  get prefix() {
    return `report-kit/${this.place()}/`;
  }

  /**
   * @param {string} text
   * @param {string} [name] of the entry; the view's own else
   * @returns {boolean} whether it is kept
   */
  keep(text, name = this.view) {
    try {
      localStorage.setItem(this.prefix + name, JSON.stringify({ at: Date.now(), text }));
      return true;
    } catch {
      return false;
    }
  }

  drop(key = this.prefix + this.view) {
    try {
      localStorage.removeItem(key);
    } catch {
      // forbidden: there is nothing
    }
  }

  /**
   * What other views of this field could not save, the latest first.
   * @returns {Draft[]}
   */
  others() {
    const keys = names().filter((key) => key.startsWith(this.prefix) && key !== this.prefix + this.view);
    return keys.map((key) => ({ key, ...read(key) })).filter(({ text }) => typeof text === "string").sort((a, b) => b.at - a.at);
  }
}

/**
 * When a draft was written: the time, with the day when that is another.
 * @param {number} at
 * @param {Date} [now]
 */
export function clock(at, now = new Date()) {
  const time = new Date(at);
  const day = time.toDateString() === now.toDateString() ? "" : `${time.getMonth() + 1}月${time.getDate()}日 `;
  return day + [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => String(part).padStart(2, "0")).join(":");
}
