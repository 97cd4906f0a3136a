import type { SyncState } from "../../kube/sync/syncState.ts";
import type { Verdict } from "../../kube/typed/accessReview.ts";

/** What decides whether something may be changed. */
export interface ChangeSituation {
  readonly sync: SyncState;
  /** Name of the context on the screen; undefined while there is none. */
  readonly context: string | undefined;
  /** Changes are allowed in that context. */
  readonly isAllowed: boolean;
  /** There is a pod to change. */
  readonly hasPod: boolean;
  /** The pod that was under the cursor and is gone, or hidden: `shop/web-1`. */
  readonly parked: string | undefined;
  /** What would be done, `delete pods`, in which namespace, and what the server says to it, undefined while that is not known. */
  readonly does: string;
  readonly namespace: string;
  readonly verdict: Verdict | undefined;
}

/** Why nothing can be changed now, as a sentence with the way out; undefined when it can. The first reason counts. */
export function whyNoChange(situation: ChangeSituation): string | undefined {
  const { sync, context, isAllowed, hasPod, parked, verdict } = situation;
  if (sync.phase === "file") return "The rows come from a file: there is nothing to change.";
  if (context === undefined) return "There is no cluster yet.";
  if (!isAllowed) return howToAllow(context);
  // What is old may long be another pod's.
  if (sync.phase !== "live" && sync.phase !== "polling") return "Nothing is changed while the rows are not live.";
  if (parked !== undefined) return `${parked} is no longer in the table: move the cursor to another pod.`;
  if (!hasPod) return "No pod is under the cursor.";
  return verdict?.isAllowed === false ? refusalText(situation, verdict) : undefined;
}

function howToAllow(context: string): string {
  return `podscope is read-only here: start it with --allow-writes, or put ${context} under allowWrites in config.yaml.`;
}

/** `You may not delete pods in namespace shop: no role gives it`, with the server's own reason where it has one. */
export function refusalText(
  { does, namespace }: Pick<ChangeSituation, "does" | "namespace">,
  { reason }: Verdict,
): string {
  return `You may not ${does} in namespace ${namespace}${reason === "" ? "." : `: ${reason}`}`;
}
