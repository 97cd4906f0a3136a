import type { RowDecoder, Versioned } from "../kube/sync/listWatch.ts";
import { podDecoder } from "../resources/podDecoder.ts";
import type { PodRow } from "../resources/podRow.ts";
import type { GetFlags } from "./arguments.ts";
import { withKind } from "./podSource.ts";
import { onlyJson } from "./serverSource.ts";
import { sortPathFrom } from "./sortedPods.ts";
import { type SortValue, sortValueOf } from "./sortValue.ts";

/** A pod that is followed, with as much of it as will be printed. */
export interface WatchedPod extends Versioned {
  readonly row: PodRow;
  /** The whole of it, when that is printed. */
  readonly object?: unknown;
  /** What it is sorted by, when it is. */
  readonly value?: SortValue;
}

/** How pods are read for what the flags want to print: `format` as in HttpListWatchOptions. @throws SortError */
export function watchedPods(flags: GetFlags): {
  readonly decoder: RowDecoder<WatchedPod>;
  readonly format: "json" | undefined;
} {
  const isWhole = flags.output === "json" || flags.output === "yaml";
  const path = flags.sortBy === undefined ? undefined : sortPathFrom(flags.sortBy);
  const fromJson = (pod: unknown): WatchedPod => ({
    ...watched(podDecoder.fromJson(pod)),
    ...(isWhole ? { object: withKind(pod) } : {}),
    ...(path === undefined ? {} : { value: sortValueOf(path.find(pod)) }),
  });
  if (isWhole || path !== undefined) return { decoder: { fromJson, fromProtobuf: onlyJson }, format: "json" };
  const fromProtobuf = (bytes: Uint8Array, start: number, end: number) =>
    watched(podDecoder.fromProtobuf(bytes, start, end));
  return { decoder: { fromJson, fromProtobuf }, format: undefined };
}

function watched(row: PodRow): WatchedPod {
  return { key: row.key, uid: row.uid, resourceVersion: row.resourceVersion, row };
}
