import { expect, test } from "vitest";
import { Random } from "../../../../src/demo/random.ts";
import { SortedKeys } from "../../../../src/demo/store/sortedKeys.ts";

function keys() {
  const there = new Set<string>();
  const sorted = new SortedKeys();
  return {
    add: (...names: string[]) => {
      for (const name of names) {
        there.add(name);
        sorted.add(name);
      }
    },
    remove: (...names: string[]) => {
      for (const name of names) {
        there.delete(name);
        sorted.remove();
      }
    },
    all: () => sorted.in((key) => there.has(key)),
    expected: () => [...there].sort(),
  };
}

test("keys come in bytewise order, whatever order they were added in", () => {
  const { add, all } = keys();
  add("b/x", "a-b/x", "a/z", "a/y", "B/x");
  expect(all()).toEqual(["B/x", "a-b/x", "a/y", "a/z", "b/x"]);
});

test.each<[string, (all: ReturnType<typeof keys>) => void, readonly string[]]>([
  ["added later", ({ add }) => add("b"), ["a", "b", "c"]],
  ["removed", ({ remove }) => remove("a"), ["c"]],
  ["removed and added again", ({ add, remove }) => [remove("a"), add("a")], ["a", "c"]],
  ["added and removed again", ({ add, remove }) => [add("b"), remove("b")], ["a", "c"]],
  ["added, removed and added again", ({ add, remove }) => [add("b"), remove("b"), add("b")], ["a", "b", "c"]],
  ["removed altogether", ({ remove }) => remove("a", "c"), []],
])("a key is counted once when it is %s", (_, change, expected) => {
  const all = keys();
  all.add("a", "c");
  all.all();
  change(all);
  expect(all.all()).toEqual(expected);
});

test("an order that was handed out stays as it was", () => {
  const { add, remove, all } = keys();
  add("a", "c");
  const before = all();
  add("b");
  remove("a");
  all();
  expect(before).toEqual(["a", "c"]);
});

test("is what sorting all of them would give, after any course", () => {
  const random = new Random(7, "keys");
  const { add, remove, all, expected } = keys();
  for (let step = 0; step < 2000; step++) {
    const key = `k${Math.floor(random.next() * 50)}`;
    const isThere = expected().includes(key);
    if (isThere) remove(key);
    else add(key);
    if (random.next() < 0.3) expect(all()).toEqual(expected());
  }
});
