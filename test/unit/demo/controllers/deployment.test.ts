import { describe, expect, test } from "vitest";
import { pods } from "../../../../src/demo/apiserver/resources/pods.ts";
import { deployments, replicaSets } from "../../../../src/demo/apiserver/resources/workloads.ts";
import { startDeploymentController } from "../../../../src/demo/controllers/deployment/deploymentController.ts";
import { msUntilStuck, rolloutStatus } from "../../../../src/demo/controllers/deployment/deploymentStatus.ts";
import { revisionsOf } from "../../../../src/demo/controllers/deployment/replicaSetsOf.ts";
import { forgettable } from "../../../../src/demo/controllers/deployment/revisionHistory.ts";
import { nextReplicas, stepsOfOld } from "../../../../src/demo/controllers/deployment/rollingUpdate.ts";
import { rolloutBounds } from "../../../../src/demo/controllers/deployment/rolloutBounds.ts";
import { scalesOf } from "../../../../src/demo/controllers/deployment/scaling.ts";
import { startReplicaSetController } from "../../../../src/demo/controllers/replicaSet/replicaSetController.ts";
import { conditionOf } from "../../../../src/demo/objects/conditions.ts";
import type { Deployment, ReplicaSet } from "../../../../src/demo/objects/workloads.ts";
import { VirtualTime } from "../../../../src/demo/virtualTime.ts";
import { controlStage, newObject, template } from "../../../support/controlStage.ts";

const web = { namespace: "shop", name: "web" };

function stageWith(replicas: number, spec: Partial<Deployment["spec"]> = {}) {
  const stage = controlStage();
  const { client, settle } = stage;
  client.create(
    deployments,
    newObject<Deployment>("apps/v1", "Deployment", "web", {
      spec: {
        replicas,
        selector: { matchLabels: { app: "web" } },
        template: template({ app: "web" }, "web:v1"),
        progressDeadlineSeconds: 600,
        revisionHistoryLimit: 10,
        ...spec,
      },
    }),
  );
  const context = stage.context();
  startDeploymentController(context);
  startReplicaSetController(context);
  settle();
  const change = (spec: Partial<Deployment["spec"]>) => {
    client.update(deployments, web, (current) => ({ ...current, spec: { ...current.spec, ...spec } }));
    settle();
  };
  /** As kubelets do it: whatever was made becomes ready, whatever is to go goes. */
  const runPods = () => {
    for (;;) {
      const going = stage.pods().filter(({ metadata }) => metadata.deletionTimestamp !== undefined);
      for (const { metadata } of going) client.delete(pods, metadata, { gracePeriodSeconds: 0 });
      const writes = stage.writesOf(() => {
        stage.setAllReady();
        settle();
      });
      if (writes === 0) return;
    }
  };
  return {
    ...stage,
    change,
    runPods,
    deploy: (image: string) => change({ template: template({ app: "web" }, image) }),
    deployment: () => client.get(deployments, web) as Deployment,
    /** Image of each ReplicaSet to its replicas. */
    sets: () =>
      Object.fromEntries(
        client
          .list(replicaSets, "shop")
          .map(({ spec }) => [spec.template.spec.containers[0]?.image ?? "", spec.replicas]),
      ),
    setOf: (image: string) =>
      client.list(replicaSets, "shop").find(({ spec }) => spec.template.spec.containers[0]?.image === image),
    progress: () => {
      const condition = conditionOf(client.get(deployments, web)?.status.conditions, "Progressing");
      return `${condition?.status} ${condition?.reason}: ${condition?.message}`;
    },
    available: () => conditionOf(client.get(deployments, web)?.status.conditions, "Available")?.reason,
  };
}

describe("a new Deployment", () => {
  test("gets a ReplicaSet named after its template, with the hash in labels, selector and template", () => {
    const { client, deployment } = stageWith(3);
    const [set] = client.list(replicaSets, "shop");
    const hash = set?.metadata.labels?.["pod-template-hash"];
    expect(hash).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{5,10}$/);
    expect(set).toMatchObject({
      metadata: {
        name: `web-${hash}`,
        labels: { app: "web", "pod-template-hash": hash },
        annotations: {
          "deployment.kubernetes.io/revision": "1",
          "deployment.kubernetes.io/desired-replicas": "3",
          "deployment.kubernetes.io/max-replicas": "4",
        },
        ownerReferences: [{ kind: "Deployment", name: "web", uid: deployment().metadata.uid, controller: true }],
      },
      spec: {
        replicas: 3,
        selector: { matchLabels: { app: "web", "pod-template-hash": hash } },
        template: { metadata: { labels: { app: "web", "pod-template-hash": hash } } },
      },
    });
    expect(deployment().metadata.annotations).toEqual({ "deployment.kubernetes.io/revision": "1" });
  });

  test("says what it does and becomes available", () => {
    const { client, said, runPods, deployment } = stageWith(3);
    const name = client.list(replicaSets, "shop")[0]?.metadata.name;
    expect(said()[0]).toBe(`ScalingReplicaSet: Scaled up replica set ${name} from 0 to 3`);
    runPods();
    expect(deployment().status).toMatchObject({
      observedGeneration: 1,
      replicas: 3,
      updatedReplicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      conditions: [
        { type: "Available", status: "True", reason: "MinimumReplicasAvailable" },
        {
          type: "Progressing",
          status: "True",
          reason: "NewReplicaSetAvailable",
          message: `ReplicaSet "${name}" has successfully progressed.`,
        },
      ],
    });
    expect(deployment().status).not.toHaveProperty("unavailableReplicas");
  });

  test("that has settled is written no more", () => {
    const { runPods, context, settle, wait, writesOf } = stageWith(3);
    runPods();
    const restarted = writesOf(() => {
      const again = context();
      startDeploymentController(again);
      startReplicaSetController(again);
      settle();
      wait(10_000);
    });
    expect(restarted).toBe(0);
  });

  test("gives its annotations to its ReplicaSet, but for those that are about itself", () => {
    const { client, settle, setOf } = stageWith(1);
    const annotations = {
      "kubernetes.io/change-cause": "first try",
      "kubectl.kubernetes.io/last-applied-configuration": "{}",
      "deployment.kubernetes.io/revision": "9",
    };
    client.update(deployments, web, (found) => ({ ...found, metadata: { ...found.metadata, annotations } }));
    settle();
    expect(setOf("web:v1")?.metadata.annotations).toEqual({
      "kubernetes.io/change-cause": "first try",
      "deployment.kubernetes.io/revision": "1",
      "deployment.kubernetes.io/desired-replicas": "1",
      "deployment.kubernetes.io/max-replicas": "2",
    });
  });

  test("says that its pods are refused", () => {
    const { setNamespacePhase, change, deployment, wait } = stageWith(1);
    setNamespacePhase("Terminating");
    change({ replicas: 2 });
    const failure = () => conditionOf(deployment().status.conditions, "ReplicaFailure");
    expect(failure()).toMatchObject({ status: "True", reason: "FailedCreate" });
    setNamespacePhase("Active");
    wait(1);
    expect(failure()).toBeUndefined();
  });

  test("takes over ReplicaSets that a deleted one of its name left behind", () => {
    const { client, deployment, settle, sets } = stageWith(1);
    const set = client.list(replicaSets, "shop")[0] as ReplicaSet;
    client.update(replicaSets, set.metadata, ({ metadata, ...rest }) => {
      const { ownerReferences: _, ...orphaned } = metadata;
      return { ...rest, metadata: orphaned };
    });
    settle();
    expect(sets()).toEqual({ "web:v1": 1 });
    expect(client.get(replicaSets, set.metadata)?.metadata.ownerReferences).toMatchObject([
      { uid: deployment().metadata.uid },
    ]);
  });

  test("takes another name when that of its ReplicaSet is taken", () => {
    const { client, setOf, deploy, deployment, wait } = stageWith(1);
    const first = setOf("web:v1") as ReplicaSet;
    deploy("web:v2");
    // Somebody changes what is under the name of the first template.
    const other = { ...first.spec, template: template({ ...first.spec.template.metadata?.labels }, "other") };
    client.update(replicaSets, first.metadata, (found) => ({ ...found, spec: other }));
    deploy("web:v1");
    wait(1);
    expect(deployment().status.collisionCount).toBe(1);
    expect(setOf("web:v1")?.metadata.name).not.toBe(first.metadata.name);
  });
});

describe("a rolling update", () => {
  test("goes on in steps within surge and unavailability until all pods are new", () => {
    const { deploy, runPods, sets, progress, setOf, said } = stageWith(4);
    runPods();
    deploy("web:v2");
    expect(sets()).toEqual({ "web:v1": 3, "web:v2": 2 });
    runPods();
    expect(sets()).toEqual({ "web:v1": 0, "web:v2": 4 });
    const [old, now] = [setOf("web:v1"), setOf("web:v2")].map((set) => set?.metadata.name);
    expect(progress()).toBe(`True NewReplicaSetAvailable: ReplicaSet "${now}" has successfully progressed.`);
    const scaled = said().filter((text) => text.startsWith("Scaling"));
    expect(scaled.slice(0, 4)).toEqual([
      `ScalingReplicaSet: Scaled up replica set ${old} from 0 to 4`,
      `ScalingReplicaSet: Scaled up replica set ${now} from 0 to 1`,
      `ScalingReplicaSet: Scaled down replica set ${old} from 4 to 3`,
      `ScalingReplicaSet: Scaled up replica set ${now} from 1 to 2`,
    ]);
  });

  test("that gets no pod ready stops, and is stuck after its deadline", () => {
    const { deploy, runPods, wait, sets, progress, setOf, available } = stageWith(4);
    runPods();
    deploy("web:broken");
    wait(599);
    expect(sets()).toEqual({ "web:v1": 3, "web:broken": 2 });
    expect(progress()).toBe(
      `True ReplicaSetUpdated: ReplicaSet "${setOf("web:broken")?.metadata.name}" is progressing.`,
    );
    wait(1);
    expect(progress()).toBe(
      `False ProgressDeadlineExceeded: ReplicaSet "${setOf("web:broken")?.metadata.name}" has timed out progressing.`,
    );
    expect(available()).toBe("MinimumReplicasAvailable");
  });

  test("that is done cannot be stuck any more, whatever becomes of its pods", () => {
    const { runPods, deployment, time, wait } = stageWith(1);
    runPods();
    wait(601);
    const { status } = deployment();
    expect(msUntilStuck({ ...deployment(), status: { ...status, availableReplicas: 0 } }, time)).toBeUndefined();
  });

  test("back to an older template finds its ReplicaSet again, with a new revision", () => {
    const { deploy, runPods, sets, setOf, deployment } = stageWith(2);
    runPods();
    const first = setOf("web:v1")?.metadata.name;
    for (const image of ["web:v2", "web:v1"]) {
      deploy(image);
      runPods();
    }
    expect(sets()).toEqual({ "web:v1": 2, "web:v2": 0 });
    expect(setOf("web:v1")?.metadata).toMatchObject({
      name: first,
      annotations: { "deployment.kubernetes.io/revision": "3", "deployment.kubernetes.io/revision-history": "1" },
    });
    expect(deployment().metadata.annotations?.["deployment.kubernetes.io/revision"]).toBe("3");
  });

  test("keeps as many old ReplicaSets as its history may have", () => {
    const { deploy, runPods, sets } = stageWith(1, { revisionHistoryLimit: 2 });
    for (const version of [2, 3, 4, 5]) {
      deploy(`web:v${version}`);
      runPods();
    }
    expect(sets()).toEqual({ "web:v3": 0, "web:v4": 0, "web:v5": 1 });
  });

  test("is not begun while the Deployment is paused, and goes on afterwards", () => {
    const { change, runPods, sets, progress, wait } = stageWith(2);
    runPods();
    change({ paused: true, template: template({ app: "web" }, "web:v2") });
    wait(10_000);
    expect(sets()).toEqual({ "web:v1": 2 });
    expect(progress()).toBe("Unknown DeploymentPaused: Deployment is paused");
    change({ paused: false });
    runPods();
    expect(sets()).toEqual({ "web:v1": 0, "web:v2": 2 });
  });

  test("forgets its history while it is paused, too", () => {
    const { change, deploy, runPods, sets } = stageWith(1);
    deploy("web:v2");
    runPods();
    change({ paused: true, revisionHistoryLimit: 0 });
    expect(sets()).toEqual({ "web:v2": 1 });
  });

  test("waits for minReadySeconds at each step", () => {
    const { change, deploy, runPods, sets, wait } = stageWith(1);
    runPods();
    change({ minReadySeconds: 30 });
    deploy("web:v2");
    runPods();
    wait(29);
    expect(sets()).toEqual({ "web:v1": 1, "web:v2": 1 });
    wait(1);
    expect(sets()).toEqual({ "web:v1": 0, "web:v2": 1 });
  });
});

test("Recreate makes no new pod before every old one is gone", () => {
  const { deploy, runPods, sets, pods: all, client, settle } = stageWith(2, { strategy: { type: "Recreate" } });
  runPods();
  for (const pod of all()) client.bind(pod, "node-1");
  deploy("web:v2");
  expect(sets()).toEqual({ "web:v1": 0 });
  const [first, second] = all();
  client.delete(pods, first?.metadata as { name: string }, { gracePeriodSeconds: 0 });
  settle();
  expect(sets()).toEqual({ "web:v1": 0 });
  client.delete(pods, second?.metadata as { name: string }, { gracePeriodSeconds: 0 });
  settle();
  expect(sets()).toEqual({ "web:v1": 0, "web:v2": 2 });
});

describe("scaling", () => {
  test("changes the one active ReplicaSet, whatever the surge", () => {
    const { change, sets, said, setOf } = stageWith(2);
    change({ replicas: 10 });
    expect(sets()).toEqual({ "web:v1": 10 });
    expect(said().at(-1)).toMatch(/^SuccessfulCreate/);
    expect(said().filter((text) => text.includes("from 2 to 10"))).toHaveLength(1);
    expect(setOf("web:v1")?.metadata.annotations).toMatchObject({
      "deployment.kubernetes.io/desired-replicas": "10",
      "deployment.kubernetes.io/max-replicas": "13",
    });
    change({ replicas: 0 });
    expect(sets()).toEqual({ "web:v1": 0 });
  });

  // Upstream's own cases of proportional scaling (sync_test.go TestScale), replicas of [new, old, older].
  test.each([
    ["up, to the newer of two of one size", { from: 10, to: 12, sets: [5, 5], expected: [6, 6] }],
    ["up, in proportion", { from: 10, to: 20, sets: [8, 2], expected: [16, 4] }],
    ["down, in proportion", { from: 10, to: 5, sets: [8, 2], expected: [4, 1] }],
    ["up from a rollout of three", { from: 10, to: 20, sets: [5, 3, 2], expected: [10, 6, 4] }],
    [
      "up by less than anybody's share, to the newest of the largest",
      { from: 9, to: 10, sets: [3, 3, 3], expected: [4, 3, 3] },
    ],
    ["down to nothing", { from: 10, to: 0, sets: [8, 2], expected: [0, 0] }],
  ])("in the middle of a rollout: %s", (_, { from, to, sets, expected }) => {
    const { deployment, owned } = rollout(to, sets.toReversed(), (set) => ({
      ...set,
      metadata: {
        ...set.metadata,
        annotations: {
          "deployment.kubernetes.io/desired-replicas": `${from}`,
          "deployment.kubernetes.io/max-replicas": `${from}`,
        },
      },
    }));
    const bounded = { ...deployment, spec: { ...deployment.spec, strategy: noSurge } };
    const scales = scalesOf(bounded, revisionsOf(bounded, owned));
    const size = (name: string) => scales.find(({ replicaSet }) => replicaSet.metadata.name === name)?.replicas;
    expect(sets.map((_, at) => size(`set-${sets.length - 1 - at}`))).toEqual(expected);
  });
});

const noSurge = { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } as const;

/** ReplicaSets by age with these replicas, the last of the Deployment's template. All their pods are available. */
function rollout(replicas: number, sizes: readonly number[], change: (set: ReplicaSet) => ReplicaSet = (set) => set) {
  const deployment = {
    spec: { replicas, template: { spec: { image: sizes.length - 1 } } },
    status: {},
  } as unknown as Deployment;
  const owned = sizes.map((size, at) =>
    change({
      metadata: { name: `set-${at}`, creationTimestamp: `2026-01-05T10:00:0${at}Z` },
      spec: { replicas: size, template: { spec: { image: at } } },
      status: { replicas: size, availableReplicas: size },
    } as unknown as ReplicaSet),
  );
  return { deployment, owned };
}

describe("bounds of a rollout", () => {
  test.each([
    [10, undefined, { maxSurge: 3, maxUnavailable: 2 }],
    [1, undefined, { maxSurge: 1, maxUnavailable: 0 }],
    [4, { maxSurge: 0, maxUnavailable: "25%" }, { maxSurge: 0, maxUnavailable: 1 }],
    [3, { maxSurge: 0, maxUnavailable: "25%" }, { maxSurge: 0, maxUnavailable: 1 }],
    [3, { maxSurge: 0, maxUnavailable: 0 }, { maxSurge: 0, maxUnavailable: 1 }],
    [2, { maxSurge: 5, maxUnavailable: 5 }, { maxSurge: 5, maxUnavailable: 2 }],
  ])("of %s replicas with %j are %j", (replicas, rollingUpdate, expected) => {
    const { deployment } = rollout(replicas, [0]);
    const strategy = rollingUpdate === undefined ? {} : { rollingUpdate };
    expect(rolloutBounds({ ...deployment, spec: { ...deployment.spec, strategy } })).toEqual(expected);
  });
});

describe("steps of a rolling update of 10 with surge 3 and 2 unavailable", () => {
  test.each([
    ["nothing is there yet", [0], 0, 10],
    ["the old ones are all there", [10, 0], 0, 3],
    ["the surge is used up", [8, 5], 5, 5],
    ["more would be too many", [4, 8], 8, 9],
  ])("up when %s", (_, sizes, now, expected) => {
    const { deployment, owned } = rollout(10, sizes);
    expect(nextReplicas(deployment, owned, now)).toBe(expected);
  });

  test.each([
    ["all are available", { sizes: [10, 3], available: [10, 3], expected: { "set-0": 5 } }],
    ["the new ones are not available yet", { sizes: [10, 3], available: [10, 0], expected: { "set-0": 8 } }],
    ["too few are available", { sizes: [8, 5], available: [8, 0], expected: {} }],
    [
      "some old ones do not work: those first",
      { sizes: [4, 6, 3], available: [1, 6, 3], expected: { "set-0": 0, "set-1": 5 } },
    ],
    ["the old ones are gone", { sizes: [0, 10], available: [0, 10], expected: {} }],
  ])("down when %s", (_, { sizes, available, expected }) => {
    const { deployment, owned } = rollout(10, sizes, (set) => ({
      ...set,
      status: { ...set.status, availableReplicas: available[Number(set.metadata.name.slice(4))] ?? 0 },
    }));
    const steps = stepsOfOld(deployment, revisionsOf(deployment, owned));
    expect(Object.fromEntries(steps.map(({ replicaSet, replicas }) => [replicaSet.metadata.name, replicas]))).toEqual(
      expected,
    );
  });
});

describe("an old ReplicaSet", () => {
  const old = (change: (set: ReplicaSet) => ReplicaSet) => {
    const { deployment, owned } = rollout(1, [0, 1], (set) => (set.metadata.name === "set-0" ? change(set) : set));
    const limited = { ...deployment, spec: { ...deployment.spec, revisionHistoryLimit: 0 } };
    return forgettable(limited, revisionsOf(limited, owned)).map(({ metadata }) => metadata.name);
  };

  test.each<[string, (set: ReplicaSet) => ReplicaSet, readonly string[]]>([
    ["goes with the history", (set) => set, ["set-0"]],
    ["stays while it has pods", (set) => ({ ...set, status: { replicas: 1 } }), []],
    ["stays while it is to have pods", (set) => ({ ...set, spec: { ...set.spec, replicas: 1 } }), []],
    [
      "stays while its controller has not seen it",
      (set) => ({ ...set, metadata: { ...set.metadata, generation: 2 } }),
      [],
    ],
    ["is on its way already", (set) => ({ ...set, metadata: { ...set.metadata, deletionTimestamp: "now" } }), []],
  ])("%s", (_, change, expected) => {
    expect(old(change)).toEqual(expected);
  });
});

describe("a rollout goes on", () => {
  const before = { replicas: 4, updatedReplicas: 1, readyReplicas: 3, availableReplicas: 3 };

  // Of the new ReplicaSet and the old one: pods, ready, available.
  test.each<[string, readonly [number, number, number], readonly [number, number, number], string]>([
    ["when a new pod is there", [2, 0, 0], [3, 3, 3], "ReplicaSetUpdated"],
    ["when an old pod is gone", [1, 0, 0], [2, 2, 2], "ReplicaSetUpdated"],
    ["when a pod gets ready", [1, 1, 0], [3, 3, 3], "ReplicaSetUpdated"],
    ["when a pod gets available", [1, 0, 1], [3, 3, 3], "ReplicaSetUpdated"],
    ["not when nothing moves", [1, 0, 0], [3, 3, 3], "NewReplicaSetCreated"],
    ["not when pods fall ill", [1, 0, 0], [3, 2, 2], "NewReplicaSetCreated"],
  ])("%s", (_, now, then, expected) => {
    const counts = [then, now];
    const { deployment, owned } = rollout(4, [3, 1], (set) => {
      const [replicas = 0, readyReplicas = 0, availableReplicas = 0] = counts[Number(set.metadata.name.slice(4))] ?? [];
      return { ...set, status: { replicas, readyReplicas, availableReplicas } };
    });
    const conditions = [
      {
        type: "Progressing",
        status: "True",
        reason: "NewReplicaSetCreated",
        lastUpdateTime: "2026-01-05T10:00:00Z",
      } as const,
    ];
    const moving: Deployment = {
      ...deployment,
      metadata: { ...web, generation: 1 } as Deployment["metadata"],
      spec: { ...deployment.spec, progressDeadlineSeconds: 600 },
      status: { ...before, conditions },
    };
    const time = new VirtualTime(Date.UTC(2026, 0, 5, 10, 1, 0));
    const status = rolloutStatus(moving, revisionsOf(moving, owned), time);
    expect(conditionOf(status.conditions, "Progressing")?.reason).toBe(expected);
  });
});
