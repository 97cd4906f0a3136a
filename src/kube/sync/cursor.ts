import type { KubeError } from "../kubeError.ts";
import type { FromVersion } from "./listWatch.ts";

/** Where the reflector stands and what it does next. A value: `advance` (recovery.ts) makes the next one from an outcome. */
export interface Cursor {
  /** The request to make, or the one under way; a streaming list becomes a watch at its end bookmark. */
  readonly ask: Ask;
  /** What to wait for before it. */
  readonly pause: Pause;
  /** Everything up to here is in the table; undefined before the first complete list. */
  readonly version: FromVersion;
  /** Why the request before failed; undefined when all is well. */
  readonly error: KubeError | undefined;
  /** Why everything is listed again; undefined on the first load and while watching. */
  readonly resync: ResyncReason | undefined;
  readonly can: Abilities;
  /** Failures without 30 s of health between them: they make the backoff grow. */
  readonly tries: number;
  /** How many of the last failures in a row did not reach the server. */
  readonly unconnected: number;
  /** Watches in a row that the server failed with 5xx. */
  readonly watchFailures: number;
  /** Streaming lists in a row that broke before their end. */
  readonly cuts: number;
  /** Lists since polling began; 0 when not polling. */
  readonly polls: number;
}

export type Ask =
  | { readonly kind: "streamingList" }
  | { readonly kind: "list"; readonly from: FromVersion; readonly form: ListForm }
  | { readonly kind: "watch"; readonly from: string };

/** `paged` many small answers; `oneBody` everything from one snapshot, after pages have expired; `gzip` the same, for a slow link. */
export type ListForm = "paged" | "oneBody" | "gzip";

export type Pause =
  | { readonly kind: "none" }
  /** Grows with `tries`; never shorter than `atLeastMs`. */
  | { readonly kind: "backoff"; readonly atLeastMs: number }
  | { readonly kind: "fixed"; readonly ms: number }
  /** Until a person, or a changed credentials file, asks for it. */
  | { readonly kind: "untilAsked" };

/** What this server and this user can do, as found out so far. */
export interface Abilities {
  /** The server ends a streaming list with a bookmark, and the link is fast enough for it. */
  readonly streamingList: boolean;
  /** Allowed to watch; otherwise the list is polled. */
  readonly watch: boolean;
  readonly listForm: ListForm;
  /** A slow streaming list may be given up for a compressed list; false when listing is forbidden, or compression was spoilt. */
  readonly compressedList: boolean;
}

/** The only reasons to list everything again. */
export type ResyncReason =
  | "historyExpired"
  | "versionWentBack"
  | "undecodable"
  | "storeReadError"
  | "countMismatch"
  | "uidConflict"
  | "watchFails";

export const start: Cursor = {
  ask: { kind: "streamingList" },
  pause: { kind: "none" },
  version: undefined,
  error: undefined,
  resync: undefined,
  can: { streamingList: true, watch: true, listForm: "paged", compressedList: true },
  tries: 0,
  unconnected: 0,
  watchFailures: 0,
  cuts: 0,
  polls: 0,
};

const backoffStartMs = 250;
const backoffCapMs = 15_000;

/** The longest wait after this many failures in a row, milliseconds. */
export function backoffLimit(tries: number): number {
  return Math.min(backoffCapMs, backoffStartMs * 2 ** Math.max(0, tries - 1));
}

/**
 * Milliseconds to wait before `cursor.ask`; Infinity when only a person can help. `random` is uniform in [0, 1).
 * Full jitter: any wait up to the limit, so that a thousand clients do not come back together after an outage.
 */
export function delayBefore(cursor: Cursor, random: () => number): number {
  switch (cursor.pause.kind) {
    case "none":
      return 0;
    case "backoff":
      return Math.max(cursor.pause.atLeastMs, random() * backoffLimit(cursor.tries));
    case "fixed":
      return cursor.pause.ms;
    case "untilAsked":
      return Number.POSITIVE_INFINITY;
  }
}
