import { format } from "date-fns";
import { counted } from "../base/counted.ts";
import { grouped } from "../base/grouped.ts";
import type { SyncState } from "../kube/sync/syncState.ts";
import type { MarkCount } from "../table/markedRows.ts";
import type { SummaryCount } from "../table/summary.ts";
import type { Place } from "./connection.ts";
import type { HeaderView } from "./dashboardView.ts";
import type { MetricsNow } from "./metrics/metrics.ts";
import type { ReplayPosition } from "./replay/replayPosition.ts";
import { watchThen } from "./replay/replayWords.ts";
import { selectorsText } from "./scope.ts";
import type { Past } from "./time/timeWords.ts";

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

/** Standing warnings and modes, the most pressing first: what stands behind may have no room. */
const badges: readonly ((facts: HeaderFacts, place: Place) => Badge | undefined)[] = [
  // Where a line is typed, this is where it is seen.
  ({ change }) => badge(change, "bad"),
  ({ past, nowKey }) => badge(past && nowKey && `${nowKey}: back to now`, "warning"),
  ({ changesAllowed }) => badge(changesAllowed && "changes allowed", "warning"),
  ({ forwards }) => badge(forwards > 0 && counted(forwards, "forward"), "busy"),
  ({ recorded }) => badge(recorded !== undefined && `recording, ${counted(recorded, "change")}`, "busy"),
  ({ sync, replay }) => replay && watchThen(sync, replay.at),
  // An action on them may come next.
  ({ marks }) => badge(marks.count > 0 && marksText(marks), "busy"),
  ({ concerns }) => concerns[0] && badge(concernsText(concerns), concerns[0].tone),
  ({ waiting }) => badge(waiting !== undefined && pausedText(waiting), "warning"),
  ({ metrics }) => metrics && metricsBadge(metrics),
  ({ mouse }) => badge(mouse && "mouse on", "muted"),
  (_, { cluster }) => badge(cluster?.access?.tls.insecure === true && "TLS not verified", "bad"),
  (_, { session }) => badge(session && selectorsText(session.scope.selectors), "busy"),
  ({ filter }) => cuttable(filter !== "" && `filter ${filter}`, "busy"),
  ({ watching }) => cuttable(watching !== undefined && `watching: ${watching}`, "good"),
];

/** What is remarkable about what is shown. */
export function badgesOf(place: Place, facts: HeaderFacts): readonly Badge[] {
  return badges.flatMap((badgeOf) => badgeOf(facts, place) ?? []);
}

function badge(text: string | false | undefined, tone: Badge["tone"]): Badge | undefined {
  return text ? { text, tone } : undefined;
}

function cuttable(text: string | false, tone: Badge["tone"]): Badge | undefined {
  return text === false ? undefined : { text, tone, mayBeCut: true };
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

function pausedText(waiting: number): string {
  if (waiting === 0) return "paused";
  return `paused, ${grouped(waiting)} ${waiting === 1 ? "change waits" : "changes wait"}`;
}
