// When what was typed goes to the kernel: a little after the last key, or when it is asked for; never while an
// input method composes, as half a syllable is no text.

export const PAUSE = 250;

export class Outbox {
  /** @param {() => void} send sends all there is */
  constructor(send) {
    this.send = send;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.full = false; // something waits to be sent
    this.composing = false;
  }

  /** Something was typed. */
  later() {
    this.full = true;
    this.wait();
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.push(), PAUSE);
  }

  push() {
    clearTimeout(this.timer);
    if (!this.full || this.composing) return;
    this.full = false;
    this.send();
  }

  /**
   * Hold everything back while an input method composes in `node`.
   * @param {EventTarget} node
   * @param {() => void} composed called when it is done: takes over what it wrote
   */
  watch(node, composed) {
    node.addEventListener("compositionstart", () => {
      this.composing = true;
    });
    node.addEventListener("compositionend", () => {
      this.composing = false;
      composed();
      this.wait();
    });
  }
}
