import { expect, test } from "vitest";
import { RowSigns } from "../../../src/table/rowSigns.ts";
import { type Thing, thing, thingTable } from "./thing.ts";

const { columns } = thingTable;
const inSight = new Set(["uid-a"]);
const before = thing("a");
const row = thing("a", { size: 3, state: "angry" });
const none = { isNew: false, changed: new Set(), until: Number.POSITIVE_INFINITY };

function noted(...deltas: Parameters<RowSigns<Thing>["note"]>[0]): RowSigns<Thing> {
  const signs = new RowSigns<Thing>();
  signs.note(deltas, inSight, columns, 1_000);
  return signs;
}

test("a new row shows it for two seconds", () => {
  const signs = noted({ kind: "add", row });

  expect(signs.of("uid-a", 1_000)).toEqual({ isNew: true, changed: new Set(), until: 3_000 });
  expect(signs.of("uid-a", 2_999).isNew).toBe(true);
  expect(signs.of("uid-a", 3_000)).toEqual(none);
  expect(signs.of("uid-b", 1_000)).toEqual(none);
});

test("cells that became another text show it, each for its own time", () => {
  const signs = noted({ kind: "change", before, row: thing("a", { size: 3 }) });
  signs.note([{ kind: "change", before: thing("a", { size: 3 }), row }], inSight, columns, 2_000);

  expect(signs.of("uid-a", 2_000)).toEqual({ isNew: false, changed: new Set(["size", "state"]), until: 3_000 });
  expect(signs.of("uid-a", 3_000)).toEqual({ isNew: false, changed: new Set(["state"]), until: 4_000 });
  expect(signs.of("uid-a", 4_000)).toEqual(none);
});

test.each<[string, Parameters<RowSigns<Thing>["note"]>[0][number]]>([
  ["a change that no cell shows", { kind: "change", before, row: thing("a", { bornAt: 1 }) }],
  ["a change that nobody saw", { kind: "change", before: thing("b"), row: thing("b", { size: 9 }) }],
  ["a removal", { kind: "remove", row }],
])("%s is not marked", (_what, delta) => {
  const signs = noted(delta);

  expect(signs.of("uid-a", 1_000)).toEqual(none);
  expect(signs.of("uid-b", 1_000)).toEqual(none);
});

test("a clock that was set back does not keep a sign", () => {
  const signs = noted({ kind: "add", row });

  expect(signs.of("uid-a", 999)).toEqual(none);
  expect(signs.of("uid-a", -50_000)).toEqual(none);
});
