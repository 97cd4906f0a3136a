import { expect, test } from "vitest";
import { FramePacer } from "../../../src/base/framePacer.ts";
import { FakeTimers } from "../../support/fakeTimers.ts";

const day = 86_400_000;

/** A pacer of 100 ms that wrote down when it drew. */
function paced() {
  const timers = new FakeTimers();
  const drawn: number[] = [];
  const pacer = new FramePacer(() => drawn.push(timers.now()), timers, 100);
  return { timers, drawn, pacer };
}

test("the first request is drawn at once, many after it once a frame", () => {
  const { timers, drawn, pacer } = paced();
  for (let ms = 0; ms < 350; ms += 10) {
    pacer.request();
    timers.pass(10);
  }

  expect(drawn).toEqual([0, 100, 200, 300]);
});

test("one request after the last frame is drawn, and then nothing more", () => {
  const { timers, drawn, pacer } = paced();
  pacer.drawNow();
  timers.pass(30);
  pacer.request();
  timers.pass(10_000);

  expect(drawn).toEqual([0, 100]);
  expect(timers.waiting).toBe(0);
});

test("a key draws before the call returns, and takes the planned frame with it", () => {
  const { timers, drawn, pacer } = paced();
  pacer.drawNow();
  pacer.request();
  timers.pass(40);
  pacer.drawNow();
  expect(drawn).toEqual([0, 40]);
  timers.pass(1_000);
  expect(drawn).toEqual([0, 40]);
});

test("the frame after a key keeps its distance from it", () => {
  const { timers, drawn, pacer } = paced();
  timers.pass(500);
  pacer.drawNow();
  timers.pass(50);
  pacer.request();
  timers.pass(1_000);

  expect(drawn).toEqual([500, 600]);
});

test("what time alone changes is drawn then, but not more often than frames", () => {
  const { timers, drawn, pacer } = paced();
  pacer.requestIn(1_000);
  timers.pass(999);
  expect(drawn).toEqual([]);
  timers.pass(1);
  expect(drawn).toEqual([1_000]);
  pacer.requestIn(5);
  timers.pass(1_000);
  expect(drawn).toEqual([1_000, 1_100]);
});

test.each([
  ["an earlier one comes first", [5_000, 2_000], [2_000]],
  ["a later one changes nothing", [2_000, 5_000], [2_000]],
  ["nothing to wait for is no timer", [Number.POSITIVE_INFINITY], []],
])("of several plans %s", (_what, plans, times) => {
  const { timers, drawn, pacer } = paced();
  for (const ms of plans) pacer.requestIn(ms);
  timers.pass(10_000);

  expect(drawn).toEqual(times);
  expect(timers.waiting).toBe(0);
});

test("a year is slept in days, since a timer cannot take more than 24 of them", () => {
  const { timers, drawn, pacer } = paced();
  pacer.requestIn(365 * day);
  timers.pass(day);

  expect(drawn).toEqual([day]);
});

test("nothing is drawn after the end", () => {
  const { timers, drawn, pacer } = paced();
  pacer.requestIn(10);
  pacer.stop();
  pacer.request();
  pacer.requestIn(50);
  pacer.drawNow();
  timers.pass(1_000);

  expect(drawn).toEqual([]);
  expect(timers.waiting).toBe(0);
});

test("a draw may ask for the next one", () => {
  const timers = new FakeTimers();
  const drawn: number[] = [];
  const pacer = new FramePacer(
    () => {
      drawn.push(timers.now());
      pacer.requestIn(1_000);
    },
    timers,
    100,
  );
  pacer.request();
  timers.pass(2_500);

  expect(drawn).toEqual([0, 1_000, 2_000]);
  expect(timers.waiting).toBe(1);
});
