import { describe, expect, test } from "vitest";
import { nodes } from "../../../../src/demo/apiserver/resources/nodes.ts";
import { pods } from "../../../../src/demo/apiserver/resources/pods.ts";
import { conditionOf } from "../../../../src/demo/objects/conditions.ts";
import { container, imageOf, kubeletStage, kubeletStart } from "../../../support/kubeletStage.ts";

const mebibyte = 2 ** 20;
const images = [
  imageOf("registry.demo/web:v1", {}),
  imageOf("registry.demo/crash:v1", { end: { afterMs: 3000, exitCode: 1, reason: "Error" } }),
  imageOf("registry.demo/hungry:v1", { usage: { cpuMillicores: 10, memoryBytes: 512 * mebibyte } }),
];

function conditionOfNode(stage: ReturnType<typeof kubeletStage>, type: string) {
  return conditionOf(stage.client.get(nodes, { name: "n1" })?.status.conditions, type);
}

describe("a node", () => {
  test("is reported ready, and again every 40 s", () => {
    const stage = kubeletStage();
    stage.wait(40);
    const first = conditionOfNode(stage, "Ready");
    expect(first).toMatchObject({ status: "True", reason: "KubeletReady", message: "kubelet is posting ready status" });
    stage.wait(40);
    const second = conditionOfNode(stage, "Ready");
    const beats = [first, second].map((condition) => Date.parse(condition?.lastHeartbeatTime ?? ""));
    expect((beats[1] ?? 0) - (beats[0] ?? 0)).toBe(40_000);
    expect(second?.lastTransitionTime).toBe(first?.lastTransitionTime);
  });

  test("runs what was bound to it before it was there", () => {
    const stage = kubeletStage({ images });
    stage.run("p", { nodeName: "n2" });
    stage.wait(20);
    expect(stage.status("p")).toBe("Pending");
    stage.addNode("n2");
    stage.wait(20);
    expect(stage.status("p")).toBe("Running");
  });

  test("gives each of its pods an address of its range", () => {
    const stage = kubeletStage({ images });
    const names = Array.from({ length: 200 }, (_, at) => `p${at}`);
    for (const name of names) stage.run(name, {});
    stage.wait(10);
    const addresses = names.map((name) => stage.pod(name)?.status.podIP ?? "");
    expect(new Set(addresses).size).toBe(200);
    for (const address of addresses) expect(address).toMatch(/^10\.244\.1\.\d+$/);
  });

  test("that is lost reports nothing and ends nothing", () => {
    const stage = kubeletStage({ images });
    stage.run("p", { containers: [container("web", "registry.demo/crash:v1")] });
    stage.run("q", {});
    stage.wait(6);
    stage.power().lose("n1");
    stage.delete("q");
    const { revision } = stage.store;
    stage.wait(600);
    expect(stage.store.revision).toBe(revision);
    expect(stage.status("q")).toBe("Terminating");
  });

  test("of which nothing was known already stays silent until it comes back", () => {
    const stage = kubeletStage({ images });
    stage.power().lose("n1");
    stage.client.updateStatus(nodes, { name: "n1" }, (node) => ({
      ...node,
      status: { ...node.status, conditions: [{ type: "Ready", status: "Unknown" } as const] },
    }));
    stage.run("p", {});
    stage.restart();
    stage.wait(600);
    expect(stage.status("p")).toBe("Pending");
    stage.power().restore("n1");
    stage.wait(20);
    expect(stage.status("p")).toBe("Running");
  });

  test("that comes back catches up", () => {
    const stage = kubeletStage({ images });
    stage.run("p", { containers: [container("web", "registry.demo/crash:v1")] });
    stage.run("q", {});
    stage.wait(4);
    stage.power().lose("n1");
    stage.delete("q");
    stage.wait(600);
    stage.power().restore("n1");
    stage.wait(0);
    expect([stage.status("p"), stage.status("q")]).toEqual(["Running", "gone"]);
    expect(conditionOfNode(stage, "Ready")?.lastHeartbeatTime).toBe(
      new Date(kubeletStart + 604_000).toISOString().replace(".000", ""),
    );
    expect(stage.saidOf("Killing")).toEqual(["Killing: Stopping container web"]);
  });

  test("that comes back says that its pods are ready, whatever was said meanwhile", () => {
    const stage = kubeletStage({ images });
    stage.run("p", {});
    stage.wait(10);
    stage.power().lose("n1");
    stage.client.updateStatus(pods, { namespace: "shop", name: "p" }, (pod) => ({
      ...pod,
      status: {
        ...pod.status,
        conditions: (pod.status.conditions ?? []).map((condition) =>
          condition.type === "Ready" ? { ...condition, status: "False" as const } : condition,
        ),
      },
    }));
    stage.wait(60);
    stage.power().restore("n1");
    expect(conditionOf(stage.pod("p")?.status.conditions, "Ready")?.status).toBe("True");
  });
});

describe("a node that runs short of memory", () => {
  const request = { resources: { requests: { memory: "100Mi" } } };
  const stageUnderPressure = () => {
    const stage = kubeletStage({ images });
    stage.run("modest", { containers: [container("web", "registry.demo/web:v1", request)] });
    stage.run("hungry", { containers: [container("web", "registry.demo/hungry:v1", request)] });
    stage.run("dear", { priority: 2_000_001_000, containers: [container("web", "registry.demo/hungry:v1")] });
    stage.wait(30);
    stage.power().press("n1", { resource: "memory", threshold: 100 * mebibyte, available: 52 * mebibyte });
    return stage;
  };

  test("says so, until five minutes after it has enough again", () => {
    const stage = stageUnderPressure();
    expect(conditionOfNode(stage, "MemoryPressure")).toMatchObject({
      status: "True",
      reason: "KubeletHasInsufficientMemory",
      message: "kubelet has insufficient memory available",
    });
    stage.wait(299);
    expect(conditionOfNode(stage, "MemoryPressure")?.status).toBe("True");
    stage.wait(41);
    expect(conditionOfNode(stage, "MemoryPressure")?.status).toBe("False");
    expect(stage.said().filter((text) => text.includes("Memory") || text.includes("reclaim"))).toEqual([
      "NodeHasSufficientMemory: Node n1 status is now: NodeHasSufficientMemory (x2)",
      "NodeHasInsufficientMemory: Node n1 status is now: NodeHasInsufficientMemory",
      "EvictionThresholdMet: Attempting to reclaim memory",
    ]);
  });

  test("evicts who uses most above what was asked for, and no more than it must", () => {
    const stage = stageUnderPressure();
    stage.wait(60);
    expect(stage.pod("modest")?.status.phase).toBe("Running");
    expect(stage.pod("dear")?.status.phase).toBe("Running");
    const { status } = stage.pod("hungry") ?? {};
    const message =
      /^The node was low on resource: memory\. Threshold quantity: 100Mi, available: 52Mi\. Container web was using \d+Ki, request is 100Mi, has larger consumption of memory\. $/;
    expect(status).toMatchObject({ phase: "Failed", reason: "Evicted", message: expect.stringMatching(message) });
    expect(status?.containerStatuses?.[0]?.state.terminated).toMatchObject({ exitCode: 137, reason: "Error" });
    expect(conditionOf(status?.conditions, "DisruptionTarget")).toMatchObject({
      status: "True",
      reason: "TerminationByKubelet",
      message: status?.message,
    });
    expect(conditionOf(status?.conditions, "Ready")).toMatchObject({ status: "False", reason: "PodFailed" });
    expect(stage.saidOf("Evicted")).toEqual([`Evicted: ${status?.message}`]);
  });

  test("spares who keeps to what was asked for, however unimportant", () => {
    const stage = kubeletStage({ images });
    stage.run("modest", { priority: -10, containers: [container("web", "registry.demo/web:v1", request)] });
    stage.run("hungry", { priority: 10, containers: [container("web", "registry.demo/hungry:v1", request)] });
    stage.wait(30);
    stage.power().press("n1", { resource: "memory", threshold: 100 * mebibyte, available: 52 * mebibyte });
    stage.wait(5);
    expect([stage.pod("modest")?.status.reason, stage.pod("hungry")?.status.reason]).toEqual([undefined, "Evicted"]);
  });

  test("takes no pod that asks for nothing", () => {
    const stage = stageUnderPressure();
    stage.run("late", {});
    expect(stage.status("late")).toBe("Evicted");
    expect(stage.pod("late")?.status).toMatchObject({
      phase: "Failed",
      reason: "Evicted",
      message: "Pod was rejected: The node had condition: [MemoryPressure]. ",
    });
    stage.run("asking", { containers: [container("web", "registry.demo/web:v1", request)] });
    stage.wait(20);
    expect(stage.status("asking")).toBe("Running");
  });
});
