import { describe, expect, test } from "vitest";
import { JsonPathError, jsonPathFrom } from "../../../src/cli/jsonPath.ts";

const pod = {
  metadata: { name: "web-1", labels: { "app.kubernetes.io/name": "w", tier: "front" }, deletionTimestamp: null },
  spec: { containers: [{ name: "c", ports: [{ port: 80 }] }, { name: "d" }, { name: "e" }] },
  status: {
    conditions: [
      { type: "Ready", at: 5, ok: true },
      { type: "Initialized", at: 6, ok: false },
    ],
  },
};

test.each([
  { path: ".metadata.name", found: ["web-1"] },
  { path: "metadata.name", found: ["web-1"] },
  { path: "{.metadata.name}", found: ["web-1"] },
  { path: "{metadata.name}", found: ["web-1"] },
  { path: ".metadata.labels.tier", found: ["front"] },
  { path: ".metadata.labels.app\\.kubernetes\\.io/name", found: ["w"] },
  { path: ".metadata.labels['app.kubernetes.io/name']", found: ["w"] },
  { path: '.metadata.labels["app.kubernetes.io/name"]', found: ["w"] },
  { path: ".metadata.labels['app\\.kubernetes\\.io/name']", found: ["w"] },
  { path: ".metadata.deletionTimestamp", found: [null] },
  { path: ".spec.containers[0].name", found: ["c"] },
  { path: ".spec.containers[-1].name", found: ["e"] },
  { path: ".spec.containers[7].name", found: [] },
  { path: ".spec.containers[*].name", found: ["c", "d", "e"] },
  { path: ".spec.containers[1:].name", found: ["d", "e"] },
  { path: ".spec.containers[0:2].name", found: ["c", "d"] },
  { path: "..port", found: [80] },
  { path: '.status.conditions[?(@.type=="Ready")].at', found: [5] },
  { path: ".status.conditions[?(@.type!='Ready')].at", found: [6] },
  { path: ".status.conditions[?(@.ok==true)].at", found: [5] },
  { path: ".status.conditions[?(@.at==6)].type", found: ["Initialized"] },
  { path: ".spec.containers[?(@.ports)].name", found: ["c"] },
  { path: ".metadata.nope.name", found: [] },
  { path: ".metadata.name.length", found: [] },
  { path: ".metadata.constructor", found: [] },
])("$path leads to $found", ({ path, found }) => {
  expect(jsonPathFrom(path).find(pod)).toEqual(found);
});

test("the text of a path is kubectl's full form", () => {
  expect(["a.b", ".a.b", "{a.b}", "{.a.b}"].map((path) => jsonPathFrom(path).text)).toEqual(
    Array.from({ length: 4 }, () => "{.a.b}"),
  );
});

describe("a path that cannot be understood", () => {
  test.each([
    ["", /a path such as \.metadata\.name/],
    ["{.a} {.b}", /a path such as \.metadata\.name/],
    ["{{.a}}", /a path such as/],
    [".a[", /"\[" cannot be understood/],
    [".a[x]", /"\[x\]" cannot be understood/],
    [".a[?(@.b>1)]", /only == and != are understood/],
    [".a[?(@.b==x)]", /"x" is no text in quotes and no number/],
  ])("%j says what is wrong", (path, message) => {
    expect(() => jsonPathFrom(path)).toThrow(JsonPathError);
    expect(() => jsonPathFrom(path)).toThrow(message);
  });
});
