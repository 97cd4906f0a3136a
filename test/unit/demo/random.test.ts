import { describe, expect, test } from "vitest";
import { hashOf, Random } from "../../../src/demo/random.ts";

const many = (random: Random) => Array.from({ length: 1000 }, () => random.next());

describe("random numbers", () => {
  test("are the same for the same seed and purpose, whatever others take", () => {
    const [one, other, disturbing] = [new Random(1, "pods"), new Random(1, "pods"), new Random(1, "nodes")];
    const course = many(one);
    many(disturbing);
    expect(many(other)).toEqual(course);
  });

  test.each([
    ["seed", new Random(2, "pods")],
    ["purpose", new Random(1, "nodes")],
  ])("are others for another %s", (_, other) => {
    expect(many(other)).not.toEqual(many(new Random(1, "pods")));
  });

  test("are from 0 up to but without 1, and spread evenly", () => {
    const numbers = many(new Random(1, "even"));
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    const tenths = Array.from(
      { length: 10 },
      (_, at) => numbers.filter((number) => Math.floor(number * 10) === at).length,
    );
    expect(Math.min(...tenths)).toBeGreaterThan(70);
  });

  test("between two bounds stay there", () => {
    const random = new Random(1, "between");
    const numbers = Array.from({ length: 100 }, () => random.between(5, 7));
    expect(numbers.every((number) => number >= 5 && number < 7)).toBe(true);
  });
});

test("picks each of a list, and nothing from an empty one", () => {
  const random = new Random(1, "pick");
  const picked = new Set(Array.from({ length: 100 }, () => random.pick(["a", "b", "c"])));
  expect([...picked].sort()).toEqual(["a", "b", "c"]);
  expect(() => random.pick([])).toThrow(RangeError);
});

test("endings of names have neither vowels nor digits that look like letters", () => {
  const endings = Array.from({ length: 200 }, (_, at) => new Random(at, "names").suffix(5));
  for (const ending of endings) expect(ending).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  expect(new Set(endings).size).toBe(200);
});

test("uuids are of version 4, and none comes twice", () => {
  const random = new Random(1, "uuids");
  const uuids = Array.from({ length: 1000 }, () => random.uuid());
  for (const uuid of uuids)
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(uuids).size).toBe(1000);
});

// The published test vectors of FNV-1a.
test.each([
  ["", 0x811c9dc5],
  ["a", 0xe40c292c],
  ["foobar", 0xbf9cf968],
])("the hash of %j is that of FNV-1a", (text, expected) => {
  expect(hashOf(text)).toBe(expected);
});
