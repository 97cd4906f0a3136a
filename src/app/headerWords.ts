import { basename } from "node:path";
import { plainText } from "../base/plainText.ts";
import type { SyncState } from "../kube/sync/syncState.ts";
import { syncWords } from "../kube/sync/syncWords.ts";
import type { Place } from "./connection.ts";
import type { HeaderView } from "./dashboardView.ts";
import { badgesOf, type HeaderFacts } from "./headerBadges.ts";
import { positionWords } from "./replay/replayWords.ts";
import { namespaceText } from "./scope.ts";
import { pastWords } from "./time/timeWords.ts";

/** The words of the header. */
export function headerOf(place: Place, facts: HeaderFacts): HeaderView {
  const { sync, mark } = facts;
  const access = place.cluster?.access;
  const version = place.findings.facts?.version ?? "";
  const scope = place.session?.scope;
  return {
    mark,
    context: place.context ?? (sync.phase === "file" ? fileName(sync.path) : ""),
    cluster: access?.cluster ?? "",
    user: access === undefined ? "" : (access.user ?? "anonymous"),
    namespace: scope === undefined ? "" : namespaceText(scope.namespace),
    server: access?.server ?? "",
    version: version === "" ? "" : `Kubernetes ${version}`,
    ...standingOf(facts),
    badges: badgesOf(place, facts),
  };
}

/** Whether the rows are true now. */
function standingOf({ sync, past, now, replay, retryKey }: HeaderFacts): Pick<HeaderView, "state" | "detail"> {
  if (past !== undefined) {
    const { text, detail } = pastWords(past, replay?.at ?? now);
    return { state: { text, tone: "warning" }, detail };
  }
  const { text, tone, detail } = replay === undefined ? syncWords(sync, now, retryKey) : positionWords(replay);
  return { state: { text, tone }, detail };
}

function fileName(path: string): string {
  return path === "-" ? "stdin" : plainText(basename(path));
}

/** Milliseconds from `now` until the header's words change by time alone; Infinity when they do not. */
export function headerSteadyFor(sync: SyncState, now: number): number {
  switch (sync.phase) {
    case "authenticating":
    case "connecting":
      return second - ((now - sync.since) % second);
    case "waiting":
      return untilNextSecondOf(sync.until, now);
    case "unauthorized":
    case "forbidden":
    case "unreachable":
    case "broken":
      return untilNextSecondOf(sync.retryAt, now);
    default:
      return Number.POSITIVE_INFINITY;
  }
}

const second = 1000;

/** Counting down, a second is over when less than whole seconds are left. */
function untilNextSecondOf(end: number | undefined, now: number): number {
  if (end === undefined || !Number.isFinite(end) || end <= now) return Number.POSITIVE_INFINITY;
  return (end - now) % second || second;
}
