import { expect, test } from "vitest";
import { CauseHistory } from "../../../../src/resources/causes/causeHistory.ts";
import { MinutePeaks, minuteOf, minutesKept } from "../../../../src/resources/causes/minutePeaks.ts";
import { randomFrom } from "../../../support/randomFrom.ts";

const first = minuteOf(Date.UTC(2026, 0, 5, 14, 0));
const atEach = (peaks: MinutePeaks, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => peaks.at(from + index));

test("a minute has the most that there were in it, also those that stood there when it began", () => {
  const peaks = new MinutePeaks(first);
  peaks.note(3, first);
  peaks.note(7, first);
  peaks.note(2, first);
  peaks.note(1, first + 3);
  peaks.note(0, first + 4);

  expect(atEach(peaks, first - 1, first + 6)).toEqual([undefined, 7, 2, 2, 2, 1, 0, 0]);
});

test("before the first there were none, as long as they were counted", () => {
  const peaks = new MinutePeaks(first);
  peaks.note(4, first + 2);

  expect(atEach(peaks, first - 1, first + 3)).toEqual([undefined, 0, 0, 4, 4]);
});

test("a clock that was set back changes the newest minute", () => {
  const peaks = new MinutePeaks(first);
  peaks.note(1, first + 5);
  peaks.note(9, first + 1);

  expect(atEach(peaks, first + 1, first + 6)).toEqual([0, 0, 0, 0, 9, 9]);
});

test("the last hour is what all notes of each minute say (seeded)", () => {
  const random = randomFrom(5);
  const peaks = new MinutePeaks(first);
  const byHand = new Map<number, number>();
  let standing = 0;
  let minute = first;
  for (let round = 0; round < 2_000; round++) {
    for (let steps = random() < 0.3 ? Math.floor(random() * 90) : 0; steps > 0; steps--) byHand.set(++minute, standing);
    standing = Math.floor(random() * 5);
    byHand.set(minute, Math.max(byHand.get(minute) ?? 0, standing));
    peaks.note(standing, minute);

    const oldest = Math.max(first, minute - minutesKept + 1);
    const wanted = Array.from({ length: minute - oldest + 1 }, (_, index) => byHand.get(oldest + index));
    expect(atEach(peaks, oldest, minute)).toEqual(wanted);
  }
});

test("a cause that comes back has its past", () => {
  const history = new CauseHistory(first);
  history.note("exit 1", 3, first);
  history.note("exit 1", 0, first + 1);
  history.note("exit 1", 2, first + 3);

  expect([0, 1, 2, 3].map((index) => history.peakOf("exit 1", first + index))).toEqual([3, 3, 0, 2]);
});

test("what many others have pushed out is no longer known, and nothing is made up for it", () => {
  const history = new CauseHistory(first);
  history.note("exit 1", 3, first);
  history.note("exit 1", 0, first + 1);
  for (let index = 0; index < 500; index++) {
    history.note(`other ${index}`, 1, first + 2);
    history.note(`other ${index}`, 0, first + 2);
  }
  history.note("exit 1", 2, first + 4);

  expect([0, 1, 2, 3, 4].map((index) => history.peakOf("exit 1", first + index))).toEqual([
    undefined,
    undefined,
    0,
    0,
    2,
  ]);
});
