import { podDecoder } from "../src/resources/podDecoder.ts";
import type { PodRow } from "../src/resources/podRow.ts";

/** The moment at which they are as they are, milliseconds since the epoch. */
export const sampleNow = Date.UTC(2026, 5, 15, 10, 30, 0);

/** Pods of a large cluster, always the same ones, of which a share is unhealthy. */
export function samplePods(count: number, unhealthyShare: number): readonly PodRow[] {
  seed = 1;
  return Array.from({ length: count }, (_, index) => samplePod(index, unhealthyShare));
}

const apps = ["web", "checkout-api", "payments-worker", "search-indexer", "kafka-broker", "prometheus", "cart", "auth"];
const waiting = ["CrashLoopBackOff", "ImagePullBackOff", "ContainerCreating", "CreateContainerConfigError"];

/** Repeatable random numbers in [0, 1) (a linear congruence is random enough for names and ages). */
let seed = 1;
function random(): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 4_294_967_296;
}

function letters(count: number): string {
  return Array.from({ length: count }, () => "bcdfghjklmnpqrstvwxz2456789"[Math.floor(random() * 27)]).join("");
}

function time(agoMs: number): string {
  return new Date(sampleNow - agoMs).toISOString();
}

function samplePod(index: number, unhealthyShare: number): PodRow {
  const app = apps[index % apps.length] ?? "web";
  const restarts = random() < 0.15 ? Math.floor(random() * 40) : 0;
  const isBroken = random() < unhealthyShare;
  const lastState = restarts > 0 ? { terminated: { exitCode: 1, finishedAt: time(random() * 86_400_000) } } : {};
  const hash = letters(3);
  return podDecoder.fromJson({
    metadata: {
      name: `${app}-${letters(9)}-${letters(5)}`,
      namespace: `team-${index % 200}`,
      uid: `uid-${index}`,
      resourceVersion: String(index),
      creationTimestamp: time(random() ** 3 * 90 * 86_400_000),
      labels: { app, "pod-template-hash": hash, team: `t${index % 200}` },
      ownerReferences: [{ kind: "ReplicaSet", name: `${app}-${hash}`, controller: true }],
    },
    spec: {
      nodeName: `worker-${index % 1_000}.eu-west-1.compute.internal`,
      containers: [{ name: "main" }, { name: "log" }],
    },
    status: {
      phase: isBroken ? "Pending" : "Running",
      podIP: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
      containerStatuses: ["main", "log"].map((name) => ({
        name,
        ready: !isBroken,
        restartCount: restarts,
        lastState,
        state: isBroken ? { waiting: { reason: waiting[index % waiting.length] } } : { running: {} },
      })),
    },
  });
}
