import { expect, test } from "vitest";
import { Summary } from "../../../src/table/summary.ts";
import { randomFrom, type Thing, thing } from "./thing.ts";

const tones = {
  broken: "bad",
  odd: "warning",
  starting: "busy",
  plain: "normal",
  running: "good",
  done: "muted",
} as const;
const labelOf = (row: Thing) => ({ label: row.state, tone: tones[row.state as keyof typeof tones] ?? "normal" });
const add = (key: string, state: string) => ({ kind: "add", row: thing(key, { state }) }) as const;

test("the most worrying label comes first, then the largest, then by name", () => {
  const summary = new Summary<Thing>(labelOf);
  const states = ["done", "running", "running", "other", "plain", "starting", "odd", "broken"];
  summary.apply(states.map((state, index) => add(`${index}`, state)));

  expect(summary.counts.map(({ label, count }) => `${label} ${count}`)).toEqual([
    "broken 1",
    "odd 1",
    "starting 1",
    "other 1",
    "plain 1",
    "running 2",
    "done 1",
  ]);
  expect(summary.counts[0]).toEqual({ label: "broken", tone: "bad", count: 1 });
});

test("the list is the same one until a count changes", () => {
  const summary = new Summary<Thing>(labelOf);
  summary.apply([add("a", "running")]);
  const before = summary.counts;
  summary.apply([
    { kind: "change", before: thing("a", { state: "running" }), row: thing("a", { state: "running", size: 2 }) },
  ]);
  expect(summary.counts).toBe(before);
  summary.apply([{ kind: "change", before: thing("a", { state: "running" }), row: thing("a", { state: "odd" }) }]);
  expect(summary.counts).toEqual([{ label: "odd", tone: "warning", count: 1 }]);
});

test("counts are those of counting anew (seeded)", () => {
  const random = randomFrom(9);
  const pick = (below: number) => Math.floor(random() * below);
  const states = Object.keys(tones);
  const summary = new Summary<Thing>(labelOf);
  const rows = new Map<string, Thing>();
  for (let round = 0; round < 500; round++) {
    const key = `${pick(40)}`;
    const before = rows.get(key);
    const row = thing(key, { state: states[pick(states.length)] ?? "" });
    const isGone = before !== undefined && pick(3) === 0;
    if (before === undefined) summary.apply([{ kind: "add", row }]);
    else if (isGone) summary.apply([{ kind: "remove", row: before }]);
    else summary.apply([{ kind: "change", before, row }]);
    if (isGone) rows.delete(key);
    else rows.set(key, row);
    const counts = Object.fromEntries(summary.counts.map(({ label, count }) => [label, count]));
    expect(counts).toEqual(
      Object.fromEntries(
        states.flatMap((state) => {
          const count = [...rows.values()].filter((other) => other.state === state).length;
          return count === 0 ? [] : [[state, count]];
        }),
      ),
    );
  }
});
