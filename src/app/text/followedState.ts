import { format } from "date-fns";
import type { SyncState } from "../../kube/sync/syncState.ts";
import type { TextState } from "../dashboardView.ts";
import type { PodNow } from "../podFollower.ts";
import { isStale } from "../staleness.ts";

/** Whether what was read of a pod is true now; `sync` is the state of its table. */
export function followedState({ object, readAt, deletedAt, problem }: PodNow, sync: SyncState): TextState {
  if (deletedAt !== undefined)
    return { text: `deleted ${clockTime(deletedAt)}`, tone: "bad", detail: "", isStale: false };
  if (sync.phase === "file") return fileState(sync, problem);
  if (problem !== undefined) {
    return { text: object === undefined ? "not read" : asOf(readAt), tone: "bad", detail: problem, isStale: true };
  }
  if (object === undefined) return { text: "loading", tone: "busy", detail: "", isStale: false };
  if (isStale(sync))
    return { text: asOf("asOf" in sync ? sync.asOf : readAt), tone: "warning", detail: "", isStale: true };
  return { text: "live", tone: "good", detail: "", isStale: false };
}

function fileState({ asOf: savedAt }: SyncState & { readonly phase: "file" }, problem: string | undefined): TextState {
  if (problem !== undefined) return { text: "not read", tone: "bad", detail: problem, isStale: true };
  return { text: "file", tone: "muted", detail: `as of ${format(savedAt, "yyyy-MM-dd HH:mm:ss")}`, isStale: false };
}

function asOf(time: number | undefined): string {
  return time === undefined ? "old" : `as of ${clockTime(time)}`;
}

/** `14:02:11`, local time. */
export function clockTime(time: number): string {
  return format(time, "HH:mm:ss");
}
