import { describe, expect, test } from "vitest";
import { FilterError, type FilterOperator } from "../../../src/table/column.ts";
import type { TableFrame } from "../../../src/table/tableFrame.ts";
import { TableModel } from "../../../src/table/tableModel.ts";
import { type Thing, thing, thingTable } from "./thing.ts";

const start = 1_000_000_000;

function tableOf(...rows: readonly Thing[]): TableModel<Thing> {
  const table = new TableModel(thingTable, { acrossNamespaces: false });
  table.resize(60, 5);
  table.replace(new Map(rows.map((row) => [row.key, row])));
  table.frame(start);
  table.beginHistory(start);
  return table;
}

const keysOf = (frame: TableFrame) => frame.lines.map(({ key }) => key);
const selectedOf = (frame: TableFrame) => frame.lines.find(({ selected }) => selected)?.key;
const put = (row: Thing) => ({ type: "put" as const, row });
const remove = (key: string) => ({ type: "remove" as const, key });

describe("the cursor", () => {
  test("stays on its object when rows arrive above it", () => {
    const table = tableOf(thing("m-5"), thing("m-6"));
    table.moveBy(1);
    table.apply([put(thing("a-1")), put(thing("a-2")), put(thing("a-3"))]);

    expect(selectedOf(table.frame(start))).toBe("m-6");
    expect(table.selected?.key).toBe("m-6");
  });

  test("parks when its object goes, and does not slide to a neighbour", () => {
    const table = tableOf(thing("a"), thing("b"), thing("c"));
    table.moveBy(1);
    table.frame(start);
    table.apply([remove("b")]);

    const frame = table.frame(start);
    expect(frame.parked).toBe(true);
    expect(selectedOf(frame)).toBeUndefined();
    expect(table.selected).toBeUndefined();
    expect(table.parked).toMatchObject({ row: { key: "b" }, isHidden: false });
    table.moveBy(1);
    expect(table.selected?.key).toBe("c");
  });

  test("says before which line it is parked, once its object is out of sight", () => {
    const table = tableOf(thing("a"), thing("b"), thing("c"));
    table.moveBy(1);
    table.apply([remove("b")]);
    expect(table.frame(start).parkedLine).toBe(1);
    const later = table.frame(start + 3_000);
    expect([keysOf(later), later.parkedLine]).toEqual([["a", "c"], 1]);
    expect(table.frame(start + 3_000)).toBe(later);
    table.apply([remove("c")]);
    const empty = table.frame(start + 9_000);
    expect([empty.parked, empty.parkedLine]).toEqual([true, 1]);
    table.moveBy(1);
    expect(table.frame(start + 20_000)).not.toHaveProperty("parkedLine");
  });

  test("goes to the first row of a filter that hides its object, and back when it is shown again", () => {
    const table = tableOf(thing("a", { size: 1 }), thing("b", { size: 2 }), thing("c", { size: 3 }));
    table.moveBy(1);
    const at = ["size=1", "size=3", ""].map((filter) => {
      table.filterBy(filter, start);
      return table.selected?.key;
    });

    expect(at).toEqual(["a", "c", "b"]);
  });

  test("does not go back once it was moved", () => {
    const table = tableOf(thing("a"), thing("b"), thing("c"));
    table.moveBy(1);
    table.filterBy("!b", start);
    table.moveBy(1);
    table.filterBy("", start);

    expect(table.selected?.key).toBe("c");
  });

  test("parks when a filter shows nothing, and when a change takes its object out of the filter", () => {
    const table = tableOf(thing("a"), thing("b"));
    table.moveBy(1);
    table.filterBy("nothing", start);
    expect(table.parked).toMatchObject({ row: { key: "b" }, isHidden: true });
    table.filterBy("size=0 !b", start);
    table.apply([put(thing("a", { size: 2 }))]);
    table.frame(start);

    expect(table.parked).toMatchObject({ row: { key: "a" }, isHidden: true });
  });

  test("does not take a new object under the old name for its own", () => {
    const table = tableOf(thing("a"), thing("b"));
    table.moveBy(1);
    table.apply([put(thing("b", { uid: "another" }))]);

    expect(table.frame(start).parked).toBe(true);
    expect(table.selected).toBeUndefined();
  });
});

describe("what happened", () => {
  test("is marked for a moment: new rows, changed cells, rows that are gone", () => {
    const table = tableOf(thing("a"), thing("b"), thing("c"));
    table.apply([put(thing("d")), put(thing("b", { state: "angry" })), remove("c")]);

    const frame = table.frame(start);
    expect(frame.lines.map(({ key, sign }) => [key, sign])).toEqual([
      ["a", "none"],
      ["b", "changed"],
      ["c", "gone"],
      ["d", "new"],
    ]);
    expect(frame.lines[1]?.cells.map(({ changed }) => changed)).toEqual([false, false, true, false]);
    expect([frame.shown, frame.total]).toEqual([3, 3]);
    expect(table.nextChangeAt(start)).toBe(start + 2_000);
    const later = table.frame(start + 3_000);
    expect(later.lines.map(({ key, sign }) => [key, sign])).toEqual([
      ["a", "none"],
      ["b", "none"],
      ["d", "none"],
    ]);
  });

  test("waits while the table is held still", () => {
    const table = tableOf(thing("a"), thing("b"));
    table.setHeld(true, start);
    table.apply([put(thing("c")), remove("a"), put(thing("c", { size: 2 }))]);

    expect(keysOf(table.frame(start))).toEqual(["a", "b"]);
    expect(table.waitingChanges).toBe(2);
    table.setHeld(false, start);
    expect(table.waitingChanges).toBe(0);
    expect(keysOf(table.frame(start + 1))).toContain("c");
  });
});

describe("a frame", () => {
  test("keeps columns as wide as they had to be, until another filter shows other rows", () => {
    const table = tableOf(thing("a", { state: "extraordinary" }), thing("b"));
    const stateWidth = () => table.frame(start).columns.find(({ id }) => id === "state")?.width;

    table.apply([put(thing("a"))]);
    expect(stateWidth()).toBe("extraordinary".length);
    table.filterBy("b", start);
    expect(stateWidth()).toBe("STATE".length);
  });

  test("is the same object when nothing in it changed", () => {
    const table = tableOf(thing("a"), thing("b"));
    const before = table.frame(start);
    table.apply([put(thing("a", { bornAt: 1 }))]);

    expect(table.frame(start + 1)).toBe(before);
  });

  test("keeps the lines that did not change", () => {
    const table = tableOf(thing("a"), thing("b"));
    const before = table.frame(start);
    table.apply([put(thing("b", { size: 9 }))]);

    const after = table.frame(start);
    expect(after.lines[0]).toBe(before.lines[0]);
    expect(after.lines[1]).not.toBe(before.lines[1]);
  });

  test("has cells exactly as wide as their columns, whatever the text holds", () => {
    const table = tableOf(thing("a".repeat(200)), thing("日本語のなまえ"), thing("e\u0301\u001b[31m👩‍👩‍👧"));
    for (const width of [20, 33, 60, 200]) {
      table.resize(width, 5);
      const { columns, lines } = table.frame(start);
      const taken = columns.reduce((sum, column) => sum + column.width + 2, -2);
      expect(taken).toBeLessThanOrEqual(width);
      for (const { cells } of lines) expect(cells.map(({ text }) => text).join("")).not.toContain("\u001b");
    }
  });

  test("says when time alone will change it", () => {
    const table = tableOf(thing("a", { bornAt: start - 90_000 }));
    table.frame(start);

    expect(table.nextChangeAt(start)).toBe(start + 30_000);
  });

  test("shows what passes the filter, and says what does not parse", () => {
    const table = tableOf(thing("web-1", { size: 7 }), thing("web-2"), thing("db-1", { size: 9 }));

    expect(table.filterBy("web size>=5", start)).toEqual([]);
    expect(keysOf(table.frame(start))).toEqual(["web-1"]);
    expect(table.filterBy("size>=many db", start)).toEqual([{ start: 0, end: 10, reason: "many is not a number" }]);
    expect(keysOf(table.frame(start))).toEqual(["db-1"]);
    expect(table.frame(start).total).toBe(3);
  });

  test("sorts on values, in both directions, ties by key", () => {
    const table = tableOf(thing("a", { size: 9 }), thing("b", { size: 10 }), thing("c", { size: 9 }));
    table.sortBy({ column: "size", direction: "descending" }, start);

    expect(keysOf(table.frame(start))).toEqual(["b", "a", "c"]);
    expect(table.frame(start).columns.map(({ sorted }) => sorted)).toContain("descending");
  });
});

test("the summary counts all rows by label, the worst first", () => {
  const table = tableOf(thing("a"), thing("b"), thing("c", { state: "angry" }));
  table.apply([put(thing("a", { state: "angry" })), remove("b")]);
  table.frame(start);

  expect(table.summary()).toEqual([{ label: "angry", tone: "bad", count: 2 }]);
});

describe("what is measured of rows", () => {
  const sizes = new Map<string, number>();
  const sizeOf = ({ key }: Thing) => sizes.get(key) ?? -1;
  const spec = {
    ...thingTable,
    columns: [
      ...thingTable.columns,
      {
        id: "load",
        title: "LOAD",
        dropOrder: 4,
        measured: true,
        text: (row: Thing) => `${sizeOf(row)}%`,
        compare: (a: Thing, b: Thing) => sizeOf(a) - sizeOf(b),
      },
    ],
    terms: [
      {
        name: "load",
        example: "load>5",
        parse: (_: FilterOperator, value: string) => {
          if (sizes.size === 0) throw new FilterError("nothing is measured");
          return (row: Thing) => sizeOf(row) > Number(value);
        },
      },
    ],
  };
  const measuredTable = () => {
    sizes.clear();
    const table = new TableModel<Thing>(spec, { acrossNamespaces: false });
    table.resize(80, 5);
    table.replace(new Map(["a", "b", "c"].map((key) => [key, thing(key)])));
    return table;
  };
  const measure = (table: TableModel<Thing>, measured: Readonly<Record<string, number>>) => {
    for (const [key, size] of Object.entries(measured)) sizes.set(key, size);
    table.remeasured(start);
  };
  const columnsOf = (table: TableModel<Thing>) => table.frame(start).columns.map(({ id }) => id);

  test("has columns only while it is shown", () => {
    const table = measuredTable();
    expect(columnsOf(table)).not.toContain("load");
    table.setMeasured(true, start);

    expect(columnsOf(table)).toContain("load");
    expect(table.sortColumns().map(({ id }) => id)).toContain("load");
  });

  test("orders and filters the rows by what was measured last, whichever rows change in between", () => {
    const table = measuredTable();
    table.setMeasured(true, start);
    measure(table, { a: 1, b: 9, c: 5 });
    table.sortBy({ column: "load", direction: "descending" }, start);
    table.filterBy("load>2", start);
    expect(keysOf(table.frame(start))).toEqual(["b", "c"]);
    measure(table, { a: 7, b: 0, c: 5 });
    expect(keysOf(table.frame(start))).toEqual(["a", "c"]);
    table.apply([put(thing("a", { size: 2 })), remove("c")]);

    table.frame(start);
    expect(keysOf(table.frame(start + 3_000))).toEqual(["a"]);
  });

  test("is no text that a word of the filter is looked for in", () => {
    const table = measuredTable();
    table.setMeasured(true, start);
    measure(table, { a: 77, b: 78, c: 79 });
    table.filterBy("77%", start);

    expect(keysOf(table.frame(start))).toEqual([]);
  });

  test("makes a term of use once it is there, though it was typed before", () => {
    const table = measuredTable();
    expect(table.filterBy("load>2", start)).toHaveLength(1);
    sizes.set("b", 9);
    table.setMeasured(true, start);

    expect(keysOf(table.frame(start))).toEqual(["b"]);
  });
});
