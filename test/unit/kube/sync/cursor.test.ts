import { describe, expect, test } from "vitest";
import { backoffLimit, type Cursor, delayBefore, type Pause, start } from "../../../../src/kube/sync/cursor.ts";

const waiting = (pause: Pause, tries = 0): Cursor => ({ ...start, pause, tries });

describe("the wait before a request", () => {
  test("grows from a quarter of a second, doubles, and stops at 15 seconds", () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 100].map(backoffLimit)).toEqual([
      250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000,
    ]);
  });

  test.each([
    { what: "all of the limit", random: 0.999, tries: 3, atLeastMs: 0, delay: 999 },
    { what: "any part of the limit", random: 0.5, tries: 3, atLeastMs: 0, delay: 500 },
    { what: "hardly any", random: 0, tries: 3, atLeastMs: 0, delay: 0 },
    { what: "never less than the server says", random: 0.1, tries: 1, atLeastMs: 7_000, delay: 7_000 },
    { what: "more than the server says, when we are patient", random: 0.9, tries: 7, atLeastMs: 7_000, delay: 13_500 },
  ])("is $what", ({ random, tries, atLeastMs, delay }) => {
    expect(delayBefore(waiting({ kind: "backoff", atLeastMs }, tries), () => random)).toBe(delay);
  });

  test.each([
    { pause: { kind: "none" }, delay: 0 },
    { pause: { kind: "fixed", ms: 60_000 }, delay: 60_000 },
    { pause: { kind: "untilAsked" }, delay: Number.POSITIVE_INFINITY },
  ] satisfies { pause: Pause; delay: number }[])(
    "is $delay for $pause.kind, whatever chance says",
    ({ pause, delay }) => {
      expect(delayBefore(waiting(pause, 5), () => 0.9)).toBe(delay);
    },
  );
});
