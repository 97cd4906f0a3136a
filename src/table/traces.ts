import type { Column, Keyed } from "./column.ts";
import { Ghosts } from "./ghosts.ts";
import { MomentChanges } from "./momentChanges.ts";
import type { Moment } from "./rowHistory.ts";
import type { RowOrder } from "./rowOrder.ts";
import { type RowSign, RowSigns } from "./rowSigns.ts";
import type { RowDelta } from "./rowStore.ts";

/** What traces are taken of. `now` is the clock of the rows that are shown. */
export interface Scene<Row> {
  readonly inSight: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly now: number;
}

/**
 * What just happened to rows, for a person to see: which are new, which cells changed, which rows are gone. For a short while of what
 * happens now; of a moment before, as long as it is shown.
 */
export class Traces<Row extends Keyed> {
  readonly #signs = new RowSigns<Row>();
  readonly #ghosts = new Ghosts<Row>();
  #isSigning = false;
  #moment: MomentChanges<Row> | undefined;

  /** From now on additions and changes get a sign: a first list is not news. */
  begin(): void {
    this.#isSigning = true;
  }

  /** What happened now. Returns the differences without the rows that stay in sight for a while, and with those whose time is over. */
  follow(deltas: readonly RowDelta<Row>[], { inSight, columns, now }: Scene<Row>): readonly RowDelta<Row>[] {
    const expired = this.#moment === undefined ? this.#ghosts.expired(now) : this.#ghosts.dismissed();
    this.#moment = undefined;
    if (deltas.length === 0) return expired;
    const uids = new Set(inSight.map(({ uid }) => uid));
    if (this.#isSigning) this.#signs.note(deltas, uids, columns, now);
    return [...expired, ...this.#ghosts.holdBack(deltas, uids, now)];
  }

  /** A moment before is shown. Returns the differences that lead to it, with the rows that are gone since the one before that. */
  visit(
    moment: Moment<Row> | undefined,
    deltas: readonly RowDelta<Row>[],
    shown: (key: string) => Row | undefined,
  ): readonly RowDelta<Row>[] {
    const changes = new MomentChanges(moment ?? { at: 0, deltas: [] }, shown);
    this.#moment = changes;
    return [...this.#ghosts.dismissed(), ...deltas, ...this.#ghosts.raised(changes.gone)];
  }

  /** What led to the moment before that is shown; undefined when none is. */
  get moment(): MomentChanges<Row> | undefined {
    return this.#moment;
  }

  readonly isGone = (row: Row): boolean => this.#ghosts.has(row);

  /** Rows that are gone and still shown. */
  get gone(): number {
    return this.#ghosts.size;
  }

  /** How many of them are among the rows that `order` shows. */
  goneIn(order: RowOrder<Row>): number {
    return this.#ghosts.countIn(order);
  }

  signOf(row: Row, columns: readonly Column<Row>[], now: number): RowSign {
    return this.#moment?.of(row, columns) ?? this.#signs.of(row.uid, now);
  }

  /** When the first row that is gone will leave, milliseconds since the epoch; Infinity when none will. */
  get until(): number {
    return this.#ghosts.until;
  }
}
