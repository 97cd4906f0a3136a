import type { Column, Keyed } from "./column.ts";
import { changedColumns } from "./momentChanges.ts";
import type { RowDelta } from "./rowStore.ts";

/** How long a new row or a changed cell shows it. */
const signMs = 2000;

/** Until when a row is new, and cells of it are changed, milliseconds since the epoch. */
interface Sign {
  newUntil: number;
  readonly changedUntil: Map<string, number>;
}

/** What is remarkable about one row now. */
export interface RowSign {
  readonly isNew: boolean;
  /** Ids of columns whose cells just changed. */
  readonly changed: ReadonlySet<string>;
  /** When this is no longer true; Infinity when there is nothing. */
  readonly until: number;
}

const noSign: RowSign = { isNew: false, changed: new Set(), until: Number.POSITIVE_INFINITY };

/** Remembers for a moment which rows came and which cells became another text; time passing is not a change. */
export class RowSigns<Row extends Keyed> {
  readonly #signs = new Map<string, Sign>();

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
        this.#signOf(delta.row.uid).newUntil = now + signMs;
      } else if (delta.kind === "change" && inSight.has(delta.row.uid)) {
        for (const { id } of changedColumns(delta.before, delta.row, columns, now)) {
          this.#signOf(delta.row.uid).changedUntil.set(id, now + signMs);
        }
      }
    }
  }

  of(uid: string, now: number): RowSign {
    const sign = this.#signs.get(uid);
    if (sign === undefined) return noSign;
    const ends = [...sign.changedUntil].filter(([, until]) => isRunning(until, now));
    const isNew = isRunning(sign.newUntil, now);
    if (!isNew && ends.length === 0) return noSign;
    return {
      isNew,
      changed: new Set(ends.map(([id]) => id)),
      until: Math.min(isNew ? sign.newUntil : Number.POSITIVE_INFINITY, ...ends.map(([, until]) => until)),
    };
  }

  #signOf(uid: string): Sign {
    const sign = this.#signs.get(uid) ?? { newUntil: 0, changedUntil: new Map() };
    this.#signs.set(uid, sign);
    return sign;
  }

  #forget(now: number): void {
    for (const [uid, { newUntil, changedUntil }] of this.#signs) {
      if (isRunning(newUntil, now) || [...changedUntil.values()].some((until) => isRunning(until, now))) continue;
      this.#signs.delete(uid);
    }
  }
}

/** A clock that was set back does not make a sign stay longer than it should. */
function isRunning(until: number, now: number): boolean {
  return now < until && now >= until - signMs;
}
