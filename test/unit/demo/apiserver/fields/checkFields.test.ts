import { expect, test } from "vitest";
import { checkFields } from "../../../../../src/demo/apiserver/fields/checkFields.ts";
import { type StructSchema, schemaOfKind, structs } from "../../../../../src/demo/apiserver/fields/schema.ts";

const pod = schemaOfKind("Pod") as StructSchema;

test("a body with fields of its kind is well", () => {
  const body = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "a", labels: { any: "thing" }, creationTimestamp: null },
    spec: {
      containers: [
        { name: "a", image: "b", ports: [{ containerPort: 80 }], livenessProbe: { httpGet: { port: "http" } } },
      ],
      volumes: [{ name: "v", rbd: { any: "field" } }],
    },
  };
  const { creationTimestamp: _, ...metadata } = body.metadata;
  expect(checkFields(body, pod)).toEqual({ known: { ...body, metadata }, unknown: [], mismatch: undefined });
});

test("unknown fields are named with their places", () => {
  const body = { spec: { containers: [{ name: "a", y: { z: 1 } }], x: 1 }, metadata: { foo: 1 } };
  expect(checkFields(body, pod).known).toEqual({ spec: { containers: [{ name: "a" }] }, metadata: {} });
  expect(checkFields(body, pod).unknown).toEqual([
    'unknown field "spec.containers[0].y"',
    'unknown field "spec.x"',
    'unknown field "metadata.foo"',
  ]);
});

test.each([
  [
    { spec: { containers: [{ name: 5 }] } },
    "number into Go struct field Container.spec.containers.name of type string",
  ],
  [{ spec: { containers: {} } }, "object into Go struct field PodSpec.spec.containers of type []v1.Container"],
  [{ spec: { hostNetwork: "true" } }, "string into Go struct field PodSpec.spec.hostNetwork of type bool"],
  [{ spec: [] }, "array into Go struct field Pod.spec of type v1.PodSpec"],
  [
    { metadata: { creationTimestamp: 5 } },
    "number into Go struct field ObjectMeta.metadata.creationTimestamp of type string",
  ],
  [{ metadata: { labels: { a: 1 } } }, "number into Go struct field ObjectMeta.metadata.labels of type string"],
  [{ metadata: { labels: 5 } }, "number into Go struct field ObjectMeta.metadata.labels of type map[string]string"],
  [
    { spec: { terminationGracePeriodSeconds: 5.5 } },
    "number 5.5 into Go struct field PodSpec.spec.terminationGracePeriodSeconds of type int64",
  ],
])("%j has a value of a wrong type", (body, message) => {
  expect(checkFields(body, pod).mismatch).toBe(`json: cannot unmarshal ${message}`);
});

test("what is no amount is told so", () => {
  const body = (cpu: unknown) => ({ spec: { containers: [{ name: "a", resources: { requests: { cpu } } }] } });
  expect(checkFields(body("xx"), pod).mismatch).toMatch(/^quantities must match the regular expression /);
  for (const cpu of ["100m", "1", "1.5", "2Gi", "1e3", 2]) expect(checkFields(body(cpu), pod).mismatch).toBeUndefined();
});

test("every type that a field names is there", () => {
  for (const struct of structs.values()) {
    for (const [name, { schema }] of struct.fields) {
      const inner = schema.type === "list" ? schema.items : schema.type === "map" ? schema.values : schema;
      const isKnown = inner.type !== "struct" || inner.fields.size > 0;
      expect(isKnown, `${struct.name}.${name}`).toBe(true);
    }
  }
  expect(schemaOfKind("PodSpec")).toBeUndefined();
});
