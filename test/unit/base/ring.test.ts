import { expect, test } from "vitest";
import { Ring } from "../../../src/base/ring.ts";

const filled = (count: number) => {
  const ring = new Ring<number>(3);
  for (let item = 0; item < count; item++) ring.push(item);
  return ring;
};

test.each([
  { count: 0, first: 0, items: [] },
  { count: 2, first: 0, items: [0, 1] },
  { count: 3, first: 0, items: [0, 1, 2] },
  { count: 8, first: 5, items: [5, 6, 7] },
])("after $count items it has $items", ({ count, first, items }) => {
  const ring = filled(count);

  expect([ring.first, ring.end]).toEqual([first, count]);
  expect(items.map((item) => ring.at(item))).toEqual(items);
  expect(ring.at(first - 1)).toBeUndefined();
  expect(ring.at(count)).toBeUndefined();
});

test("the oldest can be let go before its time", () => {
  const ring = filled(4);

  expect([ring.shift(), ring.shift(), ring.first, ring.end]).toEqual([1, 2, 3, 4]);
  expect([ring.shift(), ring.shift(), ring.first]).toEqual([3, undefined, 4]);
  ring.push(9);
  expect(ring.at(4)).toBe(9);
});
