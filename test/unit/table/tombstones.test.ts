import { describe, expect, test } from "vitest";
import { Tombstones, tombstoneBounds } from "../../../src/table/tombstones.ts";
import { type Thing, thing } from "./thing.ts";

const stonesOf = () => new Tombstones<Thing>(({ state }) => state === "leaving");
const remove = (row: Thing) => ({ kind: "remove", row }) as const;
const change = (before: Thing, row: Thing) => ({ kind: "change", before, row }) as const;

describe("a row that is gone", () => {
  const angry = thing("a", { state: "angry" });
  const leaving = thing("a", { state: "leaving" });
  const leavingStill = thing("a", { state: "leaving", size: 1 });

  test("is remembered as it was before it left, and when it began to", () => {
    const stones = stonesOf();
    stones.note([change(angry, leaving)], 1_000);
    stones.note([change(leaving, leavingStill)], 2_000);
    stones.note([remove(leavingStill)], 3_000);

    expect(stones.all(3_000)).toEqual([{ row: leavingStill, before: angry, leftAt: 1_000, goneAt: 3_000 }]);
    expect(stones.of("uid-a")?.goneAt).toBe(3_000);
  });

  test("is what it last was when nobody saw it leave", () => {
    const stones = stonesOf();
    stones.note([remove(angry)], 1_000);

    expect(stones.all(1_000)).toEqual([{ row: angry, before: angry, leftAt: 1_000, goneAt: 1_000 }]);
  });

  test("is not gone when it comes again with its uid, and stays gone when another has its key", () => {
    const stones = stonesOf();
    stones.note([remove(angry), remove(thing("b"))], 1_000);
    stones.note(
      [
        { kind: "add", row: angry },
        { kind: "add", row: thing("b", { uid: "other" }) },
      ],
      2_000,
    );

    expect(stones.all(2_000).map(({ row }) => row.key)).toEqual(["b"]);
  });
});

test("the newest comes first, and each is forgotten in time", () => {
  const stones = stonesOf();
  stones.note([remove(thing("a"))], 0);
  stones.note([remove(thing("b"))], 1_000);
  const keys = (now: number) => stones.all(now).map(({ row }) => row.key);

  expect(keys(tombstoneBounds.ms - 1)).toEqual(["b", "a"]);
  expect(keys(tombstoneBounds.ms)).toEqual(["b"]);
  expect(stones.count(tombstoneBounds.ms + 1_000)).toBe(0);
});

test("there are never more than the bound", () => {
  const stones = stonesOf();
  stones.note(
    Array.from({ length: tombstoneBounds.rows + 5 }, (_, index) => remove(thing(`k${index}`))),
    0,
  );

  expect(stones.count(0)).toBe(tombstoneBounds.rows);
  expect(stones.of("uid-k4")).toBeUndefined();
  expect(stones.of("uid-k5")).toBeDefined();
});
