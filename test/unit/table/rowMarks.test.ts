import { expect, test } from "vitest";
import { RowMarks } from "../../../src/table/rowMarks.ts";
import { type Thing, thing, thingTable } from "./thing.ts";

const { columns } = thingTable;
const inSight = new Set(["uid-a"]);
const before = thing("a");
const row = thing("a", { size: 3, state: "angry" });
const none = { isNew: false, changed: new Set(), until: Number.POSITIVE_INFINITY };

function noted(...deltas: Parameters<RowMarks<Thing>["note"]>[0]): RowMarks<Thing> {
  const marks = new RowMarks<Thing>();
  marks.note(deltas, inSight, columns, 1_000);
  return marks;
}

test("a new row is marked for two seconds", () => {
  const marks = noted({ kind: "add", row });

  expect(marks.of("uid-a", 1_000)).toEqual({ isNew: true, changed: new Set(), until: 3_000 });
  expect(marks.of("uid-a", 2_999).isNew).toBe(true);
  expect(marks.of("uid-a", 3_000)).toEqual(none);
  expect(marks.of("uid-b", 1_000)).toEqual(none);
});

test("cells that became another text are marked, each for its own time", () => {
  const marks = noted({ kind: "change", before, row: thing("a", { size: 3 }) });
  marks.note([{ kind: "change", before: thing("a", { size: 3 }), row }], inSight, columns, 2_000);

  expect(marks.of("uid-a", 2_000)).toEqual({ isNew: false, changed: new Set(["size", "state"]), until: 3_000 });
  expect(marks.of("uid-a", 3_000)).toEqual({ isNew: false, changed: new Set(["state"]), until: 4_000 });
  expect(marks.of("uid-a", 4_000)).toEqual(none);
});

test.each<[string, Parameters<RowMarks<Thing>["note"]>[0][number]]>([
  ["a change that no cell shows", { kind: "change", before, row: thing("a", { bornAt: 1 }) }],
  ["a change that nobody saw", { kind: "change", before: thing("b"), row: thing("b", { size: 9 }) }],
  ["a removal", { kind: "remove", row }],
])("%s is not marked", (_what, delta) => {
  const marks = noted(delta);

  expect(marks.of("uid-a", 1_000)).toEqual(none);
  expect(marks.of("uid-b", 1_000)).toEqual(none);
});

test("a clock that was set back does not keep a mark", () => {
  const marks = noted({ kind: "add", row });

  expect(marks.of("uid-a", 999)).toEqual(none);
  expect(marks.of("uid-a", -50_000)).toEqual(none);
});
