import { beforeEach, afterEach, describe, expect, it, vi } from "vitest";
import { Outbox, PAUSE } from "../src/outbox.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("what was typed", () => {
  it("is sent once, a little after the last key", () => {
    const send = vi.fn();
    const outbox = new Outbox(send);
    outbox.later();
    vi.advanceTimersByTime(PAUSE - 1);
    outbox.later();
    vi.advanceTimersByTime(PAUSE - 1);
    expect(send).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(send).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(10 * PAUSE);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it("is sent at once when it is asked for, and then not again", () => {
    const send = vi.fn();
    const outbox = new Outbox(send);
    outbox.later();
    outbox.push();
    outbox.push();
    vi.advanceTimersByTime(10 * PAUSE);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it("is nothing when nothing was typed", () => {
    const send = vi.fn();
    new Outbox(send).push();
    expect(send).not.toHaveBeenCalled();
  });
});

describe("an input method", () => {
  it("holds everything back until it is done, and then what it wrote is sent", () => {
    const send = vi.fn();
    const field = new EventTarget();
    const outbox = new Outbox(send);
    const composed = vi.fn(() => expect(outbox.composing).toBe(false));
    outbox.watch(field, composed);
    field.dispatchEvent(new Event("compositionstart"));
    outbox.later(); // “zhen” on the way to 镇
    outbox.push();
    vi.advanceTimersByTime(10 * PAUSE);
    expect(send).not.toHaveBeenCalled();
    field.dispatchEvent(new Event("compositionend"));
    expect(composed).toHaveBeenCalledTimes(1);
    expect(send).not.toHaveBeenCalled();
    vi.advanceTimersByTime(PAUSE);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it("that wrote nothing sends nothing", () => {
    const send = vi.fn();
    const field = new EventTarget();
    new Outbox(send).watch(field, () => {});
    field.dispatchEvent(new Event("compositionstart"));
    field.dispatchEvent(new Event("compositionend"));
    vi.advanceTimersByTime(10 * PAUSE);
    expect(send).not.toHaveBeenCalled();
  });
});
