import { expect, test } from "vitest";
import { representAt } from "../../../../../src/demo/apiserver/table/represent.ts";
import type { KubeObject } from "../../../../../src/demo/objects/kubeObject.ts";
import { VirtualTime } from "../../../../../src/demo/virtualTime.ts";

const represent = representAt(new VirtualTime(Date.parse("2026-03-01T12:00:00Z")));
const table = { kind: "Table", group: "meta.k8s.io", version: "v1" };
const info = { resource: "namespaces", group: "" };
const shop = {
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name: "shop", uid: "u", resourceVersion: "7", creationTimestamp: "2026-03-01T11:59:00Z" },
  status: { phase: "Active" },
} as KubeObject;

function formOf(query = "", as = table) {
  const form = represent(as, info, new URLSearchParams(query));
  return form ?? expect.fail("there is no such form");
}

test("an object is a table of one row, with its metadata", () => {
  expect(formOf().object(shop)).toMatchObject({
    kind: "Table",
    apiVersion: "meta.k8s.io/v1",
    metadata: { resourceVersion: "7" },
    columnDefinitions: [
      { name: "Name", type: "string", format: "name", priority: 0 },
      { name: "Status", priority: 0 },
      { name: "Age" },
    ],
    rows: [
      {
        cells: ["shop", "Active", "60s"],
        object: { kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1", metadata: shop.metadata },
      },
    ],
  });
});

test.each([
  ["includeObject=None", null],
  ["includeObject=Object", shop],
])("with %s a row has %j", (query, object) => {
  expect(formOf(query).object(shop).rows).toMatchObject([{ object }]);
});

test("another includeObject is refused", () => {
  expect(() => formOf("includeObject=All")).toThrow(expect.objectContaining({ code: 400 }));
});

test("a list may be gone through twice", () => {
  const { head, itemsField, items } = formOf().list([shop], { resourceVersion: "9", continue: "c" });
  expect(head.metadata).toEqual({ resourceVersion: "9", continue: "c" });
  expect(itemsField).toBe("rows");
  expect([...items]).toHaveLength(1);
  expect([...items]).toHaveLength(1);
});

test("a watch tells its columns once, and a bookmark has no cells", () => {
  const form = formOf();
  expect(form.watched(shop, "ADDED").columnDefinitions).toHaveLength(3);
  expect(form.watched(shop, "MODIFIED")).toMatchObject({
    columnDefinitions: null,
    rows: [{ cells: ["shop", "Active", "60s"] }],
  });
  expect(form.watched({ ...shop, metadata: { resourceVersion: "9" } } as KubeObject, "BOOKMARK")).toMatchObject({
    metadata: { resourceVersion: "9" },
    rows: [{ cells: [] }],
  });
});

test("metadata alone is a form too, other versions are none", () => {
  const alone = { ...table, kind: "PartialObjectMetadata" };
  expect(formOf("", alone).object(shop)).toEqual({
    kind: "PartialObjectMetadata",
    apiVersion: "meta.k8s.io/v1",
    metadata: shop.metadata,
  });
  expect(represent({ ...table, version: "v1beta1" }, info, new URLSearchParams())).toBeUndefined();
});
