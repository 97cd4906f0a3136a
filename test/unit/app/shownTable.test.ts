import { describe, expect, test } from "vitest";
import { ShownTable } from "../../../src/app/shownTable.ts";
import { liveAt, podTableOf } from "../../support/fakeCluster.ts";
import { podRow } from "../../support/podRow.ts";

const start = Date.UTC(2026, 0, 5, 10, 0, 0);

function shown(namespace: string | undefined = "shop") {
  let now = start;
  const look = new ShownTable({ wide: false, measured: false, foldDone: false, columns: 102, lines: 10 }, () => now);
  const table = podTableOf({ namespace });
  table.replace(new Map(["a", "b"].map((name) => [`shop/${name}`, podRow({ name })])));
  return {
    look,
    table,
    pass: (ms: number) => {
      now += ms;
    },
    names: () => look.frame().lines.map(({ key }) => key),
  };
}

test("there is nothing to see where there is no table", () => {
  const { look } = shown();

  expect(look.frame()).toMatchObject({ lines: [], total: 0 });
  expect(look.steadyFor()).toBe(Number.POSITIVE_INFINITY);
  expect([look.sort, look.waiting, look.sortColumns, look.counts]).toEqual([undefined, undefined, [], []]);
  expect(look.filterBy("nope>5")).toEqual([]);
});

describe("how a table is looked at", () => {
  test("stays when another one takes its place: filter, width and columns", () => {
    const { look, table, names } = shown();
    look.filterBy("a");
    look.toggleWide();
    look.resize(202, 5);
    look.show(table, { column: "age", direction: "descending" });

    expect(names()).toEqual(["shop/a"]);
    expect(look.sort).toEqual({ column: "age", direction: "descending" });
    expect(look.frame().columns.map(({ id }) => id)).toContain("node");
    expect(look.lines).toBe(5);
  });

  test("is not paused in another one", () => {
    const { look, table } = shown();
    look.show(table, undefined);
    look.frame();
    look.togglePause();
    expect(look.waiting).toBe(0);
    look.show(podTableOf({ namespace: "web" }), undefined);

    expect(look.waiting).toBeUndefined();
  });

  test("leaves two columns of the screen to the gutter", () => {
    const { look, table } = shown();
    look.show(table, undefined);
    look.resize(60, 5);

    const { columns } = look.frame();
    expect(columns.reduce((sum, { width }) => sum + width, 0)).toBeLessThanOrEqual(58);
  });
});

test("signs of change begin with the first frame after which the rows were true, not before", () => {
  const { look, table } = shown();
  const signs = () => look.frame().lines.map(({ sign }) => sign);
  look.show(table, undefined);
  look.signsFrom({ phase: "loading", received: 2, total: 2 });
  table.apply([{ type: "put", row: podRow({ name: "c" }) }]);
  expect(signs()).toEqual(["none", "none", "none"]);
  look.signsFrom(liveAt(0));
  table.apply([{ type: "put", row: podRow({ name: "d" }) }]);

  expect(signs()).toEqual(["none", "none", "none", "new"]);
});

test("ages stand still while the table does", () => {
  const { look, table, pass } = shown();
  const age = () => look.frame().lines[0]?.cells.at(-1)?.text.trim();
  look.show(table, undefined);
  expect(age()).toBe("60m");
  look.togglePause();
  pass(600_000);
  expect(age()).toBe("60m");
  expect(look.steadyFor()).toBe(Number.POSITIVE_INFINITY);
  look.togglePause();

  expect(age()).toBe("70m");
  expect(look.steadyFor()).toBeLessThanOrEqual(60_000);
});

describe("the neighbours of a column", () => {
  test.each([
    { from: "", step: 1, to: "name" },
    { from: "name", step: -1, to: "" },
    { from: "", step: -1, to: "age" },
    { from: "age", step: 1, to: "" },
    { from: "ready", step: 1, to: "status" },
  ] as const)("of $from by $step is $to", ({ from, step, to }) => {
    const { look, table } = shown();
    look.show(table, from === "" ? undefined : { column: from, direction: "ascending" });

    expect(look.sortNeighbour(step)).toBe(to);
  });

  test("of a column that went with the wide ones are those of kubectl's order", () => {
    const { look, table } = shown();
    look.toggleWide();
    look.show(table, { column: "node", direction: "ascending" });
    look.toggleWide();

    expect(look.sortNeighbour(1)).toBe("name");
  });
});

test.each(["Running", "Init:0/2", "Signal:9", `My "own" reason`, "back\\slash", ""])(
  "a count of %j filters exactly its pods",
  (status) => {
    const { look, table, names } = shown();
    table.apply([{ type: "put", row: podRow({ name: "b", status: "Other" }) }]);
    table.apply([{ type: "put", row: podRow({ name: "a", status }) }]);
    look.show(table, undefined);
    look.frame();
    look.filterByCount(look.counts.findIndex(({ label }) => label === status));

    expect(names()).toEqual(["shop/a"]);
  },
);
