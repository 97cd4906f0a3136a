import { expect, test } from "vitest";
import { keepEqual } from "../../../src/base/keepEqual.ts";

test.each([
  ["primitives", 1, 1],
  ["not a number", Number.NaN, Number.NaN],
  ["objects", { a: 1, b: { c: [1, 2, { d: "e" }] } }, { a: 1, b: { c: [1, 2, { d: "e" }] } }],
  ["objects whose fields stand in another order", { a: 1, b: 2 }, { b: 2, a: 1 }],
  ["empty lists", [], []],
  ["nothing", undefined, undefined],
])("%s that are equal keep the first", (_what, previous, next) => {
  expect(keepEqual<unknown>(previous, next)).toBe(previous);
});

test.each<[string, unknown, unknown]>([
  ["another value", { a: 1 }, { a: 2 }],
  ["a value deep inside", { a: [{ b: 1 }] }, { a: [{ b: 2 }] }],
  ["a field more", { a: 1 }, { a: 1, b: 2 }],
  ["a field less", { a: 1, b: 2 }, { a: 1 }],
  ["a field of another name", { a: undefined }, { b: undefined }],
  ["an item more", [1], [1, 2]],
  ["a list instead of an object", { 0: 1 }, [1]],
  ["null instead of an object", {}, null],
  ["nothing instead of something", { a: 1 }, undefined],
  ["the other zero", 0, -0],
])("%s makes it the next", (_what, previous, next) => {
  expect(keepEqual(previous, next)).toBe(next);
});
