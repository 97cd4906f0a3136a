import { days, hours, minutes, seconds } from "../../span.ts";
import type { App } from "../app.ts";
import { done, failed, initializing } from "../pasts.ts";
import type { PlaceOf } from "../place.ts";
import type { Ending, PodPast } from "../podPast.ts";
import { dueAt, past, service, steady, task } from "../workloads.ts";

const namespace = "search";
const suggestions = task(namespace, "build-suggestions");
const onMemoryNodes = { nodeSelector: { pool: "memory" } };

const embedder: App = service(
  namespace,
  "embedder",
  { cpu: 2000, memory: 8192, memoryLimit: 12288, gpus: 1 },
  {
    nodeSelector: { pool: "gpu" },
    tolerations: [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }],
  },
);

const reindex: App = {
  ...task(namespace, "reindex-products"),
  initPrograms: [
    { name: "fetch-snapshot", image: "registry.demo/base/object-fetch", tag: "v0.4.1", cpu: 50, memory: 64 },
  ],
};

/** It waits for its turn: a queue takes its gate away. */
const retraining: App = {
  ...task(namespace, "retrain-ranking", { cpu: 1000, memory: 2048 }),
  pod: { restartPolicy: "Never", schedulingGates: [{ name: "queue.demo/admission" }] },
};

/** Finding things. */
export const search: PlaceOf = ({ random, now }) => ({
  namespace,
  ageMs: days(33),
  deployments: [
    steady(
      service(namespace, "search-api", { cpu: 250, memory: 256 }),
      3,
      { "v2.11.0": days(13), "v2.12.1": days(4) },
      random,
    ),
    steady(
      service(namespace, "indexer", { cpu: 1000, memory: 6144, memoryLimit: 12288 }, onMemoryNodes),
      2,
      { "v1.6.4": days(18), "v1.7.0": hours(6) },
      random,
    ),
    steady(service(namespace, "query-rewriter"), 2, { "v0.3.9": days(7) }, random),
    {
      app: embedder,
      replicas: 2,
      ageMs: days(12),
      revisions: [
        ...past({ "v0.2.0": days(12) }),
        { version: "v0.2.1", ageMs: days(3), pods: [{ ageMs: days(3) }, findsNoGpu(minutes(34))] },
      ],
    },
  ],
  jobs: [
    {
      app: reindex,
      version: "v1.7.0",
      ageMs: hours(6),
      backoffLimit: 2,
      endedMs: hours(6) - minutes(2),
      // What an older runtime told of its ends has no reasons.
      pods: [
        fetchFails(hours(6), { exitCode: 3 }),
        fetchFails(hours(6) - seconds(22), { exitCode: 137, signal: 9 }),
        fetchFails(hours(6) - seconds(61), { exitCode: 137, signal: 9, reason: "OOMKilled" }),
      ],
    },
    {
      app: dueAt(suggestions, now - minutes(125)),
      version: "v1.7.0",
      ageMs: minutes(125),
      endedMs: minutes(121),
      pods: [done("build-suggestions", minutes(125), minutes(3))],
    },
  ],
  lonePods: [
    { app: retraining, version: "v1.7.0", past: { ageMs: minutes(52), phase: "Pending", isGated: true } },
    { app: service(namespace, "vector-store-0"), version: "v4.0.2", past: lostWithItsNode(days(16)) },
  ],
});

function findsNoGpu(ageMs: number): PodPast {
  const nodes =
    "0/6 nodes are available: 1 Insufficient nvidia.com/gpu, 1 node(s) had untolerated taint(s), 4 node(s) didn't match Pod's node affinity/selector.";
  const preemption =
    "no new claims to deallocate, preemption: 0/6 nodes are available: 1 No preemption victims found for incoming pod, 5 Preemption is not helpful for scheduling.";
  return { ageMs, phase: "Pending", unschedulable: `${nodes} ${preemption}` };
}

function fetchFails(ageMs: number, ended: Pick<Ending, "exitCode" | "signal" | "reason">): PodPast {
  const { containers } = failed("fetch-snapshot", ageMs, { ranMs: seconds(9), ...ended });
  return { ageMs, phase: "Failed", containers: { ...containers, "reindex-products": initializing } };
}

/** Its node went and never came back; its volume is held for somebody who has still to release it. */
function lostWithItsNode(ageMs: number): PodPast {
  return {
    ageMs,
    isOnDownNode: true,
    reason: "NodeLost",
    message: "Node which was running pod vector-store-0 is unresponsive",
    deletedMs: hours(27) - minutes(5),
    finalizers: ["storage.demo/release-volume"],
  };
}
