import { describe, expect, test } from "vitest";
import { nodes } from "../../../../src/demo/apiserver/resources/nodes.ts";
import { pods } from "../../../../src/demo/apiserver/resources/pods.ts";
import { startNodeLifecycleController } from "../../../../src/demo/controllers/nodeLifecycle/nodeLifecycleController.ts";
import { startPodGarbageCollector } from "../../../../src/demo/controllers/podGarbageCollector.ts";
import { startTaintEvictionController } from "../../../../src/demo/controllers/taintEviction/taintEvictionController.ts";
import { conditionOf, withCondition } from "../../../../src/demo/objects/conditions.ts";
import { timestamp } from "../../../../src/demo/objects/kubeObject.ts";
import type { Node, Taint } from "../../../../src/demo/objects/node.ts";
import type { Pod, Toleration } from "../../../../src/demo/objects/pod.ts";
import { controlStage, newObject, oneContainer, stageStart } from "../../../support/controlStage.ts";

/** Two nodes; a pod runs well on the first. */
function stage({ tolerations = [] as readonly Toleration[] } = {}) {
  const all = controlStage();
  const { client, time, settle, wait } = all;
  for (const name of ["node-1", "node-2"]) all.addNode(name);
  const createPod = (name: string, nodeName = "node-1") => {
    client.create(
      pods,
      newObject<Pod>("v1", "Pod", name, { spec: { containers: oneContainer, nodeName, tolerations } }),
    );
    all.setReady(name);
  };
  createPod("web");
  const context = all.context();
  for (const start of [startNodeLifecycleController, startTaintEvictionController, startPodGarbageCollector])
    start(context);
  settle();
  /** As a kubelet does it. */
  const report = (name: string, type = "Ready", status: "True" | "False" = "True") =>
    client.updateStatus(nodes, { name }, (node) => ({
      ...node,
      status: {
        ...node.status,
        conditions: withCondition(node.status.conditions, { type, status, lastHeartbeatTime: timestamp(time.now()) }),
      },
    }));
  return {
    ...all,
    createPod,
    report: (...args: Parameters<typeof report>) => {
      report(...args);
      settle();
    },
    /** Time goes on; these kubelets give their signs of life. */
    live: (seconds: number, ...alive: readonly string[]) => {
      for (let passed = 0; passed < seconds; passed += 10) {
        for (const name of alive) report(name);
        wait(Math.min(10, seconds - passed));
      }
    },
    setSpec: (name: string, spec: Node["spec"]) => {
      client.update(nodes, { name }, (node) => ({ ...node, spec: { ...node.spec, ...spec } }));
      settle();
    },
    node: (name = "node-1") => client.get(nodes, { name }) as Node,
    taints: () =>
      (client.get(nodes, { name: "node-1" })?.spec.taints ?? []).map(({ key, effect }) => `${key} ${effect}`),
    ready: (name = "web") =>
      conditionOf(client.get(pods, { namespace: "shop", name })?.status.conditions, "Ready")?.status,
    pod: (name = "web") => client.get(pods, { namespace: "shop", name }),
  };
}

describe("a node whose kubelet is silent", () => {
  test("is Unknown after a while, with its taints, and its pods are not ready", () => {
    const { live, node, taints, ready, said } = stage();
    live(49, "node-2");
    expect([taints(), ready()]).toEqual([[], "True"]);
    live(1, "node-2");
    expect(node().status.conditions).toMatchObject([
      {
        type: "Ready",
        status: "Unknown",
        reason: "NodeStatusUnknown",
        message: "Kubelet stopped posting node status.",
        lastHeartbeatTime: "2026-01-05T10:00:00Z",
        lastTransitionTime: "2026-01-05T10:00:50Z",
      },
      {
        type: "MemoryPressure",
        status: "Unknown",
        reason: "NodeStatusNeverUpdated",
        message: "Kubelet never posted node status.",
      },
      { type: "DiskPressure", status: "Unknown" },
      { type: "PIDPressure", status: "Unknown" },
    ]);
    expect(taints()).toEqual(["node.kubernetes.io/unreachable NoSchedule", "node.kubernetes.io/unreachable NoExecute"]);
    expect(ready()).toBe("False");
    expect(said()).toEqual([
      "NodeNotReady: Node node-1 status is now: NodeNotReady",
      "NodeNotReady: Node is not ready",
    ]);
    expect(conditionOf(stage().node("node-2").status.conditions, "Ready")?.status).toBe("True");
  });

  test("has its pods deleted after the five minutes that they tolerate it, and they stay until somebody ends them", () => {
    const { live, pod, said } = stage();
    live(349, "node-2");
    expect(pod()?.metadata.deletionTimestamp).toBeUndefined();
    live(1, "node-2");
    expect(pod()?.metadata.deletionGracePeriodSeconds).toBe(30);
    expect(conditionOf(pod()?.status.conditions, "DisruptionTarget")).toMatchObject({
      status: "True",
      reason: "DeletionByTaintManager",
      message: "Taint manager: deleting due to NoExecute taint",
    });
    expect(said()).toContain("TaintManagerEviction: Marking for deletion Pod shop/web");
    live(1000, "node-2");
    expect(pod()).toBeDefined();
  });

  test("has no pods that are ready, whatever they last said", () => {
    const { live, setReady, ready, settle } = stage();
    live(60, "node-2");
    setReady("web");
    settle();
    expect(ready()).toBe("False");
  });

  test("that comes back in time keeps its pods", () => {
    const { live, pod, said, taints } = stage();
    live(200, "node-2");
    live(10, "node-1", "node-2");
    expect(taints()).toEqual([]);
    expect(said()).toContain("TaintManagerEviction: Cancelling deletion of Pod shop/web");
    live(1000, "node-1", "node-2");
    expect(pod()?.metadata.deletionTimestamp).toBeUndefined();
  });

  test("is found silent though time runs a hundred times as fast, and not before its kubelet could speak", () => {
    const all = controlStage(100);
    all.addNode("node-1");
    startNodeLifecycleController(all.context());
    const status = () => conditionOf(all.client.get(nodes, { name: "node-1" })?.status.conditions, "Ready")?.status;
    all.time.advanceTo(all.time.now() + 2000);
    expect(status()).toBe("True");
    all.time.advanceTo(all.time.now() + 600);
    expect(status()).toBe("Unknown");
  });

  test("is well though time runs so fast that two of its signs of life look like one", () => {
    const { client, time, addNode, context } = controlStage(20);
    addNode("node-1");
    startNodeLifecycleController(context());
    const seen = new Set<string | undefined>();
    client.watch(nodes, ({ object }) => seen.add(conditionOf(object.status.conditions, "Ready")?.status));
    const reportAt = (ms: number) => {
      time.advanceTo(stageStart + ms);
      const lastHeartbeatTime = timestamp(time.now());
      client.updateStatus(nodes, { name: "node-1" }, (node) => ({
        ...node,
        status: { ...node.status, conditions: [{ type: "Ready", status: "True" as const, lastHeartbeatTime }] },
      }));
    };
    // A kubelet speaks every 40 s: here every 2 s, of which the first falls into the second of the start.
    for (const ms of [0, 900, 2900, 4900]) reportAt(ms);
    expect([...seen]).toEqual(["True"]);
  });

  test("is known to be so after a restart, and its pods go at the same moment", () => {
    const { live, context, pod, settle } = stage();
    live(100, "node-2");
    startTaintEvictionController(context());
    settle();
    live(249, "node-2");
    expect(pod()?.metadata.deletionTimestamp).toBeUndefined();
    live(1, "node-2");
    expect(pod()?.metadata.deletionTimestamp).toBeDefined();
  });
});

describe("taints of a node", () => {
  test.each<[string, string, "True" | "False", readonly string[]]>([
    [
      "is not ready",
      "Ready",
      "False",
      ["node.kubernetes.io/not-ready NoSchedule", "node.kubernetes.io/not-ready NoExecute"],
    ],
    ["is short of memory", "MemoryPressure", "True", ["node.kubernetes.io/memory-pressure NoSchedule"]],
    ["is short of disk", "DiskPressure", "True", ["node.kubernetes.io/disk-pressure NoSchedule"]],
    ["is short of processes", "PIDPressure", "True", ["node.kubernetes.io/pid-pressure NoSchedule"]],
    ["has no network", "NetworkUnavailable", "True", ["node.kubernetes.io/network-unavailable NoSchedule"]],
    ["is well", "DiskPressure", "False", []],
  ])("say when it %s, beside those that somebody else gave it", (_, type, status, expected) => {
    const { setSpec, report, taints } = stage();
    setSpec("node-1", { taints: [{ key: "dedicated", effect: "NoSchedule" }] });
    report("node-1", type, status);
    expect(taints()).toEqual(["dedicated NoSchedule", ...expected]);
    report("node-1", type, type === "Ready" ? "True" : "False");
    expect(taints()).toEqual(["dedicated NoSchedule"]);
  });

  test("say when it takes no more pods", () => {
    const { setSpec, taints, node } = stage();
    setSpec("node-1", { unschedulable: true });
    expect(taints()).toEqual(["node.kubernetes.io/unschedulable NoSchedule"]);
    setSpec("node-1", { unschedulable: false });
    expect(node().spec).not.toHaveProperty("taints");
  });
});

describe("a NoExecute taint", () => {
  const taint: Taint = { key: "maintenance", effect: "NoExecute" };

  test.each<[string, readonly Toleration[], boolean]>([
    ["does not tolerate it", [], true],
    ["tolerates it", [{ key: "maintenance", operator: "Exists" }], false],
    ["tolerates another", [{ key: "other", operator: "Exists" }], true],
  ])("has a pod go that %s: %s", (_, tolerations, isGone) => {
    const { setSpec, pod } = stage({ tolerations });
    setSpec("node-1", { taints: [taint] });
    expect(pod()?.metadata.deletionTimestamp !== undefined).toBe(isGone);
  });

  test("has nothing to say of a pod that goes already", () => {
    const { client, setSpec, said } = stage();
    client.delete(pods, { namespace: "shop", name: "web" });
    setSpec("node-1", { taints: [taint] });
    expect(said()).toEqual([]);
  });

  test("has a pod go that comes later", () => {
    const { setSpec, createPod, settle, pod } = stage();
    setSpec("node-1", { taints: [taint] });
    createPod("late");
    settle();
    expect(pod("late")?.metadata.deletionTimestamp).toBeDefined();
  });

  test("is tolerated for the shortest time that is said", () => {
    const seconds = [600, 60].map((tolerationSeconds) => ({
      key: "maintenance",
      operator: "Exists" as const,
      tolerationSeconds,
    }));
    const { setSpec, pod, live } = stage({ tolerations: seconds });
    setSpec("node-1", { taints: [{ ...taint, timeAdded: "2026-01-05T10:00:00Z" }] });
    live(59, "node-1", "node-2");
    expect(pod()?.metadata.deletionTimestamp).toBeUndefined();
    live(1, "node-1", "node-2");
    expect(pod()?.metadata.deletionTimestamp).toBeDefined();
  });
});

describe("pods of a node that is deleted", () => {
  test("fail and go after a while, whatever their grace", () => {
    const { client, live, pod } = stage();
    client.delete(nodes, { name: "node-1" });
    live(49, "node-2");
    expect(pod()?.metadata.deletionTimestamp).toBeUndefined();
    const seen: Pod[] = [];
    client.watch(pods, ({ object }) => seen.push(object));
    live(1, "node-2");
    expect(pod()).toBeUndefined();
    expect(seen.at(-1)?.status).toMatchObject({ phase: "Failed" });
    expect(conditionOf(seen.at(-1)?.status.conditions, "DisruptionTarget")).toMatchObject({
      reason: "DeletionByPodGC",
      message: "PodGC: node no longer exists",
    });
  });

  test("that have ended go as they ended", () => {
    const { client, finish, live, pod } = stage();
    finish("web", "Succeeded");
    client.delete(nodes, { name: "node-1" });
    const seen: Pod[] = [];
    client.watch(pods, ({ object }) => seen.push(object));
    live(60, "node-2");
    expect(pod()).toBeUndefined();
    expect(new Set(seen.map(({ status }) => status.phase))).toEqual(new Set(["Succeeded"]));
  });

  test("stay when it comes back", () => {
    const { client, addNode, live, pod } = stage();
    client.delete(nodes, { name: "node-1" });
    live(20, "node-2");
    addNode("node-1");
    live(100, "node-1", "node-2");
    expect(pod()?.metadata.deletionTimestamp).toBeUndefined();
  });

  test("that were there before the start go too", () => {
    const all = controlStage();
    all.client.create(
      pods,
      newObject<Pod>("v1", "Pod", "lost", { spec: { containers: oneContainer, nodeName: "node-9" } }),
    );
    startPodGarbageCollector(all.context());
    all.wait(50);
    expect(all.podNames()).toEqual([]);
  });
});

test("a node that comes is told of, one that was there is not", () => {
  const { addNode, client, settle, said } = stage();
  expect(said()).toEqual([]);
  addNode("node-3");
  client.delete(nodes, { name: "node-3" });
  settle();
  expect(said()).toEqual([
    "RegisteredNode: Node node-3 event: Registered Node node-3 in Controller",
    "RemovingNode: Node node-3 event: Removing Node node-3 from Controller",
  ]);
});
