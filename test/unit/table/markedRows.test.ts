import { describe, expect, test } from "vitest";
import { TableModel } from "../../../src/table/tableModel.ts";
import { type Thing, thing, thingTable } from "./thing.ts";

const now = 1_000_000_000;
const put = (row: Thing) => ({ type: "put" as const, row });
const remove = (key: string) => ({ type: "remove" as const, key });

/** A table of `a` to `e` with a mark on `b` and `d`. */
function markedTable() {
  const table = new TableModel(thingTable, { acrossNamespaces: false });
  table.resize(60, 10);
  table.replace(new Map(["a", "b", "c", "d", "e"].map((key) => [key, thing(key)])));
  table.frame(now);
  for (const keyMarked of [false, true, false, true]) {
    if (keyMarked) table.toggleMark();
    else table.moveBy(1);
  }
  const marked = () => table.marked.map(({ key }) => key);
  const onScreen = () => table.frame(now).lines.flatMap(({ key, isMarked }) => (isMarked ? [key] : []));
  return { table, marked, onScreen };
}

test("a mark is put on the row under the cursor, which goes on to the next", () => {
  const { table, marked, onScreen } = markedTable();

  expect([marked(), onScreen()]).toEqual([
    ["b", "d"],
    ["b", "d"],
  ]);
  expect(table.selected?.key).toBe("e");
});

test("a mark is taken off by what put it on", () => {
  const { table, marked } = markedTable();
  table.moveBy(-1);
  table.toggleMark();

  expect(marked()).toEqual(["b"]);
});

test("all marks go at once", () => {
  const { table, marked, onScreen } = markedTable();
  table.clearMarks();

  expect([marked(), onScreen()]).toEqual([[], []]);
});

test("nothing is marked where nothing is under the cursor", () => {
  const table = new TableModel(thingTable, { acrossNamespaces: false });
  table.toggleMark();

  expect(table.marked).toEqual([]);
});

describe("a mark stays on its row", () => {
  test.each<[string, (table: TableModel<Thing>) => void]>([
    ["when another column orders the table", (table) => table.sortBy({ column: "name", direction: "descending" }, now)],
    ["when the filter hides it", (table) => table.filterBy("/^c$/", now)],
    ["when its row changes", (table) => table.apply([put(thing("b", { size: 7 }))])],
    ["when rows come before it", (table) => table.apply([put(thing("a-1")), put(thing("a-2"))])],
    [
      "when the whole list comes again",
      (table) => table.replace(new Map(["b", "c", "d"].map((key) => [key, thing(key, { size: 2 })]))),
    ],
  ])("%s", (_what, change) => {
    const { table, marked } = markedTable();
    change(table);
    table.frame(now);

    expect(marked()).toEqual(["b", "d"]);
  });
});

describe("a mark goes with its object", () => {
  test.each<[string, (table: TableModel<Thing>) => void]>([
    ["that was deleted", (table) => table.apply([remove("b")])],
    ["that is not in the list that came again", (table) => table.replace(new Map([["d", thing("d")]]))],
    ["that another one replaced under its name", (table) => table.apply([put(thing("b", { uid: "another" }))])],
  ])("%s", (_what, change) => {
    const { table, marked, onScreen } = markedTable();
    change(table);
    table.frame(now);

    expect([marked(), onScreen()]).toEqual([["d"], ["d"]]);
    table.apply([put(thing("b"))]);
    table.frame(now);
    expect(marked()).toEqual(["d"]);
  });
});

test("the rows that are marked are the newest, and only those that are there, while the table is held still too", () => {
  const { table } = markedTable();
  table.setHeld(true, now);
  table.apply([put(thing("b", { size: 7 })), remove("d")]);
  table.frame(now);

  expect(table.marked).toEqual([thing("b", { size: 7 })]);
});

test.each([
  { filter: "", count: 2, hidden: 0 },
  { filter: "/^d$/", count: 2, hidden: 1 },
  { filter: "/^c$/", count: 2, hidden: 2 },
])("of what is marked the filter $filter hides $hidden", ({ filter, count, hidden }) => {
  const { table } = markedTable();
  table.filterBy(filter, now);

  expect(table.markCount).toEqual({ count, hidden });
});
