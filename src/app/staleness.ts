import type { SyncState } from "../kube/sync/syncState.ts";

/** The rows are not known to be the server's truth now. */
export function isStale({ phase }: SyncState): boolean {
  return !["live", "polling", "loading", "file", "starting", "connecting"].includes(phase);
}

/**
 * The moment at which time stands still for the rows, milliseconds since the epoch by our clock: ages that went on ticking would make
 * old rows look alive. Undefined while the rows are in step with the server.
 */
export function standsStillAt(sync: SyncState): number | undefined {
  return isStale(sync) && "asOf" in sync ? sync.asOf : undefined;
}
