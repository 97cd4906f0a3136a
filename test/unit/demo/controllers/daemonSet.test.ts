import { describe, expect, test } from "vitest";
import { nodes } from "../../../../src/demo/apiserver/resources/nodes.ts";
import { pods } from "../../../../src/demo/apiserver/resources/pods.ts";
import { daemonSets } from "../../../../src/demo/apiserver/resources/workloads.ts";
import { startDaemonSetController } from "../../../../src/demo/controllers/daemonSet/daemonSetController.ts";
import type { Node } from "../../../../src/demo/objects/node.ts";
import type { DaemonSet } from "../../../../src/demo/objects/workloads.ts";
import { startScheduler } from "../../../../src/demo/scheduler/scheduler.ts";
import { controlStage, newObject, template } from "../../../support/controlStage.ts";

const agent = { namespace: "shop", name: "agent" };

function stageWith(nodeNames: readonly string[], spec: Partial<DaemonSet["spec"]> = {}) {
  const stage = controlStage();
  const { client, settle } = stage;
  for (const name of nodeNames) stage.addNode(name);
  client.create(
    daemonSets,
    newObject<DaemonSet>("apps/v1", "DaemonSet", "agent", {
      spec: { selector: { matchLabels: { app: "agent" } }, template: template({ app: "agent" }, "agent:v1"), ...spec },
    }),
  );
  startDaemonSetController(stage.context());
  startScheduler(client, stage.time);
  settle();
  const deploy = (image: string) => {
    client.update(daemonSets, agent, (found) => ({
      ...found,
      spec: { ...found.spec, template: template({ app: "agent" }, image) },
    }));
    settle();
  };
  return {
    ...stage,
    deploy,
    addNode: (name: string, node: Parameters<typeof stage.addNode>[1] = {}) => {
      stage.addNode(name, node);
      settle();
    },
    changeNode: (name: string, change: (node: Node) => Node) => {
      client.update(nodes, { name }, change);
      settle();
    },
    status: () => client.get(daemonSets, agent)?.status,
    /** `node image` of each pod; `!` when it is going. */
    there: () =>
      stage
        .pods()
        .map(
          ({ metadata, spec }) =>
            `${spec.nodeName} ${spec.containers[0]?.image}${metadata.deletionTimestamp === undefined ? "" : "!"}`,
        )
        .sort(),
    ready: () => {
      stage.setAllReady();
      settle();
    },
    /** As kubelets do it. */
    endGoing: () => {
      for (const { metadata } of stage.pods().filter((pod) => pod.metadata.deletionTimestamp !== undefined)) {
        client.delete(pods, metadata, { gracePeriodSeconds: 0 });
      }
      settle();
    },
  };
}

const taint = (key: string, effect: "NoSchedule" | "NoExecute") => (node: Node) => ({
  ...node,
  spec: { ...node.spec, taints: [{ key, effect }] },
});

describe("a DaemonSet", () => {
  test("has one pod on each node, for that node alone and through almost everything", () => {
    const { there, pods: all, said } = stageWith(["node-1", "node-2"]);
    expect(there()).toEqual(["node-1 agent:v1", "node-2 agent:v1"]);
    const [pod] = all();
    expect(pod).toMatchObject({
      metadata: {
        labels: { app: "agent", "controller-revision-hash": expect.any(String), "pod-template-generation": "1" },
        ownerReferences: [{ kind: "DaemonSet", name: "agent", controller: true }],
      },
      spec: {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                { matchFields: [{ key: "metadata.name", operator: "In", values: [pod?.spec.nodeName] }] },
              ],
            },
          },
        },
      },
    });
    expect(pod?.spec.tolerations?.map(({ key, effect }) => `${key} ${effect}`)).toEqual([
      "node.kubernetes.io/not-ready NoExecute",
      "node.kubernetes.io/unreachable NoExecute",
      "node.kubernetes.io/disk-pressure NoSchedule",
      "node.kubernetes.io/memory-pressure NoSchedule",
      "node.kubernetes.io/pid-pressure NoSchedule",
      "node.kubernetes.io/unschedulable NoSchedule",
    ]);
    expect(said()).toContain(`SuccessfulCreate: Created pod: ${pod?.metadata.name}`);
  });

  test("counts them", () => {
    const { status, ready } = stageWith(["node-1", "node-2"]);
    expect(status()).toEqual({
      currentNumberScheduled: 2,
      desiredNumberScheduled: 2,
      numberMisscheduled: 0,
      numberReady: 0,
      numberUnavailable: 2,
      updatedNumberScheduled: 2,
      observedGeneration: 1,
    });
    ready();
    expect(status()).toEqual({
      currentNumberScheduled: 2,
      desiredNumberScheduled: 2,
      numberMisscheduled: 0,
      numberReady: 2,
      numberAvailable: 2,
      updatedNumberScheduled: 2,
      observedGeneration: 1,
    });
  });

  test("comes to a new node, and to one that begins to fit", () => {
    const { addNode, changeNode, there } = stageWith(["node-1"], {
      template: {
        ...template({ app: "agent" }, "agent:v1"),
        spec: { ...template({}, "agent:v1").spec, nodeSelector: { disk: "ssd" } },
      },
    });
    expect(there()).toEqual([]);
    addNode("node-2", { labels: { disk: "ssd" } });
    expect(there()).toEqual(["node-2 agent:v1"]);
    changeNode("node-1", (node) => ({ ...node, metadata: { ...node.metadata, labels: { disk: "ssd" } } }));
    expect(there()).toEqual(["node-1 agent:v1", "node-2 agent:v1"]);
    changeNode("node-2", (node) => ({ ...node, metadata: { ...node.metadata, labels: {} } }));
    expect(there()).toEqual(["node-1 agent:v1", "node-2 agent:v1!"]);
  });

  test("is replaced where it is lost, once the old pod is gone", () => {
    const { client, there, endGoing, pods: all } = stageWith(["node-1"]);
    client.delete(pods, all()[0]?.metadata as { name: string });
    expect(there()).toEqual(["node-1 agent:v1!"]);
    endGoing();
    expect(there()).toEqual(["node-1 agent:v1"]);
  });

  test.each([
    ["Failed", "FailedDaemonPod: Found failed", "kill"],
    ["Succeeded", "SucceededDaemonPod: Found succeeded", "delete"],
  ] as const)("is replaced where it has %s, and says so", (phase, found, verb) => {
    const { finish, podNames, settle, there, said } = stageWith(["node-1"]);
    const [name = ""] = podNames();
    finish(name, phase);
    settle();
    expect(podNames()).not.toContain(name);
    expect(there()).toEqual(["node-1 agent:v1"]);
    expect(said()).toContain(`${found} daemon pod shop/${name} on node node-1, will try to ${verb} it`);
  });

  test.each<[string, (node: Node) => Node, readonly string[]]>([
    [
      "stays on a node that takes no more pods",
      (node) => ({ ...node, spec: { unschedulable: true } }),
      ["node-1 agent:v1"],
    ],
    ["stays on a node that is lost", taint("node.kubernetes.io/unreachable", "NoExecute"), ["node-1 agent:v1"]],
    ["stays on a node that becomes another's", taint("dedicated", "NoSchedule"), ["node-1 agent:v1"]],
    ["leaves a node that wants it away", taint("dedicated", "NoExecute"), ["node-1 agent:v1!"]],
  ])("%s", (_, change, expected) => {
    const { changeNode, there } = stageWith(["node-1"]);
    changeNode("node-1", change);
    expect(there()).toEqual(expected);
  });

  test("keeps the oldest of several on a node", () => {
    const { client, pods: all, settle, there, wait } = stageWith(["node-1"]);
    const [first] = all();
    wait(5);
    const { labels, ownerReferences, namespace = "" } = first?.metadata ?? {};
    const metadata = {
      name: "another",
      namespace,
      ...(labels && { labels }),
      ...(ownerReferences && { ownerReferences }),
    };
    client.create(pods, { ...first, metadata } as never);
    settle();
    expect(there()).toEqual(["node-1 agent:v1", "node-1 agent:v1!"]);
    expect(
      all().find(({ metadata: { name } }) => name === first?.metadata.name)?.metadata.deletionTimestamp,
    ).toBeUndefined();
  });

  test("counts a pod as available after minReadySeconds", () => {
    const { ready, status, wait } = stageWith(["node-1"], { minReadySeconds: 10 });
    ready();
    wait(9);
    expect(status()).toMatchObject({ numberReady: 1, numberUnavailable: 1 });
    wait(1);
    expect(status()).toMatchObject({ numberAvailable: 1 });
  });

  test("on the network of its node does not wait for any other", () => {
    const spec = { ...template({}, "agent:v1").spec, hostNetwork: true };
    const { pods: all } = stageWith(["node-1"], { template: { ...template({ app: "agent" }), spec } });
    expect(all()[0]?.spec.tolerations?.map(({ key }) => key)).toContain("node.kubernetes.io/network-unavailable");
  });

  test("does not wait for a node that is gone before it got there", () => {
    const { client, podNames, settle } = stageWith([]);
    expect(podNames()).toEqual([]);
    const full = { status: { allocatable: { cpu: "1", pods: "0" } } };
    client.create(nodes, { apiVersion: "v1", kind: "Node", metadata: { name: "node-9" }, spec: {}, ...full });
    settle();
    expect(podNames()).toHaveLength(1);
    client.delete(nodes, { name: "node-9" });
    settle();
    expect(podNames()).toEqual([]);
  });

  test("that has settled is written no more", () => {
    const { ready, context, settle, wait, writesOf } = stageWith(["node-1", "node-2"]);
    ready();
    expect(
      writesOf(() => {
        startDaemonSetController(context());
        settle();
        wait(1000);
      }),
    ).toBe(0);
  });
});

describe("a new template", () => {
  test("comes to as many nodes at once as may miss their pod", () => {
    const { deploy, ready, endGoing, there, status } = stageWith(["node-1", "node-2", "node-3"]);
    ready();
    deploy("agent:v2");
    const steps = [1, 2, 3].map(() => {
      const before = there();
      endGoing();
      ready();
      return before;
    });
    expect(steps[0]).toEqual(["node-1 agent:v1!", "node-2 agent:v1", "node-3 agent:v1"]);
    expect(steps[1]?.filter((text) => text.endsWith("v2"))).toHaveLength(1);
    expect(there()).toEqual(["node-1 agent:v2", "node-2 agent:v2", "node-3 agent:v2"]);
    expect(status()).toMatchObject({ updatedNumberScheduled: 3, numberAvailable: 3, observedGeneration: 2 });
  });

  test("waits while the pods of the new one do not get ready", () => {
    const { deploy, ready, endGoing, there } = stageWith(["node-1", "node-2", "node-3"]);
    ready();
    deploy("agent:broken");
    for (const _ of [1, 2, 3]) endGoing();
    expect(there()).toEqual(["node-1 agent:broken", "node-2 agent:v1", "node-3 agent:v1"]);
  });

  test("replaces at once those that do no work", () => {
    const { deploy, ready, settle, setReady, pods: all, there } = stageWith(["node-1", "node-2", "node-3"]);
    ready();
    for (const { metadata, spec } of all()) if (spec.nodeName !== "node-3") setReady(metadata.name, false);
    settle();
    deploy("agent:v2");
    expect(there()).toEqual(["node-1 agent:v1!", "node-2 agent:v1!", "node-3 agent:v1"]);
  });

  test("comes by a percentage of the nodes, rounded up", () => {
    const { deploy, ready, there } = stageWith(["node-1", "node-2", "node-3"], {
      updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "50%" } },
    });
    ready();
    deploy("agent:v2");
    expect(there().filter((text) => text.endsWith("!"))).toHaveLength(2);
  });

  test("comes when pods are deleted, and only then, when that is its strategy", () => {
    const {
      deploy,
      ready,
      client,
      endGoing,
      there,
      pods: all,
    } = stageWith(["node-1", "node-2"], { updateStrategy: { type: "OnDelete" } });
    ready();
    deploy("agent:v2");
    expect(there()).toEqual(["node-1 agent:v1", "node-2 agent:v1"]);
    client.delete(pods, all().find(({ spec }) => spec.nodeName === "node-2")?.metadata as { name: string });
    endGoing();
    expect(there()).toEqual(["node-1 agent:v1", "node-2 agent:v2"]);
  });
});
