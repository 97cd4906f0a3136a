import { basename } from "node:path";
import { format } from "date-fns";
import { grouped } from "../base/grouped.ts";
import { plainText } from "../base/plainText.ts";
import type { SyncState } from "../kube/sync/syncState.ts";
import { syncWords } from "../kube/sync/syncWords.ts";
import type { MarkCount } from "../table/markedRows.ts";
import type { SummaryCount } from "../table/summary.ts";
import type { Place } from "./connection.ts";
import type { HeaderView } from "./dashboardView.ts";
import type { MetricsNow } from "./metrics/metrics.ts";
import type { ReplayPosition } from "./replay/replayPosition.ts";
import { positionWords, watchThen } from "./replay/replayWords.ts";
import { namespaceText, selectorsText } from "./scope.ts";
import { type Past, pastWords } from "./time/timeWords.ts";

type Badge = HeaderView["badges"][number];

/** What the header depends on beyond the place. */
export interface HeaderFacts {
  readonly sync: SyncState;
  /** As Scene has it. */
  readonly past: Past | undefined;
  /** Our clock, milliseconds since the epoch. */
  readonly now: number;
  readonly filter: string;
  /** The unhealthy pods by what they are, the worst first. */
  readonly concerns: readonly SummaryCount[];
  /** The pods that a person has marked. */
  readonly marks: MarkCount;
  /** As Metrics has it. */
  readonly metrics: MetricsNow | undefined;
  /** Changes that wait while the table is held still; undefined when it is not. */
  readonly waiting: number | undefined;
  /** The filter that somebody wants to be called for; undefined when none is. */
  readonly watching: string | undefined;
  /** The key that tries again, as the screen shows it. */
  readonly retryKey: string | undefined;
  /** The key that comes back from a moment before. */
  readonly nowKey: string | undefined;
  /** Wheel and clicks come to us: the terminal's own selection is off. */
  readonly mouse: boolean;
  /** As HeaderView has it. */
  readonly mark: string;
  /** Changes are allowed here. */
  readonly changesAllowed: boolean;
  /** Ports of pods that this machine has. */
  readonly forwards: number;
  /** Changes that were recorded so far; undefined when nothing is. */
  readonly recorded: number | undefined;
  /** The change that waits or is under way, in one line. */
  readonly change: string | undefined;
  /** Where a replay is; undefined when none is shown. */
  readonly replay: ReplayPosition | undefined;
}

/** The words of the header. */
export function headerOf(place: Place, facts: HeaderFacts): HeaderView {
  const {
    sync,
    past,
    filter,
    concerns,
    marks,
    metrics,
    waiting,
    nowKey,
    mouse,
    mark,
    changesAllowed,
    recorded,
    replay,
    watching,
    change,
    forwards,
  } = facts;
  const access = place.cluster?.access;
  const version = place.findings.facts?.version ?? "";
  const scope = place.session?.scope;
  const selectors = scope === undefined ? "" : selectorsText(scope.selectors);
  const badges: Badge[] = [];
  // Where a line is typed, this is where it is seen.
  if (change !== undefined) badges.push({ text: change, tone: "bad" });
  if (past !== undefined && nowKey !== undefined) badges.push({ text: `${nowKey}: back to now`, tone: "warning" });
  if (changesAllowed) badges.push({ text: "changes allowed", tone: "warning" });
  if (forwards > 0) badges.push({ text: forwards === 1 ? "1 forward" : `${forwards} forwards`, tone: "busy" });
  if (recorded !== undefined) badges.push({ text: `recording, ${changesText(recorded)}`, tone: "busy" });
  if (replay !== undefined) badges.push(watchThen(sync, replay.at));
  const [worst] = concerns;
  // An action on them may come next.
  if (marks.count > 0) badges.push({ text: marksText(marks), tone: "busy" });
  if (worst !== undefined) badges.push({ text: concernsText(concerns), tone: worst.tone });
  if (waiting !== undefined) badges.push({ text: pausedText(waiting), tone: "warning" });
  if (metrics !== undefined) badges.push(metricsBadge(metrics));
  if (mouse) badges.push({ text: "mouse on", tone: "muted" });
  if (access?.tls.insecure === true) badges.push({ text: "TLS not verified", tone: "bad" });
  if (selectors !== "") badges.push({ text: selectors, tone: "busy" });
  if (filter !== "") badges.push({ text: `filter ${filter}`, tone: "busy", mayBeCut: true });
  if (watching !== undefined) badges.push({ text: `watching: ${watching}`, tone: "good", mayBeCut: true });
  return {
    mark,
    context: place.context ?? (sync.phase === "file" ? fileName(sync.path) : ""),
    cluster: access?.cluster ?? "",
    user: access === undefined ? "" : (access.user ?? "anonymous"),
    namespace: scope === undefined ? "" : namespaceText(scope.namespace),
    server: access?.server ?? "",
    version: version === "" ? "" : `Kubernetes ${version}`,
    ...standingOf(facts),
    badges,
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

function changesText(count: number): string {
  return `${grouped(count)} ${count === 1 ? "change" : "changes"}`;
}

/** `3 broken, 1 flapping`. */
function concernsText(concerns: readonly SummaryCount[]): string {
  return concerns.map(({ label, count }) => `${grouped(count)} ${label}`).join(", ");
}

/** `3 marked, 1 hidden`. */
function marksText({ count, hidden }: MarkCount): string {
  const marked = `${grouped(count)} marked`;
  return hidden === 0 ? marked : `${marked}, ${grouped(hidden)} hidden`;
}

/** `metrics of 14:02:11`, local time. */
function metricsBadge(metrics: MetricsNow): Badge {
  if (metrics.kind === "absent") return { text: "no metrics", tone: "warning" };
  const text = metrics.kind === "asked" ? "metrics asked for" : `metrics of ${format(metrics.at, "HH:mm:ss")}`;
  return { text, tone: "muted" };
}

function fileName(path: string): string {
  return path === "-" ? "stdin" : plainText(basename(path));
}

function pausedText(waiting: number): string {
  if (waiting === 0) return "paused";
  return `paused, ${grouped(waiting)} ${waiting === 1 ? "change waits" : "changes wait"}`;
}

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
