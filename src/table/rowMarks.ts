import type { Column, Keyed } from "./column.ts";
import type { RowDelta } from "./rowStore.ts";

/** How long a new row or a changed cell is marked. */
const markMs = 2000;

/** Until when a row is new, and cells of it are changed, milliseconds since the epoch. */
interface Mark {
  newUntil: number;
  readonly changedUntil: Map<string, number>;
}

/** What is remarkable about one row now. */
export interface RowMark {
  readonly isNew: boolean;
  /** Ids of columns whose cells just changed. */
  readonly changed: ReadonlySet<string>;
  /** When this is no longer true; Infinity when there is nothing. */
  readonly until: number;
}

const unmarked: RowMark = { isNew: false, changed: new Set(), until: Number.POSITIVE_INFINITY };

/** Remembers for a moment which rows came and which cells became another text; time passing is not a change. */
export class RowMarks<Row extends Keyed> {
  readonly #marks = new Map<string, Mark>();

  /** Cells are compared for rows in sight only: nobody saw the others before. */
  note(
    deltas: readonly RowDelta<Row>[],
    inSight: ReadonlySet<string>,
    columns: readonly Column<Row>[],
    now: number,
  ): void {
    this.#forget(now);
    for (const delta of deltas) {
      if (delta.kind === "add") {
        this.#markOf(delta.row.uid).newUntil = now + markMs;
      } else if (delta.kind === "change" && inSight.has(delta.row.uid)) {
        for (const column of columns) {
          if (column.text(delta.before, now) === column.text(delta.row, now)) continue;
          this.#markOf(delta.row.uid).changedUntil.set(column.id, now + markMs);
        }
      }
    }
  }

  of(uid: string, now: number): RowMark {
    const mark = this.#marks.get(uid);
    if (mark === undefined) return unmarked;
    const ends = [...mark.changedUntil].filter(([, until]) => isRunning(until, now));
    const isNew = isRunning(mark.newUntil, now);
    if (!isNew && ends.length === 0) return unmarked;
    return {
      isNew,
      changed: new Set(ends.map(([id]) => id)),
      until: Math.min(isNew ? mark.newUntil : Number.POSITIVE_INFINITY, ...ends.map(([, until]) => until)),
    };
  }

  #markOf(uid: string): Mark {
    const mark = this.#marks.get(uid) ?? { newUntil: 0, changedUntil: new Map() };
    this.#marks.set(uid, mark);
    return mark;
  }

  #forget(now: number): void {
    for (const [uid, { newUntil, changedUntil }] of this.#marks) {
      if (isRunning(newUntil, now) || [...changedUntil.values()].some((until) => isRunning(until, now))) continue;
      this.#marks.delete(uid);
    }
  }
}

/** A clock that was set back does not make a mark stay longer than it should. */
function isRunning(until: number, now: number): boolean {
  return now < until && now >= until - markMs;
}
