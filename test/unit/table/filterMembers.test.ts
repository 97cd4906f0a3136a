import { describe, expect, test } from "vitest";
import { filterOf } from "../../../src/table/filter.ts";
import { FilterMembers } from "../../../src/table/filterMembers.ts";
import type { RowTurning } from "../../../src/table/turningRows.ts";
import { type Thing, thing, thingTable } from "./thing.ts";

/** Calm until `size`, angry from then on. */
const turning: RowTurning<Thing> = {
  rowAt: (row, now) => (now < row.size ? row : { ...row, state: "angry" }),
  turnsAt: (row, now) => (row.size > now ? row.size : Number.POSITIVE_INFINITY),
};

function membersOf(filter: string, withTurning = false) {
  const rows = new Map<string, Thing>();
  const passes = filterOf(filter, thingTable.terms).over(thingTable.columns);
  const members = new FilterMembers(passes, withTurning ? turning : undefined);
  let looked = 0;
  const all = {
    get: (key: string) => {
      looked++;
      return rows.get(key);
    },
    rows: () => rows.values(),
  };
  const look = (now: number, ...changed: readonly string[]) => members.look(changed, all, now).map(({ key }) => key);
  return {
    members,
    look,
    put: (now: number, ...things: readonly Thing[]) => {
      for (const one of things) rows.set(one.key, one);
      return look(now, ...things.map(({ key }) => key));
    },
    remove: (key: string) => rows.delete(key),
    looked: () => looked,
  };
}

describe("what enters", () => {
  test("is a row that passes and was not there, or did not pass before", () => {
    const { put } = membersOf("size=5");

    expect(put(0, thing("a", { size: 5 }), thing("b", { size: 1 }))).toEqual(["a"]);
    expect(put(0, thing("b", { size: 5 }))).toEqual(["b"]);
  });

  test("is no row that is told again, however it changed otherwise", () => {
    const { put } = membersOf("size=5");
    put(0, thing("a", { size: 5 }));

    expect(put(0, thing("a", { size: 5 }))).toEqual([]);
    expect(put(0, thing("a", { size: 5, state: "angry" }))).toEqual([]);
  });

  test("is a row that left and comes back, and another one under an old key", () => {
    const { put } = membersOf("size=5");
    put(0, thing("a", { size: 5 }));
    put(0, thing("a", { size: 1 }));

    expect(put(0, thing("a", { size: 5 }))).toEqual(["a"]);
    expect(put(0, thing("a", { size: 5, uid: "another" }))).toEqual(["a"]);
  });
});

test("what is gone is no longer in it", () => {
  const { members, put, look, remove } = membersOf("size=5");
  put(0, thing("a", { size: 5 }), thing("b", { size: 5 }));
  remove("a");
  look(0, "a");

  expect([members.size, members.has("a"), [...members.keys()]]).toEqual([1, false, ["b"]]);
});

test("without a filter every row is in it", () => {
  const members = new FilterMembers<Thing>(undefined, undefined);
  const rows = new Map([["a", thing("a")]]);
  members.look(rows.keys(), { get: (key) => rows.get(key), rows: () => rows.values() }, 0);

  expect(members.size).toBe(1);
});

describe("time alone", () => {
  test("brings a row in when it turns, and is known before", () => {
    const { members, put, look } = membersOf("angry", true);
    expect(put(0, thing("a", { size: 100 }), thing("b", { size: 300 }))).toEqual([]);
    expect(members.until).toBe(100);

    expect(look(99)).toEqual([]);
    expect(look(100)).toEqual(["a"]);
    expect(members.until).toBe(300);
    expect(look(300)).toEqual(["b"]);
    expect(members.until).toBe(Number.POSITIVE_INFINITY);
  });

  test("brings a row in when a cell that ages becomes what is looked for", () => {
    const { members, put, look } = membersOf("2m");
    expect(put(0, thing("a", { bornAt: 0 }))).toEqual([]);
    expect(members.until).toBe(60_000);
    expect(look(60_000)).toEqual([]);

    expect(look(120_000)).toEqual(["a"]);
  });

  test("that was set back takes out again what is not yet so", () => {
    const { put, look } = membersOf("angry", true);
    put(150, thing("a", { size: 100 }));
    look(50);

    expect(look(100)).toEqual(["a"]);
  });
});

test("only rows that changed, or are due, are looked at", () => {
  const { put, look, looked } = membersOf("angry", true);
  const thousand = Array.from({ length: 1_000 }, (_, index) => thing(`t${index}`, { size: 1_000 + index }));
  put(0, ...thousand);
  const before = looked();
  put(1, thing("t7", { size: 5_000 }));
  look(1_001);

  expect(looked() - before).toBe(3);
});
