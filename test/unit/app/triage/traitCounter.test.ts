import { expect, test } from "vitest";
import { TraitCounter } from "../../../../src/app/triage/traitCounter.ts";
import { FakeTimers } from "../../../support/fakeTimers.ts";
import { podRow } from "../../../support/podRow.ts";

const add = (index: number) => ({ kind: "add", row: podRow({ name: `web-${index}`, node: "n1" }) }) as const;

/** Time goes on by a millisecond each time that somebody looks. */
function hurried() {
  const timers = new FakeTimers();
  let looks = 0;
  return { timers, clock: { now: () => ++looks, later: timers.later.bind(timers) } };
}

test("many pods are counted in turns, and what changes meanwhile after them", () => {
  const { timers, clock } = hurried();
  let counted = 0;
  const counter = new TraitCounter(clock, () => counted++);
  const deltas = Array.from({ length: 20_000 }, (_, index) => add(index));
  counter.take(deltas);
  counter.take([{ kind: "remove", row: add(19_999).row }]);

  expect(counter.isCounted).toBe(false);
  const before = counter.counts.of("node", "n1").well;
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(20_000);
  for (let turn = 0; turn < 100 && !counter.isCounted; turn++) timers.pass(1);
  expect(counter.counts.of("node", "n1")).toEqual({ well: 19_999, unwell: 0 });
  expect(counted).toBe(1);
  counter.take([add(19_999)]);
  expect(counter.counts.of("node", "n1").well).toBe(20_000);
  expect(counted).toBe(1);
});

test("few are counted at once", () => {
  const { clock } = hurried();
  const counter = new TraitCounter(clock, () => {});
  counter.take([add(1), add(2)]);

  expect(counter.isCounted).toBe(true);
  expect(counter.counts.of("node", "n1").well).toBe(2);
});

test("nothing is counted any more once it was stopped", () => {
  const { timers, clock } = hurried();
  const counter = new TraitCounter(clock, () => {});
  counter.take(Array.from({ length: 20_000 }, (_, index) => add(index)));
  counter.stop();
  timers.pass(1_000);

  expect(counter.isCounted).toBe(false);
});
