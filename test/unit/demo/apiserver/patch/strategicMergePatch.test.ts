import { expect, test } from "vitest";
import { type StructSchema, schemaOfKind } from "../../../../../src/demo/apiserver/fields/schema.ts";
import { applyStrategicMergePatch } from "../../../../../src/demo/apiserver/patch/strategicMergePatch.ts";

const deployment = schemaOfKind("Deployment") as StructSchema;
const pod = schemaOfKind("Pod") as StructSchema;
const podOf = (spec: object) => ({ spec });
const names = (patched: unknown) =>
  (patched as { spec: { containers: { name: string }[] } }).spec.containers.map(({ name }) => name);

test.each([
  ["objects are merged and null takes away", { a: { b: 1, c: 2 } }, { a: { b: 3, c: null } }, { a: { b: 3 } }],
  ["what is not there is not taken away", {}, { a: { b: null, c: 1 } }, { a: { c: 1 } }],
  [
    "$patch: replace puts an object in place of the other",
    { a: { b: 1 } },
    { a: { $patch: "replace", c: 1 } },
    { a: { c: 1 } },
  ],
  ["$patch: delete leaves nothing of an object", { a: { b: 1 } }, { a: { $patch: "delete" } }, { a: {} }],
  [
    "a list without a key is replaced",
    podOf({ tolerations: [{ key: "a" }] }),
    podOf({ tolerations: [{ key: "b" }] }),
    podOf({ tolerations: [{ key: "b" }] }),
  ],
  [
    "containers are merged by their names",
    podOf({ containers: [{ name: "a", image: "a:1", tty: true }, { name: "b" }] }),
    podOf({
      containers: [
        { name: "a", image: "a:2" },
        { name: "c", image: "c:1" },
      ],
    }),
    podOf({ containers: [{ name: "a", image: "a:2", tty: true }, { name: "b" }, { name: "c", image: "c:1" }] }),
  ],
  [
    "$patch: delete takes a container away",
    podOf({ containers: [{ name: "a" }, { name: "b" }] }),
    podOf({
      containers: [
        { name: "a", $patch: "delete" },
        { name: "z", $patch: "delete" },
      ],
    }),
    podOf({ containers: [{ name: "b" }] }),
  ],
  [
    "$patch: replace in a list replaces the list",
    podOf({ containers: [{ name: "a" }, { name: "b" }] }),
    podOf({ containers: [{ name: "c" }, { $patch: "replace" }] }),
    podOf({ containers: [{ name: "c" }] }),
  ],
  [
    "lists within lists are merged too",
    podOf({
      containers: [{ name: "a", env: [{ name: "X", value: "1" }], ports: [{ containerPort: 1, name: "one" }] }],
    }),
    podOf({
      containers: [{ name: "a", env: [{ name: "Y", value: "2" }], ports: [{ containerPort: 1, name: "uno" }] }],
    }),
    podOf({
      containers: [
        {
          name: "a",
          env: [
            { name: "X", value: "1" },
            { name: "Y", value: "2" },
          ],
          ports: [{ containerPort: 1, name: "uno" }],
        },
      ],
    }),
  ],
  [
    "members of a list of words are added once",
    { metadata: { finalizers: ["a", "b"] } },
    { metadata: { finalizers: ["b", "c"] } },
    { metadata: { finalizers: ["a", "b", "c"] } },
  ],
  [
    "$deleteFromPrimitiveList takes words away",
    { metadata: { finalizers: ["a", "b"] } },
    { metadata: { "$deleteFromPrimitiveList/finalizers": ["a"] } },
    { metadata: { finalizers: ["b"] } },
  ],
  [
    "$retainKeys drops what is not named",
    podOf({ volumes: [{ name: "v", emptyDir: {} }] }),
    podOf({ volumes: [{ name: "v", configMap: { name: "c" }, $retainKeys: ["name", "configMap"] }] }),
    podOf({ volumes: [{ name: "v", configMap: { name: "c" } }] }),
  ],
])("%s", (_, target, patch, expected) => {
  expect(applyStrategicMergePatch(target, patch, pod)).toEqual(expected);
});

test("a strategy that changes its type keeps nothing of the old one", () => {
  const rolling = { spec: { strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1 } } } };
  const recreate = { spec: { strategy: { $retainKeys: ["type"], type: "Recreate" } } };
  expect(applyStrategicMergePatch(rolling, recreate, deployment)).toEqual({ spec: { strategy: { type: "Recreate" } } });
});

test.each([
  ["ab", "cab", "cab"],
  ["xay", "ba", "xyba"],
  ["axby", "ba", "xbay"],
  ["sab", "ba", "sba"],
])("of the containers %s the order %s makes %s", (before, order, expected) => {
  const containers = (letters: string) => [...letters].map((name) => ({ name }));
  const patch = podOf({ "$setElementOrder/containers": containers(order), containers: containers(order) });
  expect(names(applyStrategicMergePatch(podOf({ containers: containers(before) }), patch, pod)).join("")).toBe(
    expected,
  );
});

test("the target is not changed", () => {
  const target = podOf({ containers: [{ name: "a", image: "a:1" }] });
  const before = structuredClone(target);
  applyStrategicMergePatch(target, podOf({ containers: [{ name: "a", image: null }, { name: "b" }] }), pod);
  expect(target).toEqual(before);
});

test.each([
  [podOf({ containers: [{ image: "a" }] }), 'map: {"image":"a"} does not contain declared merge key: name'],
  [{ $patch: "twist" }, 'unknown patch type: twist in map: {"$patch":"twist"}'],
  [{ spec: { $retainKeys: ["a"], b: 1 } }, "patch content doesn't match retainKeys list"],
  [{ spec: { $retainKeys: "a" } }, "invalid patch format of $retainKeys"],
  [[], "the patch is no object"],
])("%j is refused", (patch, message) => {
  expect(() => applyStrategicMergePatch({}, patch, pod)).toThrow(expect.objectContaining({ code: 400, message }));
});
