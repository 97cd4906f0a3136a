import { format } from "date-fns";
import { counted } from "../../base/counted.ts";
import { grouped } from "../../base/grouped.ts";
import { durationSteadyFor, durationText } from "../../resources/duration.ts";
import { healthRank } from "../../resources/health/podHealth.ts";
import type { PodRow } from "../../resources/podRow.ts";
import { podTable } from "../../resources/podTable.ts";
import { changedColumns } from "../../table/momentChanges.ts";
import type { HistorySize } from "../../table/rowHistory.ts";
import type { RowDelta } from "../../table/rowStore.ts";
import type { PodTable } from "../podTable.ts";

/** A moment before that is shown. Times are milliseconds since the epoch by our clock. */
export interface Past {
  readonly at: number;
  /** How much there is to go back to. */
  readonly history: HistorySize;
}

/** The moment before that `table` shows; undefined when it shows none. */
export function pastOf(table: PodTable | undefined, skewMs: number): Past | undefined {
  const { hold, history } = table ?? {};
  if (hold?.isPast !== true || history === undefined) return undefined;
  return { at: hold.at - skewMs, history: { ...history, since: history.since - skewMs } };
}

/** For the place where the header says else that the rows are live. */
export function pastWords({ at, history }: Past, now: number): { readonly text: string; readonly detail: string } {
  const { changes, bytes, since } = history;
  const megabytes = bytes < 1_000_000 ? "" : `, ${Math.round(bytes / 1_000_000)} MB`;
  const count = counted(changes, "change");
  return {
    text: `as of ${clockText(at)}, ${durationText(Math.max(0, now - at))} ago`,
    detail: `${count} since ${clockText(since)}${megabytes}`,
  };
}

/** Milliseconds for which `pastWords` are the same. */
export function pastSteadyFor({ at }: Past, now: number): number {
  return durationSteadyFor(Math.max(0, now - at));
}

/** Why one cannot go further back. */
export function noMoreWords({ hold, history }: PodTable, skewMs: number): string {
  const since = clockText((history?.since ?? 0) - skewMs);
  if (hold?.isPast === true) return `This is the oldest that is known: ${since}.`;
  return history?.changes === 0
    ? `Nothing has changed since ${since}.`
    : `Nothing that is shown has changed since ${since}.`;
}

const mostNamed = 3;
const signs = { add: "+", change: "~", remove: "-" } as const;

/** What happened at a moment, the worst first: `~ shop/web-1 Running → Error   + shop/web-2   and 4 more`; empty when nothing that is seen did. */
export function happenedText(deltas: readonly RowDelta<PodRow>[], at: number): string {
  const worstFirst = [...deltas].sort((a, b) => healthRank[a.row.health] - healthRank[b.row.health]);
  const named = worstFirst.slice(0, mostNamed).map((delta) => `${signs[delta.kind]} ${deltaText(delta, at)}`);
  const more = deltas.length - named.length;
  return [...named, ...(more > 0 ? [`and ${grouped(more)} more`] : [])].join("   ");
}

function deltaText(delta: RowDelta<PodRow>, at: number): string {
  const { key, status } = delta.row;
  if (delta.kind === "add") return `${key} ${status}`;
  if (delta.kind === "remove") return `${key} is gone`;
  const changed = changedColumns(delta.before, delta.row, podTable.columns, at);
  const column = changed.find(({ id }) => id === "status") ?? changed[0];
  if (column === undefined) return key;
  return `${key} ${column.text(delta.before, at) || "–"} → ${column.text(delta.row, at) || "–"}`;
}

function clockText(time: number): string {
  return format(time, "HH:mm:ss");
}
