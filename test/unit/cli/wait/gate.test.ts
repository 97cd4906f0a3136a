import { describe, expect, test } from "vitest";
import { Gate, type Known } from "../../../../src/cli/wait/gate.ts";

const bad: Known = { matching: 1, pods: 5, isCurrent: true };
const good: Known = { matching: 0, pods: 5, isCurrent: true };
const old: Known = { matching: 0, pods: 5, isCurrent: false };

/** When the wait is over, looked at each second and whenever something changes; `course` is what becomes known when. */
function ended(course: readonly (readonly [second: number, known: Known])[], stable = 0, timeout = 60) {
  const gate = new Gate({ goal: { kind: "none" }, stableMs: stable, timeoutMs: timeout, startedAt: 0 });
  for (let now = 0; now <= timeout; now++) {
    for (const [second, known] of course) if (second === now) gate.note(known, now);
    const verdict = gate.verdict(now);
    if (verdict !== undefined) return `${verdict} at ${now}`;
  }
  return "never";
}

describe("a wait", () => {
  test.each<{ what: string; course: readonly (readonly [number, Known])[]; stable?: number; end: string }>([
    { what: "is over at once when it is so", course: [[3, good]], end: "met at 3" },
    {
      what: "is over when it becomes so",
      course: [
        [3, bad],
        [9, good],
      ],
      end: "met at 9",
    },
    { what: "ends with its time", course: [[3, bad]], end: "timeout at 60" },
    { what: "ends with its time when nothing is known", course: [], end: "timeout at 60" },
    { what: "is not over by what is old", course: [[3, old]], end: "timeout at 60" },
    { what: "that must hold waits so long", course: [[3, good]], stable: 10, end: "met at 13" },
    {
      what: "that must hold begins anew with each flicker, however short",
      course: [
        [3, good],
        [10, bad],
        [10, good],
        [15, bad],
        [15, good],
      ],
      stable: 10,
      end: "met at 25",
    },
    {
      what: "that must hold begins anew when the watch was lost",
      course: [
        [3, good],
        [12, old],
        [20, good],
      ],
      stable: 10,
      end: "met at 30",
    },
    {
      what: "goes on when what is told again is the same",
      course: [
        [3, good],
        [8, good],
      ],
      stable: 10,
      end: "met at 13",
    },
    { what: "that holds too late ends with its time", course: [[55, good]], stable: 10, end: "timeout at 60" },
    { what: "that holds just in time is met", course: [[50, good]], stable: 10, end: "met at 60" },
  ])("$what", ({ course, stable, end }) => {
    expect(ended(course, stable)).toBe(end);
  });
});

test("says when time alone ends it", () => {
  const gate = new Gate({ goal: { kind: "none" }, stableMs: 10, timeoutMs: 60, startedAt: 100 });
  expect(gate.until).toBe(160);
  gate.note(good, 120);
  expect(gate.until).toBe(130);
  gate.beginAnew();
  expect(gate.until).toBe(160);
});
