import type { SyncState } from "../../kube/sync/syncState.ts";
import type { TextState } from "../dashboardView.ts";
import { isStale } from "../staleness.ts";
import { followedState } from "../text/followedState.ts";
import type { FollowedPod, PodStream } from "./podLogs.ts";

type LogState = PodStream["log"]["state"];

/** How a log is, the first that some container is in. */
const states: readonly (readonly [state: LogState, shown: Pick<TextState, "text" | "tone" | "isStale">])[] = [
  ["reconnecting", { text: "reconnecting", tone: "warning", isStale: true }],
  ["live", { text: "live", tone: "good", isStale: false }],
  ["refused", { text: "refused", tone: "bad", isStale: true }],
  ["waiting", { text: "waiting", tone: "busy", isStale: false }],
  ["ended", { text: "ended", tone: "muted", isStale: false }],
];

/** Whether the logs are true now: those of `followed` containers of `pods`; `isOne` is of one pod alone, `sync` that of the table. */
export function logState(
  pods: readonly FollowedPod[],
  followed: readonly PodStream[],
  isOne: boolean,
  sync: SyncState,
): TextState {
  const now = (pods.find(({ isGone }) => !isGone) ?? pods[0])?.follower.get();
  if (now === undefined) return { text: "no pods", tone: "muted", detail: "", isStale: false };
  // A log that says nothing looks the same when its connection is dead: the watch of the pods knows.
  const isOld = isStale(sync) || (isOne && now.deletedAt !== undefined);
  if (isOld || (now.object === undefined && now.problem !== undefined)) return followedState(now, sync);
  const count = (state: LogState) => followed.filter(({ log }) => log.state === state).length;
  const lost = count("reconnecting");
  const live = count("live");
  // The others go on, and their lines are true.
  if (!isOne && lost > 0 && live > 0) {
    return { text: "live", tone: "warning", detail: `${lost} of ${lost + live} reconnecting`, isStale: false };
  }
  const shown = states.find(([state]) => count(state) > 0)?.[1];
  if (shown !== undefined) return { ...shown, detail: "" };
  const areGone = pods.every(({ isGone }) => isGone);
  return { text: areGone ? "all gone" : "loading", tone: areGone ? "muted" : "busy", detail: "", isStale: false };
}
