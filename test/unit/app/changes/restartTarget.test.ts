import { describe, expect, test } from "vitest";
import { restartResourceOf, restartTargetOf, whyNoRestart } from "../../../../src/app/changes/restartTarget.ts";
import type { JsonObject } from "../../../../src/resources/jsonFields.ts";
import type { Owner } from "../../../../src/resources/page/ownerSection.ts";

const owner = (apiVersion: string, kind: string, name: string, object?: JsonObject | { problem: string }): Owner => {
  const found = object === undefined || "problem" in object ? object : { object };
  return { reference: { apiVersion, kind, name }, found: found as Owner["found"] };
};
const metadata = { namespace: "shop", name: "web", uid: "u-1" };
const set = owner("apps/v1", "ReplicaSet", "web-7f9", {});
const deployment = (spec: JsonObject, more: JsonObject = {}) =>
  owner("apps/v1", "Deployment", "web", { metadata: { ...metadata, ...more }, spec });

describe("what is restarted", () => {
  test("is the Deployment of a ReplicaSet, by its uid", () => {
    expect(restartTargetOf("shop/web-1", [set, deployment({ replicas: 3 })])).toEqual({
      owner: { namespace: "shop", name: "web", uid: "u-1" },
      resource: "deployments",
      name: "Deployment/web",
      replaces: "3 pods, at most 25% away at a time",
      isHarsh: false,
      master: "",
    });
  });

  test.each([
    { kind: "Deployment", spec: {}, replaces: "1 pod, at most 25% away at a time" },
    {
      kind: "Deployment",
      spec: { replicas: 2, strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0 } } },
      replaces: "2 pods, at most 0 away at a time",
    },
    { kind: "StatefulSet", spec: { replicas: 3 }, replaces: "3 pods, one after the other" },
    {
      kind: "StatefulSet",
      spec: { replicas: 3, updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 2 } } },
      replaces: "1 pod, one after the other",
    },
    {
      kind: "StatefulSet",
      spec: { updateStrategy: { type: "OnDelete" } },
      replaces: "none by itself: its strategy is OnDelete, so each only when it is deleted",
    },
    { kind: "DaemonSet", spec: {}, replaces: "5 pods, at most 1 away at a time" },
    {
      kind: "DaemonSet",
      spec: { updateStrategy: { rollingUpdate: { maxUnavailable: "10%" } } },
      replaces: "5 pods, at most 10% away at a time",
    },
  ])("a $kind with $spec replaces $replaces", ({ kind, spec, replaces }) => {
    const status = { desiredNumberScheduled: 5 };
    const target = restartTargetOf("shop/web-1", [owner("apps/v1", kind, "web", { metadata, spec, status })]);

    expect(target).toMatchObject({ resource: `${kind.toLowerCase()}s`, replaces, isHarsh: false });
  });

  test("is told when all pods go at once", () => {
    const spec = { replicas: 3, strategy: { type: "Recreate" } };

    expect(restartTargetOf("shop/web-1", [set, deployment(spec)])).toMatchObject({
      replaces: "3 pods, all of which go before the first comes",
      isHarsh: true,
    });
  });

  test("names who owns it in turn", () => {
    const chain = [set, deployment({}), owner("kafka.example.com/v1", "Kafka", "events")];

    expect(restartTargetOf("shop/web-1", chain)).toMatchObject({ name: "Deployment/web", master: "Kafka/events" });
  });
});

describe("nothing is restarted", () => {
  test.each([
    { chain: [], why: "shop/web-1 has no owner: there is nothing to restart." },
    { chain: [set], why: "ReplicaSet/web-7f9 has no Deployment, and a ReplicaSet is not restarted: delete its pods." },
    {
      chain: [owner("batch/v1", "Job", "load", {}), owner("batch/v1", "CronJob", "nightly", {})],
      why: "CronJob/nightly runs by its schedule, and is not restarted.",
    },
    { chain: [owner("batch/v1", "Job", "load", {})], why: "Job/load runs once, and is not restarted." },
    {
      chain: [set, owner("argoproj.io/v1alpha1", "Rollout", "web")],
      why: "Rollout/web is no Deployment, StatefulSet or DaemonSet, and podscope cannot restart it.",
    },
    {
      chain: [owner("apps/v1", "ReplicaSet", "web-7f9", { problem: 'replicasets "web-7f9" is forbidden' })],
      why: 'ReplicaSet/web-7f9 cannot be read: replicasets "web-7f9" is forbidden',
    },
    {
      chain: [set, deployment({}, { deletionTimestamp: "2026-01-05T10:00:00Z" })],
      why: "Deployment/web is being deleted.",
    },
    {
      chain: [set, deployment({ paused: true })],
      why: "Deployment/web is paused, and restarts nothing before: kubectl rollout resume deployment/web -n shop",
    },
  ])("$why", ({ chain, why }) => {
    expect(restartTargetOf("shop/web-1", chain)).toBe(why);
  });
});

test.each([
  { owner: "ReplicaSet/web-7f9", resource: "deployments" },
  { owner: "StatefulSet/db", resource: "statefulsets" },
  { owner: "DaemonSet/agent", resource: "daemonsets" },
  { owner: "Job/load", resource: undefined, why: "Job/load runs once, and is not restarted." },
  { owner: "", resource: undefined, why: "shop/web-1 has no owner: there is nothing to restart." },
])("a row with the owner $owner says beforehand what a restart is of", ({ owner, resource, why }) => {
  expect(restartResourceOf(owner)).toBe(resource);
  if (why !== undefined) expect(whyNoRestart("shop/web-1", owner)).toBe(why);
});
