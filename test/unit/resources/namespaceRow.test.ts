import { expect, test } from "vitest";
import { namespaceDecoder } from "../../../src/resources/namespaceRow.ts";
import { namespaceBytes } from "../../support/podProtobuf.ts";

test.each([
  { metadata: { name: "shop", uid: "u-1", resourceVersion: "42" } },
  {
    metadata: {
      name: "kube-system",
      uid: "u-2",
      resourceVersion: "43",
      labels: { "kubernetes.io/metadata.name": "kube-system" },
      creationTimestamp: "2026-01-05T10:00:00Z",
    },
    spec: { finalizers: ["kubernetes"] },
    status: { phase: "Active" },
  },
  { metadata: {} },
  {},
])("the namespace %j is the same row from JSON and from protobuf", (namespace) => {
  const { name = "", uid = "", resourceVersion = "" }: Readonly<Record<string, unknown>> = namespace.metadata ?? {};
  const bytes = namespaceBytes(namespace);

  expect(namespaceDecoder.fromJson(namespace)).toEqual({ key: name, name, uid, resourceVersion });
  expect(namespaceDecoder.fromProtobuf(bytes, 0, bytes.length)).toEqual({ key: name, name, uid, resourceVersion });
});

test("a namespace in the middle of other bytes is read from its own", () => {
  const bytes = namespaceBytes({ metadata: { name: "shop", uid: "u", resourceVersion: "1" } });
  const around = new Uint8Array([255, ...bytes, 255]);

  expect(namespaceDecoder.fromProtobuf(around, 1, 1 + bytes.length).name).toBe("shop");
});

test.each([
  [{ metadata: { name: 7 } }, "metadata.name is 7, expected text"],
  [{ metadata: [] }, "metadata is a list, expected an object"],
  ["shop", 'the namespace is "shop", expected an object'],
])("%j is no namespace, and the field that is wrong is named", (object, message) => {
  expect(() => namespaceDecoder.fromJson(object)).toThrow(new TypeError(message));
});

test("bytes that end too early are no namespace", () => {
  const bytes = namespaceBytes({ metadata: { name: "shop", uid: "u", resourceVersion: "1" } });

  expect(() => namespaceDecoder.fromProtobuf(bytes, 0, bytes.length - 1)).toThrow(RangeError);
});
