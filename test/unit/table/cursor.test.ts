import { describe, expect, test } from "vitest";
import { Cursor } from "../../../src/table/cursor.ts";
import { RowOrder } from "../../../src/table/rowOrder.ts";
import type { RowDelta } from "../../../src/table/rowStore.ts";
import { byKey, type Thing, thing } from "./thing.ts";

const nobody = () => false;

function tableOf(...keys: readonly string[]) {
  const order = new RowOrder<Thing>(byKey);
  const cursor = new Cursor<Thing>();
  const rows = new Map(keys.map((key) => [key, thing(key)]));
  const apply = (...deltas: readonly RowDelta<Thing>[]) => {
    cursor.follow(deltas);
    order.apply(deltas, 0);
  };
  apply(...[...rows.values()].map((row) => ({ kind: "add" as const, row })));
  const rowOf = (key: string): Thing => rows.get(key) ?? thing(key);
  return {
    order,
    cursor,
    apply,
    rowOf,
    add: (key: string) => apply({ kind: "add", row: thing(key) }),
    remove: (key: string) => apply({ kind: "remove", row: rowOf(key) }),
    place: () => {
      const { index, row, isParked } = cursor.placeIn(order);
      return [index, row?.key, isParked];
    },
  };
}

describe("before it is moved", () => {
  test("it is on the first row, whichever that is", () => {
    const { add, place } = tableOf("m");
    expect(place()).toEqual([0, "m", false]);
    add("a");
    expect(place()).toEqual([0, "a", false]);
  });

  test("it is nowhere in an empty table, and cannot be moved", () => {
    const { cursor, order, place } = tableOf();
    cursor.hold(order);
    cursor.moveBy(order, 1, nobody);
    cursor.goTo(order, 5, 1, nobody);

    expect(place()).toEqual([0, undefined, false]);
  });

  test("it can be held where it is", () => {
    const { cursor, order, add, place } = tableOf("m");
    cursor.hold(order);
    add("a");

    expect(place()).toEqual([1, "m", false]);
  });
});

test.each([
  ["down", 1, 1, "b"],
  ["down beyond the end", 0, 99, "e"],
  ["up beyond the start", 3, -99, "a"],
  ["a page down", 0, 3, "d"],
  ["a page up", 4, -3, "b"],
])("moves %s", (_what, from, by, key) => {
  const { cursor, order, place } = tableOf("a", "b", "c", "d", "e");
  cursor.goTo(order, from, 1, nobody);
  cursor.moveBy(order, by, nobody);

  expect(place()[1]).toBe(from === 1 ? "c" : key);
});

describe("when its object changes", () => {
  test("it knows the newest of it", () => {
    const { cursor, order, apply, rowOf } = tableOf("a", "b");
    cursor.goTo(order, 1, 1, nobody);
    const next = thing("b", { size: 5 });
    apply({ kind: "change", before: rowOf("b"), row: next });

    expect(cursor.placeIn(order).row).toBe(next);
  });
});

describe("when its object goes", () => {
  const parked = () => {
    const table = tableOf("a", "b", "c", "d");
    table.cursor.goTo(table.order, 1, 1, nobody);
    table.remove("b");
    return table;
  };

  test("it parks where the object was", () => {
    expect(parked().place()).toEqual([1, "b", true]);
  });

  test("it stays between its neighbours when others come and go", () => {
    const { add, remove, place } = parked();
    add("0");
    add("bb");
    remove("a");

    expect(place()).toEqual([1, "b", true]);
  });

  test.each([
    [1, "c"],
    [2, "d"],
    [-1, "a"],
    [-2, "a"],
    [99, "d"],
  ])("moving by %i goes to %s", (by, key) => {
    const { cursor, order, place } = parked();
    cursor.moveBy(order, by, nobody);

    expect(place()).toEqual([order.indexOf(thing(key)), key, false]);
  });

  test("it does not take a new object of that name for its own", () => {
    const { apply, place } = parked();
    apply({ kind: "add", row: thing("b", { uid: "another" }) });

    expect(place()).toEqual([1, "b", true]);
  });

  test("it is back when the same object comes back", () => {
    const { apply, place } = parked();
    apply({ kind: "add", row: thing("b") });

    expect(place()).toEqual([1, "b", false]);
  });

  test("at the end it parks behind the last row, and up is the last row", () => {
    const { cursor, order, remove, place } = tableOf("a", "b");
    cursor.goTo(order, 1, 1, nobody);
    remove("b");
    expect(place()).toEqual([1, "b", true]);
    cursor.moveBy(order, -1, nobody);
    expect(place()).toEqual([0, "a", false]);
  });
});

describe("rows that are gone but still in sight", () => {
  const isGone = ({ key }: Thing) => key === "b" || key === "d";

  test.each([
    [0, 1, "c"],
    [2, -1, "a"],
    [2, 1, "c"],
    [0, 99, "c"],
  ])("are passed over: from %i by %i to %s", (from, by, key) => {
    const { cursor, order, place } = tableOf("a", "b", "c", "d");
    cursor.goTo(order, from, 1, nobody);
    cursor.moveBy(order, by, isGone);

    expect(place()[1]).toBe(key);
  });

  test("keep the cursor where it is when there is nothing else", () => {
    const { cursor, order, place } = tableOf("b", "d");
    cursor.hold(order);
    cursor.moveBy(order, 1, isGone);

    expect(place()[1]).toBe("b");
  });
});
