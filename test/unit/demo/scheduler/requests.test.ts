import { expect, test } from "vitest";
import type { Container, Pod } from "../../../../src/demo/objects/pod.ts";
import { feasibleEnough } from "../../../../src/demo/scheduler/placement.ts";
import { amountsOf, requestsOf } from "../../../../src/demo/scheduler/requests.ts";

const asks = (requests: Record<string, string>, more: Partial<Container> = {}): Container => ({
  name: "main",
  image: "x",
  resources: { requests },
  ...more,
});

test("CPU is read in millicores, all else in whole units", () => {
  expect(amountsOf({ cpu: "1500m", memory: "1Gi", pods: "110", "nvidia.com/gpu": "2" })).toEqual({
    cpu: 1500,
    memory: 1_073_741_824,
    pods: 110,
    "nvidia.com/gpu": 2,
  });
});

test.each<[string, readonly Container[], readonly Container[], number]>([
  ["its containers together", [asks({ cpu: "1" }), asks({ cpu: "500m" })], [], 1500],
  [
    "the largest init container, when that is more",
    [asks({ cpu: "1" })],
    [asks({ cpu: "2" }), asks({ cpu: "3" })],
    3000,
  ],
  ["not init containers that need less", [asks({ cpu: "1" })], [asks({ cpu: "500m" })], 1000],
  ["its sidecars too", [asks({ cpu: "1" })], [asks({ cpu: "500m" }, { restartPolicy: "Always" })], 1500],
  [
    "sidecars during a later init container",
    [asks({ cpu: "1" })],
    [asks({ cpu: "500m" }, { restartPolicy: "Always" }), asks({ cpu: "2" })],
    2500,
  ],
  ["a limit when nothing is requested", [{ name: "main", image: "x", resources: { limits: { cpu: "2" } } }], [], 2000],
])("a pod needs %s", (_, containers, initContainers, cpu) => {
  const pod = { spec: { containers, initContainers } } as unknown as Pod;
  expect(requestsOf(pod).needed).toEqual({ cpu, pods: 1 });
  expect(requestsOf(pod)).toBe(requestsOf(pod));
});

test("a container that asks for nothing weighs something all the same", () => {
  const pod = { spec: { containers: [asks({}), asks({ cpu: "1" })] } } as unknown as Pod;
  expect(requestsOf(pod).weighed).toEqual({ cpu: 1100, memory: 2 * 200 * 1024 * 1024 });
});

test.each([
  [5, 5],
  [100, 100],
  [500, 230],
  [1000, 420],
  [10_000, 500],
])("of %d nodes, %d that would do are enough", (nodes, expected) => {
  expect(feasibleEnough(nodes)).toBe(expected);
});
