import { describe, expect, test } from "vitest";
import { events } from "../../../../src/demo/apiserver/resources/events.ts";
import { nodes } from "../../../../src/demo/apiserver/resources/nodes.ts";
import { pods } from "../../../../src/demo/apiserver/resources/pods.ts";
import { conditionOf } from "../../../../src/demo/objects/conditions.ts";
import type { Node } from "../../../../src/demo/objects/node.ts";
import type { Pod, PodSpec } from "../../../../src/demo/objects/pod.ts";
import { startScheduler } from "../../../../src/demo/scheduler/scheduler.ts";
import { controlStage, newObject } from "../../../support/controlStage.ts";

interface NodeSetup {
  readonly cpu?: string;
  readonly memory?: string;
  readonly pods?: string;
  readonly gpu?: string;
  readonly labels?: Record<string, string>;
  readonly spec?: Node["spec"];
}

interface PodSetup {
  readonly cpu?: string;
  readonly gpu?: string;
  readonly owner?: string;
  readonly spec?: Partial<PodSpec>;
}

function stageWith(setups: Readonly<Record<string, NodeSetup>> = {}) {
  const stage = controlStage();
  const { client, settle } = stage;
  const addNode = (
    name: string,
    { cpu = "4", memory = "16Gi", pods: count = "110", gpu, labels = {}, spec = {} }: NodeSetup,
  ) =>
    stage.addNode(name, {
      spec,
      labels,
      status: { allocatable: { cpu, memory, pods: count, ...(gpu === undefined ? {} : { "nvidia.com/gpu": gpu }) } },
    });
  for (const [name, setup] of Object.entries(setups)) addNode(name, setup);
  const stop = startScheduler(client, stage.time);
  const addPod = (name: string, { cpu, gpu, owner, spec = {} }: PodSetup = {}) => {
    const requests = { ...(cpu === undefined ? {} : { cpu }), ...(gpu === undefined ? {} : { "nvidia.com/gpu": gpu }) };
    const pod = newObject<Pod>("v1", "Pod", name, {
      spec: { containers: [{ name: "main", image: "x", resources: { requests } }], ...spec },
    });
    const reference = { apiVersion: "apps/v1", kind: "ReplicaSet", name: "web", uid: owner ?? "", controller: true };
    const ownerReferences = owner === undefined ? {} : { ownerReferences: [reference] };
    client.create(pods, { ...pod, metadata: { ...pod.metadata, ...ownerReferences } });
    settle();
  };
  const podOf = (name: string) => client.get(pods, { namespace: "shop", name });
  return {
    ...stage,
    addNode: (name: string, setup: NodeSetup) => {
      addNode(name, setup);
      settle();
    },
    addPod,
    podOf,
    stop,
    changeNode: (name: string, change: (node: Node) => Node) => {
      client.update(nodes, { name }, change);
      settle();
    },
    nodeOf: (name: string) => podOf(name)?.spec.nodeName,
    nodesOf: (...names: string[]) => names.map((name) => podOf(name)?.spec.nodeName),
    /** What is said of why it fits nowhere. */
    why: (name: string) => conditionOf(podOf(name)?.status.conditions, "PodScheduled")?.message,
    gone: (name: string) => {
      client.delete(pods, { namespace: "shop", name }, { gracePeriodSeconds: 0 });
      settle();
    },
  };
}

const gpuTaint = { key: "dedicated", value: "gpu", effect: "NoSchedule" } as const;
const hopeless = (count: number) =>
  `no new claims to deallocate, preemption: 0/${count} nodes are available: ${count} Preemption is not helpful for scheduling.`;

test("a pod that fits is bound, with an event and a condition", () => {
  const { addPod, podOf, said } = stageWith({ "node-1": {} });
  addPod("web");
  expect(podOf("web")?.spec.nodeName).toBe("node-1");
  expect(podOf("web")?.status.conditions).toMatchObject([{ type: "PodScheduled", status: "True" }]);
  expect(said()).toEqual(["Scheduled: Successfully assigned shop/web to node-1"]);
});

describe("where a pod may go", () => {
  test.each<[string, Readonly<Record<string, NodeSetup>>, PodSetup]>([
    ["enough CPU", { "node-1": { cpu: "500m" }, "node-2": { cpu: "2" } }, { cpu: "1" }],
    ["a device that it asks for", { "node-1": {}, "node-2": { gpu: "1" } }, { gpu: "1" }],
    [
      "its nodeSelector",
      { "node-1": {}, "node-2": { labels: { disk: "ssd" } } },
      { spec: { nodeSelector: { disk: "ssd" } } },
    ],
    [
      "its affinity",
      { "node-1": { labels: { zone: "a" } }, "node-2": { labels: { zone: "b" } } },
      { spec: { affinity: affinityTo({ matchExpressions: [{ key: "zone", operator: "NotIn", values: ["a"] }] }) } },
    ],
    [
      "the node that it is made for",
      { "node-1": {}, "node-2": {} },
      {
        spec: { affinity: affinityTo({ matchFields: [{ key: "metadata.name", operator: "In", values: ["node-2"] }] }) },
      },
    ],
    ["no taint that it does not tolerate", { "node-1": { spec: { taints: [gpuTaint] } }, "node-2": {} }, {}],
    [
      "no NoExecute taint either",
      { "node-1": { spec: { taints: [{ ...gpuTaint, effect: "NoExecute" }] } }, "node-2": {} },
      {},
    ],
    ["a node that takes pods", { "node-1": { spec: { unschedulable: true } }, "node-2": {} }, {}],
    ["a place for one more", { "node-1": { pods: "0" }, "node-2": {} }, {}],
  ])("is decided by %s", (_, setups, pod) => {
    const { addPod, nodeOf } = stageWith(setups);
    addPod("web", pod);
    expect(nodeOf("web")).toBe("node-2");
  });

  test.each([
    ["its key and value", { key: "dedicated", value: "gpu" }],
    ["its key", { key: "dedicated", operator: "Exists" as const }],
    ["everything", { operator: "Exists" as const }],
  ])("includes a tainted node when it tolerates %s", (_, toleration) => {
    const { addPod, nodeOf } = stageWith({ "node-1": { spec: { taints: [gpuTaint] } } });
    addPod("web", { spec: { tolerations: [toleration] } });
    expect(nodeOf("web")).toBe("node-1");
  });

  test("counts what is there already, and not what has ended", () => {
    const { addPod, nodeOf, finish, wait } = stageWith({ "node-1": { cpu: "1" } });
    addPod("first", { cpu: "1" });
    addPod("second", { cpu: "1" });
    expect(nodeOf("second")).toBeUndefined();
    finish("first", "Succeeded");
    wait(1);
    expect(nodeOf("second")).toBe("node-1");
  });

  test("counts init containers by their hungriest moment and sidecars throughout", () => {
    const container = (name: string, cpu: string, more = {}) => ({
      name,
      image: "x",
      resources: { requests: { cpu } },
      ...more,
    });
    const { addPod, nodeOf } = stageWith({ "node-1": { cpu: "1900m" }, "node-2": { cpu: "2" } });
    const initContainers = [container("proxy", "500m", { restartPolicy: "Always" }), container("migrate", "1500m")];
    addPod("web", { spec: { initContainers, containers: [container("main", "1")] } });
    expect(nodeOf("web")).toBe("node-2");
  });
});

function affinityTo(term: object): NonNullable<PodSpec["affinity"]> {
  return { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } } };
}

describe("which node of several a pod gets", () => {
  test("is that with most room", () => {
    const { addPod, nodesOf } = stageWith({ "node-1": { cpu: "4" }, "node-2": { cpu: "4" } });
    for (const name of ["a", "b", "c", "d"]) addPod(name, { cpu: "1" });
    expect(nodesOf("a", "b", "c", "d").sort()).toEqual(["node-1", "node-1", "node-2", "node-2"]);
  });

  test("is rather one without pods of its owner than one with room", () => {
    const { addPod, nodesOf } = stageWith({ "node-1": { cpu: "64" }, "node-2": { cpu: "4" } });
    for (const name of ["a", "b"]) addPod(name, { cpu: "1", owner: "web" });
    expect(nodesOf("a", "b").sort()).toEqual(["node-1", "node-2"]);
  });

  test("is rather not one that would rather not have it", () => {
    const { addPod, nodeOf } = stageWith({
      "node-1": { cpu: "64", spec: { taints: [{ key: "spot", effect: "PreferNoSchedule" }] } },
      "node-2": { cpu: "4" },
    });
    addPod("web", { cpu: "1" });
    expect(nodeOf("web")).toBe("node-2");
  });

  test("is looked for among enough of them, from where the last search ended", () => {
    const names = Array.from({ length: 150 }, (_, at) => `node-${at}`).sort();
    const { addPod, nodesOf } = stageWith(Object.fromEntries(names.map((name) => [name, {}])));
    for (const name of ["a", "b"]) addPod(name);
    expect(nodesOf("a", "b")).toEqual([names[0], names[100]]);
  });

  test("is the same each time", () => {
    const course = () => {
      const { addPod, nodesOf } = stageWith({ "node-1": {}, "node-2": {}, "node-3": {} });
      const names = Array.from({ length: 20 }, (_, at) => `web-${at}`);
      for (const name of names) addPod(name);
      return nodesOf(...names);
    };
    expect(course()).toEqual(course());
  });
});

describe("a pod that fits nowhere", () => {
  test.each<[string, Readonly<Record<string, NodeSetup>>, PodSetup, string]>([
    [
      "a GPU that no free node has",
      {
        "node-1": {},
        "node-2": {},
        "node-3": { gpu: "1", spec: { taints: [gpuTaint] } },
        "node-4": { spec: { unschedulable: true } },
      },
      { gpu: "1" },
      `0/4 nodes are available: 1 node(s) had untolerated taint(s), 1 node(s) were unschedulable, 2 Insufficient nvidia.com/gpu. ${hopeless(4)}`,
    ],
    [
      "too much of everything",
      { "node-1": { cpu: "1", pods: "0" } },
      { cpu: "2" },
      `0/1 nodes are available: 1 Insufficient cpu, 1 Too many pods. ${hopeless(1)}`,
    ],
    [
      "a label that no node has",
      { "node-1": {} },
      { spec: { nodeSelector: { disk: "nvme" } } },
      `0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. ${hopeless(1)}`,
    ],
    [
      "its own node, which is full",
      { "node-1": { cpu: "1" }, "node-2": {}, "node-3": {} },
      {
        cpu: "2",
        spec: { affinity: affinityTo({ matchFields: [{ key: "metadata.name", operator: "In", values: ["node-1"] }] }) },
      },
      `0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't satisfy plugin(s) [NodeAffinity]. ${hopeless(3)}`,
    ],
    ["any node at all", {}, {}, "no nodes available to schedule pods"],
  ])("is told so when it asks for %s", (_, setups, pod, message) => {
    const { addPod, podOf, said } = stageWith(setups);
    addPod("web", pod);
    expect(podOf("web")?.status).toMatchObject({
      phase: "Pending",
      conditions: [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message }],
    });
    expect(said()).toEqual([`FailedScheduling: ${message}`]);
  });

  test("is told where others could go for it, and that none is less important", () => {
    const { addPod, why } = stageWith({ "node-1": { cpu: "1" }, "node-2": { cpu: "1", spec: { taints: [gpuTaint] } } });
    addPod("first", { cpu: "1" });
    addPod("second", { cpu: "1" });
    expect(why("second")).toBe(
      "0/2 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint(s). no new claims to deallocate, preemption: 0/2 nodes are available: 1 No preemption victims found for incoming pod, 1 Preemption is not helpful for scheduling.",
    );
  });

  test.each<[string, (stage: ReturnType<typeof stageWith>) => void]>([
    ["a node comes", ({ addNode }) => addNode("node-2", { cpu: "4" })],
    [
      "a node gets larger",
      ({ changeNode, client, settle }) => {
        client.updateStatus(nodes, { name: "node-1" }, (node) => ({
          ...node,
          status: { ...node.status, allocatable: { cpu: "8", memory: "16Gi", pods: "9" } },
        }));
        changeNode("node-1", (node) => node);
        settle();
      },
    ],
    ["a pod goes", ({ gone }) => gone("first")],
  ])("is tried again when %s, after its back-off", (_, change) => {
    const stage = stageWith({ "node-1": { cpu: "1" } });
    stage.addPod("first", { cpu: "1" });
    stage.addPod("second", { cpu: "1" });
    change(stage);
    expect(stage.nodeOf("second")).toBeUndefined();
    stage.wait(1);
    expect(stage.nodeOf("second")).toBeDefined();
  });

  test("waits twice as long after each time, up to ten seconds", () => {
    const { addPod, addNode, client, wait } = stageWith({ "node-1": {} });
    addPod("web", { gpu: "1" });
    const tries = () => client.list(events).reduce((sum, { count = 0 }) => sum + count, 0);
    const waits = [1, 2, 4, 8, 10, 10].map((seconds, at) => {
      addNode(`more-${at}`, {});
      wait(seconds - 0.1);
      const before = tries();
      wait(0.1);
      return tries() - before;
    });
    expect(waits).toEqual([1, 1, 1, 1, 1, 1]);
  });

  test("is not tried again for what cannot help it", () => {
    const { addPod, gone, changeNode, client, wait } = stageWith({ "node-1": { cpu: "2" } });
    addPod("other");
    addPod("web", { gpu: "1" });
    wait(10);
    changeNode("node-1", (node) => ({ ...node, metadata: { ...node.metadata, annotations: { seen: "now" } } }));
    gone("other");
    wait(60);
    const failures = client.list(events).filter(({ reason }) => reason === "FailedScheduling");
    expect(failures.map(({ count }) => count)).toEqual([1]);
  });

  test("is tried again after five minutes in any case, and counted in its event", () => {
    const { addPod, client, wait } = stageWith({ "node-1": {} });
    addPod("web", { gpu: "1" });
    wait(299);
    expect(client.list(events).map(({ count }) => count)).toEqual([1]);
    wait(1);
    expect(client.list(events).map(({ count }) => count)).toEqual([2]);
  });

  test("goes as soon as its own words change", () => {
    const { addPod, client, nodeOf, settle } = stageWith({ "node-1": { spec: { taints: [gpuTaint] } } });
    addPod("web");
    client.update(pods, { namespace: "shop", name: "web" }, (pod) => ({
      ...pod,
      spec: { ...pod.spec, tolerations: [{ operator: "Exists" as const }] },
    }));
    settle();
    expect(nodeOf("web")).toBe("node-1");
  });
});

describe("a more important pod", () => {
  const high = { priority: 1000 };

  test("goes before others that wait", () => {
    const { client, addNode, nodesOf } = stageWith();
    for (const [name, priority] of Object.entries({ low: 0, high: 10 })) {
      const spec = { priority, containers: [{ name: "main", image: "x", resources: { requests: { cpu: "1" } } }] };
      client.create(pods, newObject<Pod>("v1", "Pod", name, { spec }));
    }
    addNode("node-1", { cpu: "1" });
    expect(nodesOf("low", "high")).toEqual([undefined, "node-1"]);
  });

  test("takes the place of the least important ones that give room, once they are gone", () => {
    const { addPod, podOf, said, gone, nodeOf, wait } = stageWith({ "node-1": { cpu: "2" }, "node-2": { cpu: "2" } });
    addPod("a", { cpu: "2", spec: { priority: 5 } });
    addPod("b", { cpu: "1" });
    addPod("c", { cpu: "1" });
    addPod("vip", { cpu: "1", spec: high });
    expect(podOf("vip")?.status).toMatchObject({
      nominatedNodeName: nodeOf("b"),
      conditions: [{ message: "0/2 nodes are available: 2 Insufficient cpu." }],
    });
    const victims = ["a", "b", "c"].filter((name) => podOf(name)?.metadata.deletionTimestamp !== undefined);
    expect(victims).toHaveLength(1);
    const [victim = ""] = victims;
    expect(["b", "c"]).toContain(victim);
    expect(conditionOf(podOf(victim)?.status.conditions, "DisruptionTarget")).toMatchObject({
      reason: "PreemptionByScheduler",
      message: "default-scheduler: preempting to accommodate a higher priority pod",
    });
    expect(said()).toContain(`Preempted: Preempted by pod ${podOf("vip")?.metadata.uid} on node ${nodeOf("b")}`);
    gone(victim);
    wait(1);
    expect(nodeOf("vip")).toBe(nodeOf("b") ?? nodeOf("c"));
    expect(podOf("vip")?.status).not.toHaveProperty("nominatedNodeName");
  });

  test("takes the place of several unimportant ones rather than of an important one", () => {
    const all = stageWith({ "node-1": { cpu: "2" }, "node-2": { cpu: "2" } });
    all.addPod("important", { cpu: "2", spec: { priority: 10 } });
    for (const name of ["a", "b"]) all.addPod(name, { cpu: "1", spec: { priority: 6 } });
    all.addPod("vip", { cpu: "2", spec: high });
    expect(["important", "a", "b"].filter((name) => all.podOf(name)?.metadata.deletionTimestamp !== undefined)).toEqual(
      ["a", "b"],
    );
  });

  test("waits for one that goes already, and sends nobody away for it", () => {
    const { addPod, client, podOf, said } = stageWith({ "node-1": { cpu: "1" } });
    addPod("low", { cpu: "1" });
    client.delete(pods, { namespace: "shop", name: "low" });
    addPod("vip", { cpu: "1", spec: high });
    expect(podOf("vip")?.status.nominatedNodeName).toBe("node-1");
    expect(said().filter((text) => text.startsWith("Preempted"))).toEqual([]);
  });

  test("that is gone keeps no room", () => {
    const { addPod, gone, nodeOf } = stageWith({ "node-1": { cpu: "1" } });
    addPod("low", { cpu: "1" });
    addPod("vip", { cpu: "1", spec: high });
    gone("low");
    gone("vip");
    addPod("late", { cpu: "1" });
    expect(nodeOf("late")).toBe("node-1");
  });

  test("keeps the room that is made for it from less important ones", () => {
    const { addPod, gone, nodesOf, wait } = stageWith({ "node-1": { cpu: "1" } });
    addPod("low", { cpu: "1" });
    addPod("vip", { cpu: "1", spec: high });
    gone("low");
    addPod("late", { cpu: "1" });
    wait(2);
    expect(nodesOf("vip", "late")).toEqual(["node-1", undefined]);
  });

  test("says that it waits while its victims are going, and takes no more of them", () => {
    const { addPod, why, wait, addNode, podOf } = stageWith({ "node-1": { cpu: "2" } });
    addPod("a", { cpu: "1" });
    addPod("b", { cpu: "1" });
    addPod("vip", { cpu: "1", spec: high });
    wait(2);
    addNode("node-2", { cpu: "0" });
    expect(why("vip")).toMatch(/preemption: not eligible due to a terminating pod on the nominated node\.$/);
    expect(["a", "b"].filter((name) => podOf(name)?.metadata.deletionTimestamp !== undefined)).toHaveLength(1);
  });

  test("takes nobody's place when it never does", () => {
    const { addPod, why } = stageWith({ "node-1": { cpu: "1" } });
    addPod("low", { cpu: "1" });
    addPod("vip", { cpu: "1", spec: { ...high, preemptionPolicy: "Never" } });
    expect(why("vip")).toBe(
      "0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: not eligible due to preemptionPolicy=Never.",
    );
  });
});

test.each<[string, Partial<PodSpec>]>([
  ["for another scheduler", { schedulerName: "mine" }],
  ["behind a gate", { schedulingGates: [{ name: "demo/wait" }] }],
])("a pod %s is left alone", (_, spec) => {
  const { addPod, podOf, said } = stageWith({ "node-1": {} });
  addPod("web", { spec });
  expect(podOf("web")?.spec.nodeName).toBeUndefined();
  expect(said()).toEqual([]);
});

test("a pod goes once its gates are open", () => {
  const { addPod, client, nodeOf, settle } = stageWith({ "node-1": {} });
  addPod("web", { spec: { schedulingGates: [{ name: "demo/wait" }] } });
  client.update(pods, { namespace: "shop", name: "web" }, (pod) => ({
    ...pod,
    spec: { ...pod.spec, schedulingGates: [] },
  }));
  settle();
  expect(nodeOf("web")).toBe("node-1");
});

test("a stopped scheduler places nothing", () => {
  const { stop, addPod, nodeOf } = stageWith({ "node-1": {} });
  stop();
  addPod("web");
  expect(nodeOf("web")).toBeUndefined();
});
