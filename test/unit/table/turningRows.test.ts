import { describe, expect, test } from "vitest";
import type { TableSpec } from "../../../src/table/column.ts";
import { TableModel } from "../../../src/table/tableModel.ts";
import { type RowTurning, TurningRows } from "../../../src/table/turningRows.ts";
import { randomFrom, type Thing, thing, thingTable } from "./thing.ts";

/** Calm until `size`, angry from then on. */
const turning: RowTurning<Thing> = {
  rowAt: (row, now) => {
    const state = now < row.size ? "calm" : "angry";
    return state === row.state ? row : { ...row, state };
  },
  turnsAt: (row, now) => (row.size > now ? row.size : Number.POSITIVE_INFINITY),
};

function rowsWith(things: readonly Thing[], now: number) {
  const turningRows = new TurningRows(turning);
  const rows = new Map(things.map((row) => [row.key, turningRows.settle(row, now)]));
  const turned = (at: number) => {
    const changed = turningRows.turned(
      at,
      (key) => rows.get(key),
      () => rows.values(),
    );
    for (const row of changed) rows.set(row.key, row);
    return changed.map(({ key, state }) => `${key} ${state}`);
  };
  return { turningRows, rows, turned };
}

describe("rows that time changes", () => {
  test("are as they are when they come, and turn when their time has come", () => {
    const { turningRows, rows, turned } = rowsWith([thing("past", { size: 50 }), thing("soon", { size: 110 })], 100);

    expect(rows.get("past")?.state).toBe("angry");
    expect(turningRows.until).toBe(110);
    expect(turned(109)).toEqual([]);
    expect(turned(110)).toEqual(["soon angry"]);
    expect(turningRows.until).toBe(Number.POSITIVE_INFINITY);
  });

  test("that are gone turn no more", () => {
    const { turningRows, rows, turned } = rowsWith([thing("a", { size: 110 }), thing("b", { size: 120 })], 100);
    rows.delete("a");

    expect(turned(110)).toEqual([]);
    expect(turningRows.until).toBe(120);
  });

  test("turn back with a clock that is set back", () => {
    const { turned } = rowsWith([thing("a", { size: 110 })], 100);

    expect(turned(200)).toEqual(["a angry"]);
    expect(turned(90)).toEqual(["a calm"]);
    expect(turned(110)).toEqual(["a angry"]);
  });

  test("are at each moment what looking at all of them would make of them (seeded)", () => {
    const random = randomFrom(3);
    const pick = (below: number) => Math.floor(random() * below);
    const { turningRows, rows, turned } = rowsWith([], 0);
    for (let now = 0; now < 2_000; now += pick(9) - 1) {
      const key = `${pick(30)}`;
      if (pick(2) === 0) rows.set(key, turningRows.settle(thing(key, { size: now + pick(100) - 20 }), now));
      if (pick(9) === 0) rows.delete(key);
      turned(now);
      for (const row of rows.values()) expect(turning.rowAt(row, now)).toBe(row);
    }
  });
});

describe("a table of them", () => {
  const spec: TableSpec<Thing> = {
    ...thingTable,
    columns: [
      ...thingTable.columns,
      {
        id: "why",
        title: "WHY",
        dropOrder: 4,
        whileConcerned: true,
        text: (row) => (row.state === "angry" ? "hungry" : ""),
        compare: (a, b) => (a.state < b.state ? -1 : a.state > b.state ? 1 : 0),
      },
    ],
    concernOf: (row) => (row.state === "angry" ? { label: "angry", tone: "bad" } : undefined),
    turning,
  };

  function tableOf(...rows: readonly Thing[]): TableModel<Thing> {
    const table = new TableModel(spec, { acrossNamespaces: false });
    table.resize(80, 10);
    table.replace(new Map(rows.map((row) => [row.key, row])));
    return table;
  }
  const keysOf = (table: TableModel<Thing>, now: number) => table.frame(now).lines.map(({ key }) => key);

  test("counts, filters and orders them by what they have become, and says when that will be", () => {
    const table = tableOf(thing("a", { size: 900 }), thing("b", { size: 500 }), thing("c", { size: 10 }));
    table.filterBy("hungry", 100);

    expect(keysOf(table, 100)).toEqual(["c"]);
    expect(table.nextChangeAt(100)).toBe(500);
    expect(keysOf(table, 500)).toEqual(["b", "c"]);
    expect(table.concerns()).toEqual([{ label: "angry", tone: "bad", count: 2 }]);
    expect(table.nextChangeAt(500)).toBe(900);
    table.filterBy("", 500);
    table.sortBy({ column: "why", direction: "ascending" }, 500);
    expect(keysOf(table, 501)).toEqual(["b", "c", "a"]);
    expect(keysOf(table, 900)).toEqual(["a", "b", "c"]);
  });

  test("has the column of concern only while there is one", () => {
    const table = tableOf(thing("a", { size: 500 }));
    const titles = (now: number) => table.frame(now).columns.map(({ id }) => id);

    expect(titles(100)).not.toContain("why");
    expect(titles(500)).toContain("why");
    expect(table.sortColumns().map(({ id }) => id)).toContain("why");
    table.apply([{ type: "remove", key: "a" }]);
    expect(titles(9_999)).not.toContain("why");
  });

  test("held still, time changes nothing either", () => {
    const table = tableOf(thing("a", { size: 500 }));
    table.frame(100);
    table.setHeld(true, 100);
    table.frame(600);

    expect(table.concerns()).toEqual([]);
    table.setHeld(false, 600);
    table.frame(600);
    expect(table.concerns()).toEqual([{ label: "angry", tone: "bad", count: 1 }]);
  });

  test("puts no row that came again in the place of what it has become", () => {
    const row = thing("a", { size: 500 });
    const table = tableOf(row);
    table.frame(600);
    const before = table.frame(600);
    table.replace(new Map([["a", row]]));

    expect(table.frame(600)).toBe(before);
  });
});
