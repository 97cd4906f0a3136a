import { describe, expect, test } from "vitest";
import { Interner } from "../../../../src/base/intern.ts";
import { deployments, jobs } from "../../../../src/demo/apiserver/resources/workloads.ts";
import type { Event } from "../../../../src/demo/objects/event.ts";
import type { KubeObject } from "../../../../src/demo/objects/kubeObject.ts";
import type { Namespace, Node } from "../../../../src/demo/objects/node.ts";
import type { Pod } from "../../../../src/demo/objects/pod.ts";
import type { DaemonSet, Deployment, Job, ReplicaSet } from "../../../../src/demo/objects/workloads.ts";
import { worldSnapshot } from "../../../../src/demo/scenario/worldSnapshot.ts";
import { podFromJson } from "../../../../src/resources/podFromJson.ts";

const startMs = Date.parse("2026-03-04T05:06:07Z");

function worldOf(pods: number, seed = 1) {
  const all = worldSnapshot({ seed, pods, startMs });
  const of = <T extends KubeObject>(collection: string) =>
    all.filter((each) => each.collection === collection).map(({ object }) => object as T);
  return {
    all,
    pods: of<Pod>("pods"),
    nodes: of<Node>("nodes"),
    namespaces: of<Namespace>("namespaces"),
    deployments: of<Deployment>("deployments.apps"),
    replicaSets: of<ReplicaSet>("replicasets.apps"),
    daemonSets: of<DaemonSet>("daemonsets.apps"),
    jobs: of<Job>("jobs.batch"),
  };
}

const worlds = [
  { size: "that everybody sees", world: worldOf(60) },
  { size: "of 3000 pods", world: worldOf(3000) },
];

const isActive = ({ metadata, status }: Pod) =>
  status.phase !== "Succeeded" && status.phase !== "Failed" && metadata.deletionTimestamp === undefined;
const isReady = ({ status }: Pod) =>
  status.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True");
const ownedBy = <T extends KubeObject>({ metadata }: KubeObject, objects: readonly T[]) =>
  objects.filter((each) => each.metadata.ownerReferences?.[0]?.uid === metadata.uid);

describe.each(worlds)("in the world $size", ({ world }) => {
  test("every object has a key and a uid of its own", () => {
    const keys = world.all.map(
      ({ collection, object }) => `${collection} ${object.metadata.namespace}/${object.metadata.name}`,
    );
    expect(new Set(keys).size).toBe(world.all.length);
    expect(new Set(world.all.map(({ object }) => object.metadata.uid)).size).toBe(world.all.length);
  });

  test("every owner is there, in the same namespace", () => {
    const byUid = new Map(world.all.map(({ object }) => [object.metadata.uid, object]));
    for (const { object } of world.all) {
      for (const { uid, kind, name } of object.metadata.ownerReferences ?? []) {
        const owner = byUid.get(uid);
        expect(owner).toMatchObject({ kind, metadata: { name, namespace: object.metadata.namespace } });
      }
    }
  });

  test("every namespace is there", () => {
    const names = new Set(world.namespaces.map(({ metadata }) => metadata.name));
    expect(world.pods.filter(({ metadata }) => !names.has(metadata.namespace ?? ""))).toEqual([]);
  });

  test("ReplicaSets have the pods that they ask for, and count them right", () => {
    for (const replicaSet of world.replicaSets) {
      const active = ownedBy(replicaSet, world.pods).filter(isActive);
      const { replicas, readyReplicas = 0, availableReplicas = 0 } = replicaSet.status;
      const ready = active.filter(isReady).length;
      expect([replicaSet.spec.replicas, replicas, readyReplicas, availableReplicas]).toEqual([
        active.length,
        active.length,
        ready,
        ready,
      ]);
      for (const pod of active) expect(pod.metadata.labels).toEqual(replicaSet.spec.template.metadata?.labels);
    }
  });

  test("the newest ReplicaSet of a Deployment has its template but for the hash", () => {
    for (const deployment of world.deployments) {
      const sets = ownedBy(deployment, world.replicaSets);
      const same = sets.filter(({ spec }) => {
        const { "pod-template-hash": _, ...labels } = spec.template.metadata?.labels ?? {};
        const template = { ...spec.template, metadata: { ...spec.template.metadata, labels } };
        return JSON.stringify(template) === JSON.stringify(deployment.spec.template);
      });
      expect(same).toHaveLength(1);
      const { "deployment.kubernetes.io/revision": revision } = deployment.metadata.annotations ?? {};
      expect(same[0]?.metadata.annotations?.["deployment.kubernetes.io/revision"]).toBe(revision);
    }
  });

  test("Deployments count their pods right, and their rollouts are done or stuck within their bounds", () => {
    for (const deployment of world.deployments) {
      const pods = ownedBy(deployment, world.replicaSets).flatMap((set) => ownedBy(set, world.pods).filter(isActive));
      const ready = pods.filter(isReady).length;
      const { replicas } = deployment.spec;
      const { readyReplicas = 0, availableReplicas = 0 } = deployment.status;
      expect([deployment.status.replicas, readyReplicas, availableReplicas]).toEqual([pods.length, ready, ready]);
      expect(deployment.status.unavailableReplicas ?? 0).toBe(pods.length - ready);
      expect(pods.length === replicas || pods.length === replicas + Math.ceil(replicas / 4)).toBe(true);
    }
  });

  test("templates are filled in as the API server would fill them in", () => {
    for (const object of world.deployments) {
      expect((deployments.prepareForCreate?.(object) ?? object).spec.template).toEqual(object.spec.template);
    }
    for (const object of world.jobs) {
      expect((jobs.prepareForCreate?.(object) ?? object).spec.template).toEqual(object.spec.template);
    }
  });

  test("DaemonSets have one pod on each node", () => {
    const names = world.nodes.map(({ metadata }) => metadata.name).sort();
    for (const daemonSet of world.daemonSets) {
      expect(daemonSet.status.desiredNumberScheduled).toBe(names.length);
      const on = ownedBy(daemonSet, world.pods).map(({ spec }) => spec.nodeName);
      expect(on.sort()).toEqual(names);
    }
  });

  test("Jobs count their pods right", () => {
    for (const job of world.jobs) {
      const phases = ownedBy(job, world.pods).map(({ status }) => status.phase);
      const count = (phase: string) => phases.filter((each) => each === phase).length;
      const { succeeded = 0, failed = 0, active = 0 } = job.status;
      expect([succeeded, failed, active]).toEqual([
        count("Succeeded"),
        count("Failed"),
        count("Running") + count("Pending"),
      ]);
    }
  });

  test("no node has more than it can take, and no two pods have one address", () => {
    for (const { metadata, status } of world.nodes) {
      const here = world.pods.filter(({ spec, status: { phase } }) => {
        return spec.nodeName === metadata.name && (phase === "Running" || phase === "Pending");
      });
      const sum = (resource: "cpu" | "memory") =>
        here
          .flatMap(({ spec }) => spec.containers)
          .reduce((total, { resources }) => total + Number.parseInt(resources?.requests?.[resource] ?? "0", 10), 0);
      expect(sum("cpu")).toBeLessThanOrEqual(Number.parseInt(status.allocatable?.cpu ?? "0", 10));
      expect(sum("memory")).toBeLessThanOrEqual(Number.parseInt(status.allocatable?.memory ?? "0", 10));
      expect(here.length).toBeLessThanOrEqual(110);
    }
    const addresses = world.pods.flatMap(({ status }) => status.podIP ?? []);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  test("nothing happened in the future", () => {
    const text = JSON.stringify(world.all.map(({ object }) => object));
    const times = (text.match(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g) ?? []).map((time) => Date.parse(time));
    expect(Math.max(...times)).toBeLessThanOrEqual(startMs);
  });
});

test("the first screen has what is worth a look", () => {
  const words = new Interner();
  const shown = new Set(worldOf(60).pods.map((pod) => podFromJson(pod, words).status));
  expect([...shown].sort()).toEqual(
    [
      "",
      "Completed",
      "CrashLoopBackOff",
      "CreateContainerConfigError",
      "Error",
      "Evicted",
      "ExitCode:0",
      "Init:CrashLoopBackOff",
      "Init:ExitCode:3",
      "Init:OOMKilled",
      "Init:Signal:9",
      "NotReady",
      "Pending",
      "Running",
      "SchedulingGated",
      "Signal:9",
      "Terminating",
      "Unknown",
    ].sort(),
  );
});

test("each run of a container has an id of its own, and one that waits has that of its last run", () => {
  const statuses = worldOf(60).pods.flatMap(({ status }) => status.containerStatuses ?? []);
  const restarted = statuses.filter(({ state, lastState }) => state.running && lastState.terminated);
  const waiting = statuses.filter(({ state }) => state.waiting?.reason === "CrashLoopBackOff");
  expect([restarted.length, waiting.length]).toEqual([3, 2]);
  for (const { containerID, lastState } of restarted) expect(lastState.terminated?.containerID).not.toBe(containerID);
  for (const { containerID, lastState } of waiting) expect(lastState.terminated?.containerID).toBe(containerID);
  const ids = statuses.flatMap(({ containerID }) => containerID ?? []);
  expect(new Set(ids).size).toBe(ids.length);
});

test("what is not well was spoken of", () => {
  const { all, pods } = worldOf(60);
  const said = all.flatMap(({ object }) => (object.kind === "Event" ? [object as Event] : []));
  const byUid = new Map(pods.map((pod) => [pod.metadata.uid, pod]));
  for (const { involvedObject } of said) {
    expect(byUid.get(involvedObject.uid ?? "")?.metadata.name).toBe(involvedObject.name);
  }
  expect(said.map(({ reason, message, count, source }) => [source?.component, reason, message, count])).toEqual([
    ["kubelet", "BackOff", expect.stringMatching(/^Back-off restarting failed container recommendations in pod/), 49],
    ["kubelet", "BackOff", expect.stringMatching(/^Back-off restarting failed container recommendations in pod/), 48],
    ["kubelet", "BackOff", expect.stringMatching(/^Back-off restarting failed container migrate in pod ledger-/), 13],
    ["kubelet", "Failed", 'Error: secret "payout-gateway" not found', 104],
    ["default-scheduler", "FailedScheduling", expect.stringMatching(/^0\/6 nodes are available: /), 7],
  ]);
});

test.each([100, 500, 2000, 4321])("a world of %i pods has as many", (pods) => {
  expect(worldOf(pods).pods).toHaveLength(pods);
});

test("in a large world about one pod in a hundred is unwell", () => {
  const { pods } = worldOf(8000);
  const unwell = pods.filter((pod) => isActive(pod) && !isReady(pod)).length;
  expect(unwell / pods.length).toBeGreaterThan(0.003);
  expect(unwell / pods.length).toBeLessThan(0.02);
});

test("the same seed makes the same world, another one other names", () => {
  expect(JSON.stringify(worldOf(300, 7).all)).toBe(JSON.stringify(worldOf(300, 7).all));
  const names = (seed: number) => worldOf(60, seed).pods.map(({ metadata }) => metadata.name);
  expect(names(7).filter((name) => names(8).includes(name) && !name.endsWith("-0")).length).toBeLessThan(10);
});
