import { expect, test } from "vitest";
import { applyJsonMergePatch } from "../../../../../src/demo/apiserver/patch/jsonMergePatch.ts";
import { applyJsonPatch } from "../../../../../src/demo/apiserver/patch/jsonPatch.ts";

test.each([
  [
    { a: 1, b: 2 },
    { b: null, c: 3 },
    { a: 1, c: 3 },
  ],
  [{ a: [1, 2] }, { a: [3] }, { a: [3] }],
  [{ a: { b: 1 } }, { a: { c: { d: null, e: 1 } } }, { a: { b: 1, c: { e: 1 } } }],
  [{ a: "text" }, { a: { b: 1 } }, { a: { b: 1 } }],
])("of %j the merge patch %j makes %j", (target, patch, expected) => {
  const before = structuredClone(target);
  expect(applyJsonMergePatch(target, patch)).toEqual(expected);
  expect(target).toEqual(before);
});

test("a JSON patch is applied in its order", () => {
  const target = { spec: { replicas: 1 }, list: ["a"] };
  const patch = [
    { op: "test", path: "/spec/replicas", value: 1 },
    { op: "replace", path: "/spec/replicas", value: 3 },
    { op: "add", path: "/list/-", value: "b" },
    { op: "copy", from: "/list/1", path: "/copied" },
    { op: "move", from: "/list", path: "/moved" },
  ];
  expect(applyJsonPatch(target, patch)).toEqual({ spec: { replicas: 3 }, copied: "b", moved: ["a", "b"] });
  expect(target).toEqual({ spec: { replicas: 1 }, list: ["a"] });
});

test("a JSON patch may replace the whole object", () => {
  expect(applyJsonPatch({ a: 1 }, [{ op: "replace", path: "", value: { b: 2 } }])).toEqual({ b: 2 });
});

test.each([
  [[{ op: "test", path: "/a", value: 2 }], 422],
  [[{ op: "remove", path: "/missing" }], 422],
  [[{ op: "twist", path: "/a" }], 422],
  [{ op: "test" }, 400],
])("the JSON patch %j is refused with %i", (patch, code) => {
  expect(() => applyJsonPatch({ a: 1 }, patch)).toThrow(expect.objectContaining({ code }));
});
