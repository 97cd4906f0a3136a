import { isObject } from "./jsonFields.ts";

/** Names of fields that say when something has happened. A deadline such as `deletionTimestamp` is read apart. */
const moments: ReadonlySet<string> = new Set([
  ...["creationTimestamp", "startTime", "lastTransitionTime", "lastProbeTime", "startedAt", "finishedAt", "time"],
]);

/**
 * The newest moment that a pod speaks of, milliseconds since the epoch: what was saved was saved then or later. NaN when it
 * speaks of none.
 */
export function newestTimeIn(pod: unknown): number {
  const { metadata, status } = isObject(pod) ? pod : {};
  const times = [...momentsIn(metadata), ...momentsIn(status), deletedAt(metadata)].filter(Number.isFinite);
  return times.length === 0 ? Number.NaN : Math.max(...times);
}

function momentsIn(value: unknown): readonly number[] {
  if (Array.isArray(value)) return value.flatMap(momentsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (typeof inner === "string") return moments.has(name) ? [Date.parse(inner)] : [];
    // What annotations, labels and field managers call their keys is their own business.
    return name === "annotations" || name === "labels" || name === "fieldsV1" ? [] : momentsIn(inner);
  });
}

/** The time stamp is when the grace period will be over. */
function deletedAt(metadata: unknown): number {
  if (!isObject(metadata) || typeof metadata.deletionTimestamp !== "string") return Number.NaN;
  const graceSeconds = metadata.deletionGracePeriodSeconds;
  return Date.parse(metadata.deletionTimestamp) - (typeof graceSeconds === "number" ? graceSeconds * 1_000 : 0);
}
