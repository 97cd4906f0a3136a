import { describe, expect, test } from "vitest";
import { pods } from "../../../../src/demo/apiserver/resources/pods.ts";
import { replicaSets } from "../../../../src/demo/apiserver/resources/workloads.ts";
import { podsToDelete } from "../../../../src/demo/controllers/replicaSet/podsToDelete.ts";
import { startReplicaSetController } from "../../../../src/demo/controllers/replicaSet/replicaSetController.ts";
import type { Pod } from "../../../../src/demo/objects/pod.ts";
import type { ReplicaSet } from "../../../../src/demo/objects/workloads.ts";
import { controlStage, newObject, stageStart, template } from "../../../support/controlStage.ts";

const web = { namespace: "shop", name: "web" };

function stageWith(replicas: number, spec: Partial<ReplicaSet["spec"]> = {}) {
  const stage = controlStage();
  const replicaSet = stage.client.create(
    replicaSets,
    newObject<ReplicaSet>("apps/v1", "ReplicaSet", "web", {
      spec: { replicas, selector: { matchLabels: { app: "web" } }, template: template({ app: "web" }), ...spec },
    }),
  );
  const stop = startReplicaSetController(stage.context());
  stage.settle();
  const scale = (to: number) => {
    stage.client.update(replicaSets, web, (current) => ({ ...current, spec: { ...current.spec, replicas: to } }));
    stage.settle();
  };
  const status = () => stage.client.get(replicaSets, web)?.status;
  return { ...stage, replicaSet, scale, status, stop };
}

describe("pods of a ReplicaSet", () => {
  test("are made from its template, named after it and owned by it", () => {
    const { pods: made, replicaSet } = stageWith(2);
    expect(made()).toHaveLength(2);
    for (const { metadata, spec } of made()) {
      expect(metadata.name).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
      expect(metadata).toMatchObject({
        generateName: "web-",
        labels: { app: "web" },
        ownerReferences: [
          {
            apiVersion: "apps/v1",
            kind: "ReplicaSet",
            name: "web",
            uid: replicaSet.metadata.uid,
            controller: true,
            blockOwnerDeletion: true,
          },
        ],
      });
      expect(spec.containers[0]?.image).toBe("registry.demo/shop/web:v1");
    }
  });

  test("are told of in events", () => {
    const { podNames, said, scale } = stageWith(1);
    const [name] = podNames();
    scale(0);
    expect(said()).toEqual([`SuccessfulCreate: Created pod: ${name}`, `SuccessfulDelete: Deleted pod: ${name}`]);
  });

  test.each(["deleted", "failed", "evicted"])("are replaced when one is %s", (how) => {
    const { client, podNames, activePods, finish, settle } = stageWith(2);
    const [name = ""] = podNames();
    if (how === "deleted") client.delete(pods, { namespace: "shop", name });
    else finish(name, "Failed");
    settle();
    const running = activePods().filter(({ status }) => status.phase === "Pending");
    expect(running).toHaveLength(2);
  });

  test("are left alone once the controller has stopped", () => {
    const { stop, client, podNames, settle } = stageWith(1);
    stop();
    client.delete(pods, { namespace: "shop", name: podNames()[0] ?? "" });
    settle();
    expect(podNames()).toEqual([]);
  });

  test("are let go when their labels no longer fit, and taken back when they do", () => {
    const { client, podNames, pods: all, settle } = stageWith(1);
    const name = podNames()[0] ?? "";
    const label = (app: string) => {
      client.update(pods, { namespace: "shop", name }, (pod) => ({
        ...pod,
        metadata: { ...pod.metadata, labels: { app } },
      }));
      settle();
    };
    label("debug");
    expect(
      all()
        .map(({ metadata }) => metadata.ownerReferences?.length ?? 0)
        .sort(),
    ).toEqual([0, 1]);
    label("web");
    expect(all().map(({ metadata }) => metadata.ownerReferences?.length)).toEqual([1]);
  });

  test("are made no more once it is to go", () => {
    const { client, podNames, settle } = stageWith(1);
    client.delete(replicaSets, web, { propagationPolicy: "Foreground" });
    client.delete(pods, { namespace: "shop", name: podNames()[0] ?? "" });
    settle();
    expect(podNames()).toEqual([]);
  });

  test("are not taken from nobody when they are going", () => {
    const { client, settle, pods: all } = stageWith(0);
    const spec = { containers: [], nodeName: "node-1" };
    const orphan = {
      ...newObject<Pod>("v1", "Pod", "old", { spec }),
      metadata: { name: "old", namespace: "shop", labels: { app: "web" } },
    };
    client.create(pods, orphan);
    client.delete(pods, { namespace: "shop", name: "old" });
    settle();
    expect(all()[0]?.metadata).not.toHaveProperty("ownerReferences");
  });

  test("are asked for again later when the API server refuses them", () => {
    const { setNamespacePhase, status, podNames, scale, wait } = stageWith(0);
    setNamespacePhase("Terminating");
    scale(1);
    expect(podNames()).toEqual([]);
    expect(status()?.conditions).toMatchObject([
      {
        type: "ReplicaFailure",
        status: "True",
        reason: "FailedCreate",
        message: expect.stringMatching(
          /^pods "web-\w{5}" is forbidden: unable to create new content in namespace shop/,
        ),
      },
    ]);
    setNamespacePhase("Active");
    wait(1);
    expect(podNames()).toHaveLength(1);
    expect(status()).not.toHaveProperty("conditions");
  });
});

describe("status of a ReplicaSet", () => {
  test("counts pods that are there, ready and available", () => {
    const { podNames, setReady, settle, status } = stageWith(3);
    expect(status()).toEqual({ replicas: 3, fullyLabeledReplicas: 3, observedGeneration: 1 });
    setReady(podNames()[0] ?? "");
    settle();
    expect(status()).toMatchObject({ replicas: 3, readyReplicas: 1, availableReplicas: 1 });
  });

  test("counts a pod as available after minReadySeconds", () => {
    const { setAllReady, status, settle, wait } = stageWith(1, { minReadySeconds: 10 });
    setAllReady();
    settle();
    expect(status()).toMatchObject({ readyReplicas: 1 });
    expect(status()).not.toHaveProperty("availableReplicas");
    wait(9.9);
    expect(status()).not.toHaveProperty("availableReplicas");
    wait(0.1);
    expect(status()).toMatchObject({ availableReplicas: 1 });
  });
});

describe("which pods go first", () => {
  const old = new Date(stageStart - 3_600_000).toISOString();
  const young = new Date(stageStart - 60_000).toISOString();
  const ready = (since: string) => [{ type: "Ready", status: "True", lastTransitionTime: since } as const];
  const pod = (
    name: string,
    rest: { spec?: object; status?: object; annotations?: Record<string, string>; since?: string },
  ) =>
    ({
      metadata: { name, uid: name, creationTimestamp: rest.since ?? old, annotations: rest.annotations },
      spec: { nodeName: name, ...rest.spec },
      status: { phase: "Running", conditions: ready(old), ...rest.status },
    }) as unknown as Pod;

  test.each<[string, Pod, Pod]>([
    ["one without a node", pod("b", { spec: { nodeName: undefined } }), pod("a", {})],
    ["a pending one", pod("b", { status: { phase: "Pending" } }), pod("a", {})],
    ["one that is not ready", pod("b", { status: { conditions: [] } }), pod("a", {})],
    ["a cheap one", pod("b", { annotations: { "controller.kubernetes.io/pod-deletion-cost": "-5" } }), pod("a", {})],
    ["one ready for a shorter time", pod("b", { status: { conditions: ready(young) } }), pod("a", {})],
    ["one that restarted", pod("b", { status: { containerStatuses: [{ restartCount: 3 }] } }), pod("a", {})],
    ["a younger one", pod("b", { since: young }), pod("a", {})],
    ["of two alike that with the lower uid", pod("a", {}), pod("b", {})],
  ])("%s", (_, first, second) => {
    expect(podsToDelete([second, first], 1, stageStart)).toEqual([first]);
  });

  test("one of two on a node before one that is alone", () => {
    const alone = pod("a", {});
    const two = ["x", "y"].map((name) => pod(name, { spec: { nodeName: "shared" } }));
    expect(podsToDelete([alone, ...two], 1, stageStart)).toEqual([two[0]]);
  });
});
