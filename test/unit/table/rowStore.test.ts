import { describe, expect, test } from "vitest";
import { RowStore } from "../../../src/table/rowStore.ts";
import { randomFrom, type Thing, thing } from "./thing.ts";

const put = (row: Thing) => ({ type: "put" as const, row });
const remove = (key: string) => ({ type: "remove" as const, key });

function storeOf(...rows: readonly Thing[]): RowStore<Thing> {
  const store = new RowStore<Thing>();
  store.apply(rows.map(put));
  store.take();
  return store;
}

describe("differences", () => {
  const old = thing("a", { size: 1 });
  const next = thing("a", { size: 2 });
  const other = thing("a", { uid: "another" });

  test.each([
    ["a new key is an addition", [], [put(old)], [{ kind: "add", row: old }]],
    ["a new row of the same object is a change", [old], [put(next)], [{ kind: "change", before: old, row: next }]],
    ["a removal", [old], [remove("a")], [{ kind: "remove", row: old }]],
    ["a removal of nothing is none", [old], [remove("b")], []],
    [
      "a new object under an old key is a removal and an addition",
      [old],
      [put(other)],
      [
        { kind: "remove", row: old },
        { kind: "add", row: other },
      ],
    ],
    ["what came and went is none", [], [put(old), remove("a")], []],
    ["what went and came back as it was is none", [old], [remove("a"), put(old)], []],
    [
      "what went and came back changed is a change",
      [old],
      [remove("a"), put(next)],
      [{ kind: "change", before: old, row: next }],
    ],
    [
      "many changes are one",
      [old],
      [put(next), put(thing("a", { size: 3 })), put(next)],
      [{ kind: "change", before: old, row: next }],
    ],
    ["the same row again is none", [old], [put(old)], []],
  ])("%s", (_what, before, changes, deltas) => {
    const store = storeOf(...before);
    store.apply(changes);

    expect(store.waiting).toBe(new Set(deltas.map(({ row }) => row.key)).size);
    expect(store.take()).toEqual(deltas);
    expect(store.take()).toEqual([]);
    expect(store.waiting).toBe(0);
  });
});

test("a replacement is the differences to what was there, and its map is not kept", () => {
  const [a, b, c] = [thing("a"), thing("b"), thing("c")];
  const store = storeOf(a, b);
  const rows = new Map([
    ["b", b],
    ["c", c],
  ]);
  store.replace(rows);
  rows.clear();

  expect(store.take()).toEqual([
    { kind: "remove", row: a },
    { kind: "add", row: c },
  ]);
  expect([...store.rows()]).toEqual([b, c]);
  expect(store.get("a")).toBeUndefined();
  expect(store.get("b")).toBe(b);
});

test("applying the differences to what was there gives what is there (seeded)", () => {
  const random = randomFrom(5);
  const pick = (below: number) => Math.floor(random() * below);
  const store = new RowStore<Thing>();
  const model = new Map<string, Thing>();
  for (let round = 0; round < 300; round++) {
    for (let change = pick(8); change > 0; change--) {
      const key = `k${pick(6)}`;
      store.apply([pick(3) === 0 ? remove(key) : put(thing(key, { size: pick(3), uid: `${key}.${pick(2)}` }))]);
    }
    for (const delta of store.take()) {
      const known = model.get(delta.row.key);
      if (delta.kind === "add") expect(known).toBeUndefined();
      if (delta.kind === "remove") expect(known).toBe(delta.row);
      if (delta.kind === "change") expect([known, delta.before.uid]).toEqual([delta.before, delta.row.uid]);
      if (delta.kind === "remove") model.delete(delta.row.key);
      else model.set(delta.row.key, delta.row);
    }
    expect(new Map([...store.rows()].map((row) => [row.key, row]))).toEqual(model);
  }
});
