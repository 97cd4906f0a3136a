import type { Interner } from "../base/intern.ts";
import { type HealthRecord, healthAt, healthTurnsAt } from "./health/podHealth.ts";
import { troublesOf } from "./health/podTroubles.ts";
import type { PodFacts } from "./podFacts.ts";
import { type PodResources, podResourcesOf } from "./podResources.ts";
import { podStatusOf, readinessGatesOf } from "./podStatus.ts";

/**
 * One pod as the table keeps it: flat and small (about 300 bytes), times as numbers, text shared where it repeats.
 * Cells are made from it for visible rows only. No field refers into a network buffer.
 */
export interface PodRow extends HealthRecord {
  /** `namespace/name`. */
  readonly key: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
  /** Milliseconds since the epoch; NaN is the zero time (absent). */
  readonly createdAt: number;
  readonly readyContainers: number;
  readonly totalContainers: number;
  /** The STATUS cell. */
  readonly status: string;
  readonly restarts: number;
  /** When the newest last termination finished, milliseconds since the epoch; NaN when the cell shows no age. */
  readonly restartedAt: number;
  /** Empty when absent, as the next two. */
  readonly ip: string;
  readonly node: string;
  readonly nominatedNode: string;
  /** `met/total`, empty when the pod has no readiness gates. */
  readonly readinessGates: string;
  /** `k=v` pairs joined by `,` in the order of --show-labels (the whole pairs compared bytewise); empty for none. Shared between pods. */
  readonly labels: string;
  /** `Kind/name` of the owner that controls the pod, empty when none does. Shared between pods, as the next. */
  readonly owner: string;
  /** Images of the containers that are neither init containers nor sidecars, joined by `,`. */
  readonly images: string;
  /** What it asks for and may use. Shared between pods. */
  readonly resources: PodResources;
}

/** Makes the row of a pod. `words` shares what repeats between pods; the texts of `pod` must not refer into a network buffer. */
export function podRowOf(pod: PodFacts, words: Interner): PodRow {
  const status = podStatusOf(pod);
  const namespace = words.of(pod.namespace);
  const troubles = troublesOf(pod, status, words);
  const health = pod.phase === "Succeeded" ? "done" : "ok";
  const key = namespace === "" ? pod.name : `${namespace}/${pod.name}`;
  return {
    key,
    namespace,
    // A slice of the key: the letters are kept once.
    name: namespace === "" ? key : key.slice(namespace.length + 1),
    uid: pod.uid,
    resourceVersion: pod.resourceVersion,
    createdAt: pod.createdAt,
    readyContainers: status.ready,
    totalContainers: status.total,
    status: words.of(status.text),
    restarts: status.restarts,
    restartedAt: status.restartedAt,
    ip: pod.ip,
    node: words.of(pod.node),
    nominatedNode: words.of(pod.nominatedNode),
    readinessGates: words.of(readinessGatesOf(pod)),
    labels: words.of(labelsText(pod.labels)),
    owner: pod.ownerKind === "" ? "" : words.joined(pod.ownerKind, "/", pod.ownerName),
    images: imagesText(pod, words),
    resources: podResourcesOf(pod),
    // As it will be when nothing changes any more, which for nearly all pods is what it is.
    health: healthAt({ health, troubles }, Number.MAX_VALUE),
    troubles,
  };
}

/** The row as it is at `now`, milliseconds since the epoch: the same one as long as its health is. */
export function podRowAt(row: PodRow, now: number): PodRow {
  const health = healthAt(row, now);
  return health === row.health ? row : { ...row, health };
}

/** When time alone may make it another row next after `now`, milliseconds since the epoch; Infinity when it cannot. */
export function podRowTurnsAt(row: PodRow, now: number): number {
  return healthTurnsAt(row, now);
}

/** Bytes that one row more takes, an estimate: its fields, and the texts that are not shared with other rows. */
export function podRowBytes({ key, uid, troubles }: PodRow): number {
  return 300 + key.length + uid.length + troubles.length * 120;
}

function imagesText({ containers }: PodFacts, words: Interner): string {
  const [first, ...others] = containers;
  if (others.length === 0) return words.of(first?.image ?? "");
  return others.reduce((images, { image }) => words.joined(images, ",", image), first?.image ?? "");
}

/** The order is that of the whole pairs, so `app-x=1` comes before `app=1`: `-` is below `=`. */
function labelsText(pairs: string[]): string {
  if (pairs.length < 2) return pairs[0] ?? "";
  return pairs.sort().join(",");
}
