import { describe, expect, test } from "vitest";
import { podDecoder } from "../../../src/resources/podDecoder.ts";
import type { PodResources } from "../../../src/resources/podResources.ts";
import { podBytes } from "../../support/podProtobuf.ts";

const none = Number.NaN;
const amounts = (cpuRequest: number, cpuLimit: number, memoryRequest: number, memoryLimit: number) => ({
  cpuRequest,
  cpuLimit,
  memoryRequest,
  memoryLimit,
});
const container = (name: string, requests?: object, limits?: object, more: object = {}) => ({
  name,
  ...more,
  resources: { ...(requests && { requests }), ...(limits && { limits }) },
});
const sidecar = { restartPolicy: "Always" };
const mi = 1024 * 1024;

interface Case {
  readonly what: string;
  readonly spec: object;
  readonly resources: Partial<PodResources>;
}

const cases: readonly Case[] = [
  {
    what: "one container",
    spec: { containers: [container("main", { cpu: "250m", memory: "128Mi" }, { cpu: "1", memory: "256Mi" })] },
    resources: { ...amounts(250, 1000, 128 * mi, 256 * mi), containers: ["main"], others: [] },
  },
  {
    what: "containers and sidecars together, without init containers",
    spec: {
      containers: [
        container("a", { cpu: "100m", memory: "1Mi" }, { memory: "2Mi" }),
        container("b", { cpu: "0.2", memory: "1Mi" }, { memory: "2Mi" }),
      ],
      initContainers: [
        container("migrate", { cpu: "4", memory: "1Gi" }, { memory: "1Gi" }),
        container("proxy", { cpu: "50m", memory: "1Mi" }, { memory: "2Mi" }, sidecar),
      ],
    },
    resources: { ...amounts(350, none, 3 * mi, 6 * mi), containers: ["a", "b", "proxy"], others: ["migrate"] },
  },
  {
    what: "a limit that one container has and another has not: none",
    spec: {
      containers: [container("a", { cpu: "1" }, { memory: "2Mi", cpu: "2" }), container("b", {}, { cpu: "1" })],
    },
    resources: amounts(1000, 3000, none, none),
  },
  {
    what: "nothing said",
    spec: { containers: [{ name: "main" }] },
    resources: amounts(none, none, none, none),
  },
  {
    what: "those of the pod as a whole, where it has them",
    spec: {
      containers: [container("a", { cpu: "1", memory: "1Mi" }), container("b")],
      resources: { requests: { cpu: "3" }, limits: { memory: "8Mi" } },
    },
    resources: amounts(3000, none, 1 * mi, 8 * mi),
  },
  {
    what: "other resources beside them",
    spec: { containers: [container("a", { "example.com/gpu": "1", cpu: "1" }, { "hugepages-2Mi": "4Mi" })] },
    resources: amounts(1000, none, none, none),
  },
  {
    what: "an ephemeral container, which asks for nothing",
    spec: { containers: [container("a", { cpu: "1" })], ephemeralContainers: [{ name: "debugger" }] },
    resources: { cpuRequest: 1000, others: ["debugger"] },
  },
];

const podOf = (spec: object) => ({ metadata: { name: "web-1", namespace: "shop", uid: "u" }, spec });

describe.each([
  { from: "JSON", decode: (pod: object) => podDecoder.fromJson(pod) },
  {
    from: "protobuf",
    decode: (pod: object) => {
      const bytes = podBytes(pod);
      return podDecoder.fromProtobuf(bytes, 0, bytes.length);
    },
  },
])("of a pod from $from", ({ decode }) => {
  test.each(cases)("$what", ({ spec, resources }) => {
    expect(decode(podOf(spec)).resources).toMatchObject(resources);
  });
});

test("pods of the same spec share them", () => {
  const resourcesOf = (cpu: string) => podDecoder.fromJson(podOf({ containers: [container("a", { cpu })] })).resources;

  expect(resourcesOf("1")).toBe(resourcesOf("1"));
  expect(resourcesOf("2")).not.toBe(resourcesOf("1"));
});

test("a quantity may be a number", () => {
  const { resources } = podDecoder.fromJson(podOf({ containers: [container("a", { cpu: 2, memory: 1024 })] }));

  expect(resources).toMatchObject({ cpuRequest: 2000, memoryRequest: 1024 });
});
