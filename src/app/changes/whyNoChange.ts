import type { SyncState } from "../../kube/sync/syncState.ts";
import type { Verdict } from "../../kube/typed/accessReview.ts";

/** What decides whether something may be changed, whoever asks. */
export interface ChangeSituation {
  readonly sync: SyncState;
  /** A moment before is shown. */
  readonly isPast: boolean;
  /** Name of the context on the screen; undefined while there is none. */
  readonly context: string | undefined;
  /** Changes are allowed in that context. */
  readonly isAllowed: boolean;
  /** There is a pod to change. */
  readonly hasPod: boolean;
  /** Where there is none, the one that was under the cursor and is gone, or hidden: `shop/web-1`. */
  readonly parked: string | undefined;
}

/** Why nothing can be changed now, as a sentence with the way out; undefined when it can. The first reason counts. */
export function whyNoChange({ sync, isPast, context, isAllowed, hasPod, parked }: ChangeSituation): string | undefined {
  if (sync.phase === "file") return "The rows come from a file: there is nothing to change.";
  if (context === undefined) return "There is no cluster yet.";
  if (!isAllowed) return "Read-only: see --allow-writes or allowWrites in config.yaml.";
  // What is old may long be another pod's.
  if (sync.phase !== "live" && sync.phase !== "polling") return "Nothing is changed while the rows are not live.";
  if (isPast) return "Nothing is changed by what was seen before: Esc comes back to now.";
  if (hasPod) return undefined;
  return parked === undefined
    ? "No pod is under the cursor."
    : `${parked} is no longer in the table: move the cursor to another pod.`;
}

/** Why the server would refuse it, with its own reason where it has one; undefined when it would not, or has not said yet. */
export function whyForbidden(does: string, namespace: string, verdict: Verdict | undefined): string | undefined {
  if (verdict === undefined || verdict.isAllowed) return undefined;
  return `You may not ${does} in namespace ${namespace}${verdict.reason === "" ? "." : `: ${verdict.reason}`}`;
}
