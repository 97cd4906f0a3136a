import { expect, test } from "vitest";
import { durationSteadyFor, durationText } from "../../../src/resources/duration.ts";
import { randomFrom } from "../table/thing.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;
const edges = [
  0,
  -2 * second,
  second,
  2 * minute,
  10 * minute,
  3 * hour,
  8 * hour,
  2 * day,
  8 * day,
  2 * year,
  8 * year,
];

/** Around every edge of the text, and anywhere between. */
function durations(): readonly number[] {
  const random = randomFrom(7);
  const around = edges.flatMap((edge) =>
    [-1001, -1000, -999, -1.5, -1, -0.5, 0, 0.5, 1, 999, 1000].map((by) => edge + by),
  );
  const anywhere = Array.from({ length: 5_000 }, () => 10 ** (random() * 12) * (random() < 0.1 ? -1 : 1));
  return [...around, ...anywhere];
}

test("a text stays the same for exactly as long as it is said to", () => {
  for (const ms of durations().map(Math.trunc)) {
    const text = durationText(ms);
    const steady = durationSteadyFor(ms);
    expect(steady).toBeGreaterThan(0);
    const at = `${ms} ms, steady for ${steady} ms`;
    expect([at, durationText(ms + steady - 1)]).toEqual([at, text]);
    expect([at, durationText(ms + Math.floor(steady / 2))]).toEqual([at, text]);
    expect([at, durationText(ms + steady) === text]).toEqual([at, false]);
  }
});

test("a text never changes earlier than it is said to, between two milliseconds either", () => {
  for (const ms of durations().filter((duration) => duration > -2 * second)) {
    expect([ms, durationText(ms + durationSteadyFor(ms) - 0.001)]).toEqual([ms, durationText(ms)]);
  }
});

test("what is longer than the API server can count no longer changes", () => {
  expect(durationText(300 * year)).toBe("292y");
  expect(durationText(Number.POSITIVE_INFINITY)).toBe("292y");
});
