import type { Keyed, TableSpec } from "./column.ts";
import { type HistorySize, type Moment, RowHistory } from "./rowHistory.ts";
import { addDifference, type ChangedKeys, type RowChange, type RowDelta, RowStore, rowBefore } from "./rowStore.ts";
import { type Hold, positionAfter, positionBefore, type Stride } from "./timeStep.ts";
import { Tombstones } from "./tombstones.ts";
import { TurningRows } from "./turningRows.ts";

/** Some rows by key; undefined where there is none. */
type RowsByKey<Row> = Map<string, Row | undefined>;

/**
 * All rows as they become, and as they are shown: the newest, those of the moment in which somebody held them still, or those of a moment
 * before. All three are one thing, a position in the history: what is shown differs from the newest rows by `#behind`, however much
 * is taken in meanwhile. `now` is the server's clock, milliseconds since the epoch.
 */
export class RowsInTime<Row extends Keyed> {
  readonly #store = new RowStore<Row>();
  readonly #turning: TurningRows<Row> | undefined;
  readonly #history: RowHistory<Row>;
  /** Rows that were there since the history began, and are gone. */
  readonly gone: Tombstones<Row>;
  #hold: Hold | undefined;
  /** What is shown in the place of the newest row of a key. */
  #behind: RowsByKey<Row> = new Map();
  /** What is shown is not yet what `#hold` says. */
  #hasMoved = false;

  constructor({ turning, bytesOf, isLeaving }: Pick<TableSpec<Row>, "turning" | "bytesOf" | "isLeaving">) {
    this.#turning = turning && new TurningRows(turning);
    this.#history = new RowHistory(bytesOf);
    this.gone = new Tombstones(isLeaving);
  }

  apply(changes: readonly RowChange<Row>[]): void {
    this.#store.apply(changes);
  }

  replace(rows: ReadonlyMap<string, Row>): void {
    this.#store.replace(rows);
  }

  /** From now on there is a history. */
  begin(now: number): void {
    this.#history.begin(now);
  }

  /** Takes in what is new, and returns what is different for whoever looks since the last call. */
  take(now: number): readonly RowDelta<Row>[] {
    const fresh = this.#settled(now);
    this.#history.record(fresh, now);
    if (this.historySize !== undefined) this.gone.note(fresh, now);
    if (this.#hold === undefined && !this.#hasMoved) return fresh;
    this.#fallBehind(fresh);
    if (!this.#hasMoved) return [];
    this.#hasMoved = false;
    return this.#show(this.#hold === undefined ? new Map() : this.#history.rowsAt(this.#hold.position));
  }

  /** Undefined while the newest rows are shown. */
  get hold(): Hold | undefined {
    return this.#hold;
  }

  /** The moment before that is shown; undefined when none is, and where nothing is known of what led to it. */
  get moment(): Moment<Row> | undefined {
    return this.#hold?.isPast === true ? this.#history.momentAt(this.#hold.position) : undefined;
  }

  /** How far one can go back; undefined before there is a history. */
  get historySize(): HistorySize | undefined {
    return this.#history.size;
  }

  /** What the clock says for the rows that are shown. */
  timeAt(now: number): number {
    return this.#hold?.at ?? now;
  }

  /** Shows the rows as they are, and nothing newer. */
  holdStill(now: number): void {
    if (this.#hold === undefined) this.#standAt({ position: this.#history.end, at: now, isPast: false });
  }

  /** Shows the newest rows. */
  goOn(): void {
    if (this.#hold === undefined) return;
    this.#standAt(undefined);
    this.#hasMoved = true;
  }

  /** Shows a moment before what is shown, as `positionBefore`. Returns false when there is none. */
  stepBack(stride: Stride<Row>, now: number): boolean {
    const from = this.#hold ?? { position: this.#history.end, at: now, isPast: false };
    const position = positionBefore(this.#history, from, stride);
    if (position !== undefined) this.#goTo(position);
    return position !== undefined;
  }

  /** Shows a moment after what is shown, as `positionAfter`; where there is none, the newest rows. */
  stepOn(stride: Stride<Row>): void {
    const position = this.#hold && positionAfter(this.#history, this.#hold, stride);
    if (position === undefined) this.goOn();
    else this.#goTo(position);
  }

  /** Keys of which another row is shown than the newest. */
  get waiting(): number {
    return this.#behind.size;
  }

  /** When time alone will change a row next, milliseconds since the epoch; Infinity when it will not. */
  get turnsAt(): number {
    return this.#turning?.until ?? Number.POSITIVE_INFINITY;
  }

  /** As RowStore.collect. */
  collect(): ChangedKeys {
    return this.#store.collect();
  }

  /** The newest rows. */
  rows(): Iterable<Row> {
    return this.#store.rows();
  }

  /** The newest row of a key. */
  readonly newest = (key: string): Row | undefined => this.#store.get(key);

  /** The row of a key as it is shown. */
  readonly shown = (key: string): Row | undefined => this.#over(this.#behind, key);

  /** What changed, by what was told and by time alone. */
  #settled(now: number): readonly RowDelta<Row>[] {
    const turning = this.#turning;
    if (turning === undefined) return this.#store.take();
    const turned = turning.turned(
      now,
      (key) => this.#store.get(key),
      () => this.#store.rows(),
    );
    this.#store.apply(turned.map((row) => ({ type: "put", row })));
    return this.#store.take((row) => turning.settle(row, now));
  }

  /** The newest rows became others, the shown ones stay. */
  #fallBehind(deltas: readonly RowDelta<Row>[]): void {
    for (const delta of deltas) {
      const { key } = delta.row;
      if (!this.#behind.has(key)) this.#behind.set(key, rowBefore(delta));
      else if (this.#behind.get(key) === this.#store.get(key)) this.#behind.delete(key);
    }
  }

  /** Shows `behind` in the place of the newest rows. */
  #show(behind: RowsByKey<Row>): readonly RowDelta<Row>[] {
    const deltas: RowDelta<Row>[] = [];
    for (const [key, row] of this.#behind) addDifference(deltas, row, this.#over(behind, key));
    for (const [key, row] of behind) if (!this.#behind.has(key)) addDifference(deltas, this.#store.get(key), row);
    this.#behind = behind;
    return deltas;
  }

  #over(rows: RowsByKey<Row>, key: string): Row | undefined {
    return rows.has(key) ? rows.get(key) : this.#store.get(key);
  }

  #goTo(position: number): void {
    const at = this.#history.timeAt(position);
    this.#standAt({ position, at, isPast: true });
    this.#hasMoved = true;
  }

  /** What changes from now on is another moment than what is looked at. */
  #standAt(hold: Hold | undefined): void {
    this.#history.seal();
    this.#hold = hold;
  }
}
