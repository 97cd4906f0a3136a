import type { SyncState } from "../../kube/sync/syncState.ts";
import { syncWords } from "../../kube/sync/syncWords.ts";
import type { Place } from "../connection.ts";
import { namespaceText, selectorsText } from "../scope.ts";
import { shownState } from "../shownState.ts";
import { isStale } from "../staleness.ts";
import { clockTime } from "../text/followedState.ts";

/** What the pods are of, the widest first: `context prod`, `cluster eu-1`, `namespace shop`, `-l app=web`. */
export function scopeWords(place: Place): readonly string[] {
  const { cluster, session, context } = place;
  const sync = shownState(place);
  const source = sync.phase === "file" ? `file ${sync.path === "-" ? "stdin" : sync.path}` : named("context", context);
  const { namespace, selectors } = session?.scope ?? {};
  return [
    source,
    named("cluster", cluster?.access?.cluster),
    namespace === undefined ? namespaceText(namespace) : `namespace ${namespace}`,
    selectors === undefined ? "" : selectorsText(selectors),
  ].filter((words) => words !== "");
}

function named(kind: string, name: string | undefined): string {
  return name === undefined ? "" : `${kind} ${name}`;
}

/** When the rows were last known to be the truth: `verified 14:02:11`, `as of 14:02:11`. `now` in milliseconds since the epoch. */
export function truthWords(sync: SyncState, now: number): string {
  if (!isStale(sync)) return syncWords(sync, now, undefined).detail;
  return "asOf" in sync && sync.asOf !== undefined ? `as of ${clockTime(sync.asOf)}` : "never verified";
}
