import type { Keyed } from "./column.ts";
import type { Moment, RowHistory } from "./rowHistory.ts";

/** Where the rows of a table stand still. */
export interface Hold {
  /** As RowHistory counts them. */
  readonly position: number;
  /** What the clock said then, milliseconds since the epoch by the server's clock. */
  readonly at: number;
  /** They are those of a moment before; else those of the moment in which somebody held them still. */
  readonly isPast: boolean;
}

/** How far a step goes: past the moments of which nothing is seen, and past those that are nearer than `ms`. */
export interface Stride<Row> {
  readonly ms: number;
  isSeen(moment: Moment<Row>): boolean;
}

/**
 * The position of the last moment that is seen and at least a stride before `from`, where there is none the oldest; undefined when
 * nothing that is seen is known to have changed before.
 */
export function positionBefore<Row extends Keyed>(
  history: RowHistory<Row>,
  from: Hold,
  { ms, isSeen }: Stride<Row>,
): number | undefined {
  // One step is a step also where the clock was set back.
  const latest = ms === 0 ? Number.POSITIVE_INFINITY : from.at - ms;
  let isChanged = from.isPast && from.position > history.first;
  for (let position = from.isPast ? from.position - 1 : from.position; position > history.first; position--) {
    const moment = history.momentAt(position);
    if (moment === undefined || !isSeen(moment)) continue;
    if (moment.at <= latest) return position;
    isChanged = true;
  }
  return isChanged ? history.first : undefined;
}

/** The position of the last moment that is seen and within a stride after `from`, else of the next one; undefined when there is none. */
export function positionAfter<Row extends Keyed>(
  history: RowHistory<Row>,
  from: Hold,
  { ms, isSeen }: Stride<Row>,
): number | undefined {
  const latest = ms === 0 ? Number.NEGATIVE_INFINITY : from.at + ms;
  let found: number | undefined;
  for (let position = Math.max(from.position, history.first) + 1; position <= history.end; position++) {
    const moment = history.momentAt(position);
    if (moment === undefined) continue;
    if (found !== undefined && moment.at > latest) break;
    if (isSeen(moment)) found = position;
    if (moment.at >= latest && found !== undefined) break;
  }
  return found;
}
