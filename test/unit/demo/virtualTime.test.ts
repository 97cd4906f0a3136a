import { describe, expect, test } from "vitest";
import { Random } from "../../../src/demo/random.ts";
import { VirtualTime } from "../../../src/demo/virtualTime.ts";

function timeOf(startMs = 0, speed = 1) {
  const time = new VirtualTime(startMs, speed);
  const done: string[] = [];
  const plan = (name: string, ms: number) => time.after(ms, () => done.push(`${name} at ${time.now()}`));
  return { time, done, plan };
}

describe("tasks", () => {
  test("run in the order of their moments, each at its own", () => {
    const { time, done, plan } = timeOf(1000);
    plan("late", 30);
    plan("soon", 10);
    plan("later", 40);
    time.advanceTo(1035);
    expect(done).toEqual(["soon at 1010", "late at 1030"]);
    expect(time.now()).toBe(1035);
  });

  test("of one moment run in the order in which they were planned", () => {
    const { time, done, plan } = timeOf();
    for (let at = 0; at < 20; at++) plan(String(at), 5);
    time.advanceTo(5);
    expect(done.map((text) => text.split(" ")[0])).toEqual(Array.from({ length: 20 }, (_, at) => String(at)));
  });

  test("that a task plans run too, if they are due", () => {
    const { time, done, plan } = timeOf();
    time.after(10, () => {
      plan("now", 0);
      plan("soon", 5);
      plan("late", 50);
    });
    time.advanceTo(20);
    expect(done).toEqual(["now at 10", "soon at 15"]);
  });

  test("that are taken back do not run", () => {
    const { time, done, plan } = timeOf();
    plan("first", 5)();
    const cancel = plan("second", 10);
    time.after(7, cancel);
    plan("third", 20);
    time.advanceTo(100);
    expect(done).toEqual(["third at 20"]);
  });

  test("of the past run at once, at a moment that is not the past", () => {
    const { time, done, plan } = timeOf(100);
    plan("never negative", -50);
    time.advanceTo(50);
    expect(done).toEqual([]);
    time.advanceTo(100);
    expect(done).toEqual(["never negative at 100"]);
  });

  test("run in order after any course of planning and taking back", () => {
    const random = new Random(1, "time");
    const time = new VirtualTime(0);
    const done: number[] = [];
    const expected: { readonly at: number; readonly order: number }[] = [];
    for (let order = 0; order < 1000; order++) {
      const at = Math.floor(random.next() * 200);
      const cancel = time.after(at, () => done.push(order));
      if (random.next() < 0.3) cancel();
      else expected.push({ at, order });
    }
    time.advanceTo(200);
    expected.sort((one, other) => one.at - other.at || one.order - other.order);
    expect(done).toEqual(expected.map(({ order }) => order));
  });
});

describe("the next moment", () => {
  test("is that of the earliest task that is not taken back", () => {
    const { time, plan } = timeOf(1000);
    expect(time.nextAt).toBeUndefined();
    const cancel = plan("soon", 10);
    plan("late", 30);
    expect(time.nextAt).toBe(1010);
    cancel();
    expect(time.nextAt).toBe(1030);
    time.advanceTo(1030);
    expect(time.nextAt).toBeUndefined();
  });

  test("is told of when it comes before everything that was planned", () => {
    const { time, plan } = timeOf();
    let earlier = 0;
    time.onEarlier = () => earlier++;
    plan("late", 30);
    plan("later", 40);
    plan("soon", 10);
    plan("also soon", 10);
    expect(earlier).toBe(2);
  });
});

describe("speed", () => {
  test("shortens waits, not moments", () => {
    const { time, done, plan } = timeOf(1000, 10);
    plan("task", 100);
    time.advanceTo(1010);
    expect(done).toEqual(["task at 1010"]);
    expect(time.span(60_000)).toBe(6000);
  });

  test.each([
    [1, "1970-01-01T00:00:10Z", 20_000],
    [10, "1970-01-01T00:00:10Z", 200_000],
    [1, "1970-01-01T00:00:30Z", 0],
    [1, "1970-01-01T00:01:00Z", -30_000],
  ])("of %d says how much of a wait since %s is over: %d ms", (speed, since, expected) => {
    expect(new VirtualTime(30_000, speed).waitedSince(since)).toBe(expected);
  });

  test.each([1, 3, 7, 13, 60, 999])("of %d leaves no wait that never ends", (speed) => {
    const start = Date.UTC(2026, 0, 5, 10, 0, 0);
    const time = new VirtualTime(start, speed);
    let looks = 0;
    const look = () => {
      looks++;
      const left = 600_000 - time.waitedSince("2026-01-05T10:00:00Z");
      if (left > 0) time.after(left, look);
    };
    look();
    time.advanceTo(start + 1_000_000);
    expect(looks).toBeLessThanOrEqual(3);
  });
});

test("a task at a moment runs at it whatever the speed is, and at once when it is over", () => {
  const { time, done } = timeOf(1000, 7);
  time.at(1003, () => done.push(`later ${time.now()}`));
  time.at(500, () => done.push(`over ${time.now()}`));
  time.advanceTo(2000);
  expect(done).toEqual(["over 1000", "later 1003"]);
});

test("never goes back", () => {
  const { time } = timeOf(1000);
  time.advanceTo(500);
  expect(time.now()).toBe(1000);
});
