import { expect, test } from "vitest";
import { machinesOf, nodePools } from "../../../../src/demo/scenario/world/machines.ts";
import { Placement } from "../../../../src/demo/scenario/world/placement.ts";
import { service } from "../../../../src/demo/scenario/world/workloads.ts";

const now = Date.parse("2026-03-04T05:06:07Z");
const pool = { name: "general", instanceType: "d4.xlarge", count: 700, cpus: 4, memoryGi: 16, ageMs: 1 };
const needs = { cpu: 1000, memory: 100, gpus: 0 };

test("hundreds of nodes have names, addresses and ranges of pods of their own", () => {
  const machines = machinesOf([pool], 1, now);
  const different = (of: (machine: (typeof machines)[number]) => string | undefined) => new Set(machines.map(of)).size;
  expect(different(({ name }) => name)).toBe(700);
  expect(different(({ ip }) => ip)).toBe(700);
  expect(different(({ node }) => node.spec.podCIDR)).toBe(700);
  expect(different((machine) => machine.nextPodIP())).toBe(700);
});

test("pods go to the nodes of their pool in turn, as far as there is room", () => {
  const placement = new Placement(machinesOf([{ ...pool, count: 2 }], 1, now));
  const app = service("shop", "web");
  const names = Array.from({ length: 6 }, () => placement.place(app, needs).name);
  expect(new Set(names.slice(0, 2)).size).toBe(2);
  expect(names.slice(2, 4)).toEqual(names.slice(0, 2));
  expect(() => placement.place(app, needs)).toThrow("no node has room for shop/web");
});

test("nothing is placed on a node that is down", () => {
  const machines = machinesOf(nodePools, 1, now);
  const down = machines.filter(({ downSince }) => downSince !== undefined);
  expect(down).toHaveLength(1);
  const placement = new Placement(machines);
  expect(placement.down()).toBe(down[0]);
  const app = service("search", "indexer", {}, { nodeSelector: { pool: "memory" } });
  const placed = Array.from({ length: 5 }, () => placement.place(app, needs));
  expect(placed).not.toContain(down[0]);
});
