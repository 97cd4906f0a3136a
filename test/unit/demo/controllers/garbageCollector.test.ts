import { expect, test } from "vitest";
import type { DeleteOptions } from "../../../../src/demo/apiserver/registry.ts";
import { pods } from "../../../../src/demo/apiserver/resources/pods.ts";
import { deployments, replicaSets } from "../../../../src/demo/apiserver/resources/workloads.ts";
import { Dependents } from "../../../../src/demo/controllers/garbageCollector/dependents.ts";
import { startGarbageCollector } from "../../../../src/demo/controllers/garbageCollector/garbageCollector.ts";
import type { KubeObject, OwnerReference } from "../../../../src/demo/objects/kubeObject.ts";
import { controllerReference } from "../../../../src/demo/objects/ownership.ts";
import type { Pod } from "../../../../src/demo/objects/pod.ts";
import type { Deployment, ReplicaSet } from "../../../../src/demo/objects/workloads.ts";
import { controlStage, newObject, oneContainer, template } from "../../../support/controlStage.ts";

/** Deployment `web` > ReplicaSet `web-1` > pods `web-1-a`, on a node and with a grace period, and `web-1-b`. */
function stage() {
  const all = controlStage();
  const { client, settle } = all;
  const spec = { replicas: 1, selector: { matchLabels: { app: "web" } }, template: template({ app: "web" }) };
  const deployment = client.create(deployments, newObject<Deployment>("apps/v1", "Deployment", "web", { spec }));
  const owned = (name: string, ownerReferences: readonly OwnerReference[]) => ({
    name,
    namespace: "shop",
    ownerReferences,
  });
  const replicaSet = client.create(replicaSets, {
    ...newObject<ReplicaSet>("apps/v1", "ReplicaSet", "web-1", { spec }),
    metadata: owned("web-1", [controllerReference(deployment)]),
  });
  const createPod = (name: string, owners: readonly KubeObject[], nodeName?: string) =>
    client.create(pods, {
      ...newObject<Pod>("v1", "Pod", name, {
        spec: { containers: oneContainer, ...(nodeName === undefined ? {} : { nodeName }) },
      }),
      metadata: owned(name, owners.map(controllerReference)),
    });
  createPod("web-1-a", [replicaSet], "node-1");
  createPod("web-1-b", [replicaSet]);
  startGarbageCollector(all);
  settle();
  return {
    ...all,
    deployment,
    replicaSet,
    createPod,
    delete: (options: DeleteOptions = {}) => {
      client.delete(deployments, { namespace: "shop", name: "web" }, options);
      settle();
    },
    /** As a kubelet does it once the containers have stopped. */
    endPod: (name: string) => {
      client.delete(pods, { namespace: "shop", name }, { gracePeriodSeconds: 0 });
      settle();
    },
    /** What is there; `!` for what waits to go. */
    there: () =>
      [deployments, replicaSets, pods]
        .flatMap((type) => client.list<KubeObject>(type as never, "shop"))
        .map(({ metadata }) => metadata.name + (metadata.deletionTimestamp === undefined ? "" : "!")),
    ownersOf: (name: string) =>
      client.get(pods, { namespace: "shop", name })?.metadata.ownerReferences?.map((one) => one.uid),
  };
}

test("what has its owner is left alone", () => {
  const { writesOf, client, time, wait, there } = stage();
  expect(
    writesOf(() => {
      startGarbageCollector({ client, time });
      wait(100);
    }),
  ).toBe(0);
  expect(there()).toEqual(["web", "web-1", "web-1-a", "web-1-b"]);
});

test.each<[string, DeleteOptions]>([
  ["by itself", {}],
  ["in the background", { propagationPolicy: "Background" }],
])("an owner that goes %s takes its dependents and theirs, pods with their grace", (_, options) => {
  const { delete: remove, there, endPod } = stage();
  remove(options);
  expect(there()).toEqual(["web-1-a!"]);
  endPod("web-1-a");
  expect(there()).toEqual([]);
});

test("in the foreground an owner goes after its dependents, which go after theirs", () => {
  const { delete: remove, there, endPod } = stage();
  remove({ propagationPolicy: "Foreground" });
  expect(there()).toEqual(["web!", "web-1!", "web-1-a!"]);
  endPod("web-1-a");
  expect(there()).toEqual([]);
});

test("in the foreground an owner waits for nobody who does not ask for it", () => {
  const { client, deployment, settle, there } = stage();
  client.update(replicaSets, { namespace: "shop", name: "web-1" }, (found) => ({
    ...found,
    metadata: {
      ...found.metadata,
      ownerReferences: [{ ...controllerReference(deployment), blockOwnerDeletion: false }],
    },
  }));
  client.delete(deployments, { namespace: "shop", name: "web" }, { propagationPolicy: "Foreground" });
  settle();
  expect(there()).toEqual(["web-1-a!"]);
});

test("who waits for its dependents and no longer wants to goes before them", () => {
  const { delete: remove, there } = stage();
  remove({ propagationPolicy: "Foreground" });
  remove({ propagationPolicy: "Background" });
  expect(there()).toEqual(["web-1!", "web-1-a!"]);
});

test("an orphaned dependent stays, without its owner", () => {
  const { delete: remove, there, client } = stage();
  remove({ propagationPolicy: "Orphan" });
  expect(there()).toEqual(["web-1", "web-1-a", "web-1-b"]);
  expect(client.get(replicaSets, { namespace: "shop", name: "web-1" })?.metadata).not.toHaveProperty("ownerReferences");
});

test("what has another owner stays, and forgets the one that is gone", () => {
  const { delete: remove, createPod, deployment, there, ownersOf, client, settle } = stage();
  const spec = { replicas: 1, selector: { matchLabels: { app: "web" } }, template: template({ app: "web" }) };
  const other = client.create(replicaSets, newObject<ReplicaSet>("apps/v1", "ReplicaSet", "other", { spec }));
  createPod("shared", [deployment, other]);
  settle();
  remove();
  expect(there()).toContain("shared");
  expect(ownersOf("shared")).toEqual([other.metadata.uid]);
});

test.each<[string, (replicaSet: ReplicaSet) => Partial<OwnerReference>]>([
  ["is gone already", () => ({ name: "none" })],
  ["has its name from another", () => ({ uid: "of an older one" })],
])("what comes when its owner %s goes", (_, change) => {
  const { client, replicaSet, settle, there } = stage();
  client.create(pods, {
    ...newObject<Pod>("v1", "Pod", "late", { spec: { containers: oneContainer } }),
    metadata: {
      name: "late",
      namespace: "shop",
      ownerReferences: [{ ...controllerReference(replicaSet), ...change(replicaSet) }],
    },
  });
  settle();
  expect(there()).not.toContain("late");
});

test("what has an owner of a kind that nobody knows stays", () => {
  const { client, settle, there } = stage();
  const ownerReferences = [{ apiVersion: "demo.io/v1", kind: "Bakery", name: "x", uid: "x" }];
  client.create(pods, {
    ...newObject<Pod>("v1", "Pod", "bread", { spec: { containers: oneContainer } }),
    metadata: { name: "bread", namespace: "shop", ownerReferences },
  });
  settle();
  expect(there()).toContain("bread");
});

test("a deletion that was asked for before the start is carried on", () => {
  const all = controlStage();
  const { client, time, settle } = all;
  const spec = { replicas: 1, selector: { matchLabels: { app: "web" } }, template: template({ app: "web" }) };
  client.create(deployments, newObject<Deployment>("apps/v1", "Deployment", "web", { spec }));
  client.delete(deployments, { namespace: "shop", name: "web" }, { propagationPolicy: "Foreground" });
  startGarbageCollector({ client, time });
  settle();
  expect(client.list(deployments)).toEqual([]);
});

test("dependents are found by their owners as they are now", () => {
  const dependents = new Dependents();
  const owned = (name: string, ...uids: readonly string[]) => {
    const ownerReferences = uids.map((uid) => ({ apiVersion: "v1", kind: "Pod", name: uid, uid }));
    return { metadata: { name, namespace: "shop", ownerReferences } } as unknown as KubeObject;
  };
  const names = (uid: string) => dependents.of(uid).map(({ name }) => name.name);
  dependents.put(pods as never, owned("a", "one", "two"), undefined);
  dependents.put(pods as never, owned("b", "one"), undefined);
  dependents.put(pods as never, owned("a", "two", "three"), owned("a", "one", "two"));
  expect([names("one"), names("two"), names("three")]).toEqual([["b"], ["a"], ["a"]]);
  dependents.remove(pods as never, owned("a", "two", "three"));
  expect([names("one"), names("two"), names("three")]).toEqual([["b"], [], []]);
});
