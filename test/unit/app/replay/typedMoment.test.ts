import { expect, test } from "vitest";
import { typedMoment } from "../../../../src/app/replay/typedMoment.ts";

process.env.TZ = "UTC";

/** From a quarter to midnight to a quarter past. */
const position = {
  startsAt: Date.UTC(2026, 0, 5, 23, 45),
  endsAt: Date.UTC(2026, 0, 6, 0, 15),
  at: Date.UTC(2026, 0, 5, 23, 50),
  speed: 1,
  isPlaying: false,
};

test.each([
  ["23:55", "2026-01-05T23:55:00.000Z"],
  ["23:55:07", "2026-01-05T23:55:07.000Z"],
  // Of the day on which it was recorded, whichever is shown.
  ["0:10", "2026-01-06T00:10:00.000Z"],
  ["00:10", "2026-01-06T00:10:00.000Z"],
  // The minute that it began in.
  ["23:44", "2026-01-05T23:44:00.000Z"],
  ["12:00", "2026-01-05T12:00:00.000Z"],
  ["+5m", "2026-01-05T23:55:00.000Z"],
  ["-30s", "2026-01-05T23:49:30.000Z"],
  ["+1h2m3s", "2026-01-06T00:52:03.000Z"],
  ["start", "2026-01-05T23:45:00.000Z"],
  ["end", "2026-01-06T00:15:00.000Z"],
])("%s is %s", (text, time) => {
  expect(new Date(typedMoment(text, position) ?? Number.NaN).toISOString()).toBe(time);
});

test.each(["", "5m", "+5", "+5d", "24:00", "1:60", "12:00:99", "noon", "12"])("%o is no time", (text) => {
  expect(typedMoment(text, position)).toBeUndefined();
});
