import { expect, test } from "vitest";
import { Ghosts } from "../../../src/table/ghosts.ts";
import { RowOrder } from "../../../src/table/rowOrder.ts";
import { byKey, type Thing, thing } from "./thing.ts";

const row = thing("a");
const removal = { kind: "remove", row } as const;
const inSight = new Set(["uid-a"]);

function ghostsOf(now = 1_000): Ghosts<Thing> {
  const ghosts = new Ghosts<Thing>();
  expect(ghosts.holdBack([removal], inSight, now)).toEqual([]);
  return ghosts;
}

test("a row in sight that goes stays for three seconds", () => {
  const ghosts = ghostsOf();

  expect([ghosts.size, ghosts.has(row), ghosts.until]).toEqual([1, true, 4_000]);
  expect(ghosts.expired(3_999)).toEqual([]);
  expect(ghosts.expired(4_000)).toEqual([removal]);
  expect([ghosts.size, ghosts.has(row), ghosts.until]).toEqual([0, false, Number.POSITIVE_INFINITY]);
});

test("a row that nobody sees goes at once, and all other differences pass", () => {
  const ghosts = new Ghosts<Thing>();
  const deltas = [
    { kind: "remove", row: thing("b") },
    { kind: "add", row: thing("c") },
    { kind: "change", before: row, row: thing("a", { size: 2 }) },
  ] as const;

  expect(ghosts.holdBack(deltas, inSight, 0)).toEqual(deltas);
  expect(ghosts.size).toBe(0);
});

test("a new object under the same key ends the wait, before it comes", () => {
  const ghosts = ghostsOf();
  const next = { kind: "add", row: thing("a", { uid: "another" }) } as const;

  expect(ghosts.holdBack([next], inSight, 1_500)).toEqual([removal, next]);
  expect(ghosts.size).toBe(0);
});

test("a replaced object goes as its successor comes in the same batch", () => {
  const next = { kind: "add", row: thing("a", { uid: "another" }) } as const;

  expect(new Ghosts<Thing>().holdBack([removal, next], inSight, 0)).toEqual([removal, next]);
});

test("another object of the same name is no ghost", () => {
  expect(ghostsOf().has(thing("a", { uid: "another" }))).toBe(false);
});

test("a clock that was set back does not keep it", () => {
  const ghosts = ghostsOf(10_000);

  expect(ghosts.expired(10_000)).toEqual([]);
  expect(ghosts.expired(9_999)).toEqual([removal]);
});

test("those that an order shows are counted", () => {
  const order = new RowOrder<Thing>(byKey);
  order.apply([{ kind: "add", row }], 0);
  expect(ghostsOf().countIn(order)).toBe(1);
  order.setFilter({ passes: () => false }, 0);
  expect(ghostsOf().countIn(order)).toBe(0);
});
