import type { Column, Keyed, TableSpec } from "./column.ts";
import { columnsFor, compareBy, type Sort, type SortColumn, sortColumnsOf } from "./columnChoice.ts";
import { Cursor } from "./cursor.ts";
import { type Filter, type FilterProblem, filterOf } from "./filter.ts";
import { FrameBuilder } from "./frameBuilder.ts";
import { type MarkCount, MarkedRows } from "./markedRows.ts";
import { isSeen } from "./momentChanges.ts";
import { RowCounts } from "./rowCounts.ts";
import type { RowFilter } from "./rowFilter.ts";
import type { HistorySize, Moment } from "./rowHistory.ts";
import { RowOrder } from "./rowOrder.ts";
import type { ChangedKeys, RowChange, RowDelta } from "./rowStore.ts";
import { RowsInTime } from "./rowsInTime.ts";
import { type RowWindow, windowOf } from "./rowWindow.ts";
import type { SummaryCount } from "./summary.ts";
import type { TableFrame } from "./tableFrame.ts";
import type { Hold } from "./timeStep.ts";
import type { Tombstones } from "./tombstones.ts";
import { Traces } from "./traces.ts";

/** Hears what a table is told of its rows. The map of all of them goes on changing: copy what is kept. */
export interface RowListener<Row> {
  apply(changes: readonly RowChange<Row>[]): void;
  replace(rows: ReadonlyMap<string, Row>): void;
}

/** The object of a cursor whose row is not shown. */
export interface Parked<Row> {
  /** As it was last seen. */
  readonly row: Row;
  /** It is there, and the filter or the fold hides it. */
  readonly isHidden: boolean;
}

/**
 * A table as it is looked at: rows go in as they change, one frame of text comes out when it is asked for. `now` is the server's clock,
 * milliseconds since the epoch; for a table that is held still its time stands still as well.
 */
export class TableModel<Row extends Keyed> {
  readonly #spec: TableSpec<Row>;
  readonly #acrossNamespaces: boolean;
  readonly #rows: RowsInTime<Row>;
  readonly #counts: RowCounts<Row>;
  readonly #cursor = new Cursor<Row>();
  readonly #traces = new Traces<Row>();
  readonly #marked = new MarkedRows<Row>();
  readonly #builder = new FrameBuilder<Row>();
  readonly #listeners = new Set<() => void>();
  readonly #listening = new Set<RowListener<Row>>();
  readonly #followers = new Set<(deltas: readonly RowDelta<Row>[]) => void>();
  readonly #order: RowOrder<Row>;
  #inSight: readonly Row[] = [];
  #window: RowWindow = { top: 0, cursorLine: 0 };
  #cursorWasMoved = false;
  /** What the last frame showed. */
  #shownHold: Hold | undefined;
  #filter: Filter<Row>;
  /** Filter and fold; undefined when all rows are shown. */
  #passing: RowFilter<Row> | undefined;
  #sort: Sort | undefined;
  #columns = 80;
  #lines = 18;
  #wide = false;
  #measured = false;
  #folds = false;

  constructor(spec: TableSpec<Row>, options: { readonly acrossNamespaces: boolean }) {
    this.#spec = spec;
    this.#acrossNamespaces = options.acrossNamespaces;
    this.#counts = new RowCounts(spec);
    this.#rows = new RowsInTime(spec);
    this.#order = new RowOrder<Row>((a, b) => spec.defaultCompare(a, b));
    this.#filter = filterOf("", spec.terms);
  }

  apply(changes: readonly RowChange<Row>[]): void {
    for (const listener of this.#listening) listener.apply(changes);
    this.#rows.apply(changes);
    this.#tell();
  }

  replace(rows: ReadonlyMap<string, Row>): void {
    for (const listener of this.#listening) listener.replace(rows);
    this.#rows.replace(rows);
    this.#tell();
  }

  /** Hands on what it is told, as it is told it and whether or not it is shown; returns the inverse. */
  listen(listener: RowListener<Row>): () => void {
    this.#listening.add(listener);
    return () => this.#listening.delete(listener);
  }

  /** Tells after each change that a frame might show; returns the inverse. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells of all rows that the frames so far know of, then of each difference that the next ones take in; returns the inverse. */
  follow(listener: (deltas: readonly RowDelta<Row>[]) => void): () => void {
    const rows = this.#order.rows().filter((row) => !this.#traces.isGone(row));
    listener(rows.map((row) => ({ kind: "add", row })));
    this.#followers.add(listener);
    return () => this.#followers.delete(listener);
  }

  /** The visible part as text; the same object when nothing in it changed. */
  frame(now: number): TableFrame {
    this.#takeIn(now);
    const at = this.#rows.timeAt(now);
    const order = this.#order;
    order.recheck(at);
    const place = this.#cursor.placeIn(order);
    const count = order.shown;
    const wasMoved = this.#cursorWasMoved;
    const cursor = Math.max(0, Math.min(place.index, count - 1));
    this.#cursorWasMoved = false;
    this.#window = windowOf(this.#window, { count, lines: this.#rowLines, cursor, wasMoved });
    const { top } = this.#window;
    this.#inSight = order.slice(top, top + this.#rowLines);
    const columns = this.#visibleColumns();
    return this.#builder.build({
      rows: this.#inSight,
      columns,
      width: this.#columns,
      now: at,
      top,
      shown: count - this.#traces.goneIn(order),
      total: order.total - this.#traces.gone,
      folded: this.#folded,
      selectedUid: place.isParked ? undefined : place.row?.uid,
      parkedAt: place.isParked && place.row !== undefined ? place.index : undefined,
      sort: this.#sort,
      isGone: this.#traces.isGone,
      isMarked: (uid) => this.#marked.has(uid),
      signOf: (row) => this.#traces.signOf(row, columns, at),
    });
  }

  /** When time alone will change the rows or the frame next, milliseconds since the epoch; Infinity when it will not. */
  nextChangeAt(now: number): number {
    // What the newest rows become is taken in all the while, and what is held still does not age.
    if (this.#rows.hold !== undefined) return this.#rows.turnsAt;
    let next = Math.min(this.#order.holdsUntil, this.#traces.until, this.#rows.turnsAt);
    const columns = this.#visibleColumns();
    const ageing = columns.filter((column) => column.ages === true);
    for (const row of this.#inSight) {
      next = Math.min(next, this.#traces.signOf(row, columns, now).until);
      for (const column of ageing) next = Math.min(next, now + (column.steadyFor?.(row, now) ?? 1_000));
    }
    return next;
  }

  resize(columns: number, lines: number): void {
    if (columns === this.#columns && lines === this.#lines) return;
    this.#columns = columns;
    this.#lines = Math.max(1, lines);
    this.#tell();
  }

  moveBy(lines: number): void {
    this.#move(() => this.#cursor.moveBy(this.#order, lines, this.#traces.isGone));
  }

  moveToFirst(): void {
    this.#move(() => this.#cursor.goTo(this.#order, 0, 1, this.#traces.isGone));
  }

  moveToLast(): void {
    this.#move(() => this.#cursor.goTo(this.#order, this.#order.shown - 1, -1, this.#traces.isGone));
  }

  /** To a line of the last frame, from 0. */
  moveToLine(line: number): void {
    if (this.#inSight[line] === undefined) return;
    this.#move(() => this.#cursor.goTo(this.#order, this.#window.top + line, 1, this.#traces.isGone));
  }

  /** To the row of a key. Returns false when it is not shown. `now` as in `frame`. */
  moveToKey(key: string, now: number): boolean {
    this.#takeIn(now);
    const row = this.#rows.newest(key);
    const index = row === undefined ? -1 : this.#order.indexOf(row);
    if (index >= 0) this.#move(() => this.#cursor.goTo(this.#order, index, 1, this.#traces.isGone));
    return index >= 0;
  }

  /** Moves what is seen; the cursor comes along only as far as it must to stay in sight. */
  scrollBy(lines: number): void {
    const { shown } = this.#order;
    const top = Math.max(0, Math.min(this.#window.top + lines, shown - this.#rowLines));
    const { index } = this.#cursor.placeIn(this.#order);
    const wanted = Math.max(top, Math.min(index, top + this.#rowLines - 1));
    this.#window = { top, cursorLine: wanted - top };
    this.#move(() => {
      if (wanted !== index) this.#cursor.goTo(this.#order, wanted, lines, this.#traces.isGone);
    });
  }

  /** The object under the cursor as last seen; undefined when there is none, or it is gone. */
  get selected(): Row | undefined {
    const place = this.#cursor.placeIn(this.#order);
    return place.isParked ? undefined : place.row;
  }

  /** The object that the cursor was on when it left what is shown; undefined while it is there. */
  get parked(): Parked<Row> | undefined {
    const { row, isParked } = this.#cursor.placeIn(this.#order);
    if (!isParked || row === undefined) return undefined;
    const isShown = this.#rows.shown(row.key)?.uid === row.uid;
    return { row, isHidden: isShown };
  }

  /** Marks the row under the cursor, or takes its mark off, and goes on to the next. */
  toggleMark(): void {
    const row = this.selected;
    if (row === undefined) return;
    this.#marked.toggle(row);
    this.moveBy(1);
  }

  /** Takes all marks off. */
  clearMarks(): void {
    this.#marked.clear();
    this.#tell();
  }

  /** The newest rows of those that are marked and there, shown or not, in the order of kubectl. */
  get marked(): readonly Row[] {
    return this.#marked.newest(this.#rows.newest).sort(this.#spec.defaultCompare);
  }

  get markCount(): MarkCount {
    return this.#marked.countIn(this.#order);
  }

  /** Undefined is the order of kubectl. */
  get sort(): Sort | undefined {
    return this.#sort;
  }

  sortBy(sort: Sort | undefined, now: number): void {
    this.#sort = this.#spec.columns.some(({ id }) => id === sort?.column) ? sort : undefined;
    this.#order.setCompare(compareBy(this.#spec, sort), this.#rows.timeAt(now));
    this.#cursorWasMoved = true;
    this.#tell();
  }

  /** Columns that can be sorted by, in the order of the screen. */
  sortColumns(): readonly SortColumn[] {
    return sortColumnsOf(this.#visibleColumns());
  }

  /** Returns what does not parse; that part filters nothing. */
  filterBy(text: string, now: number): readonly FilterProblem[] {
    if (text !== this.#filter.line) {
      this.#filter = filterOf(text, this.#spec.terms);
      this.#builder.forgetWidths();
      this.#refilter(now);
      this.#cursor.settle(this.#order, this.#traces.isGone);
      this.#cursorWasMoved = true;
      this.#tell();
    }
    return this.#filter.problems;
  }

  setWide(wide: boolean, now: number): void {
    this.#wide = wide;
    this.#refilter(now);
    this.#tell();
  }

  /** Columns of measurements are shown or not. `now` as in `frame`. */
  setMeasured(measured: boolean, now: number): void {
    this.#measured = measured;
    // A term may need them.
    this.#filter = filterOf(this.#filter.line, this.#spec.terms);
    this.#refilter(now);
    this.remeasured(now);
  }

  /** Something else was measured of the rows than before: orders and filters them by that. `now` as in `frame`. */
  remeasured(now: number): void {
    const column = this.#spec.columns.find(({ id }) => id === this.#sort?.column);
    // Rows that are put in order are filtered anew as well.
    if (column?.measured === true) {
      this.#order.setCompare(compareBy(this.#spec, this.#sort), this.#rows.timeAt(now));
    } else {
      this.#refilter(now);
    }
    this.#tell();
  }

  /** Rows that are done are shown or not. `now` as in `frame`. */
  setFolds(folds: boolean, now: number): void {
    this.#folds = folds;
    this.#refilter(now);
    this.#cursor.settle(this.#order, this.#traces.isGone);
    this.#cursorWasMoved = true;
    this.#tell();
  }

  /** Shows the rows as they are, while what changes is taken in behind, or lets them go on. */
  setHeld(isHeld: boolean, now: number): void {
    if (isHeld) this.#rows.holdStill(now);
    else this.#rows.goOn();
    this.#tell();
  }

  /** Shows the last moment before that is seen and at least `ms` away. Returns false when none is known. */
  stepBack(ms: number, now: number): boolean {
    const isFound = this.#rows.stepBack({ ms, isSeen: this.#isSeen }, now);
    this.#tell();
    return isFound;
  }

  /** Shows the last moment after that is seen and within `ms`, else the next one, and after the last one the newest rows. */
  stepOn(ms: number): void {
    this.#rows.stepOn({ ms, isSeen: this.#isSeen });
    this.#tell();
  }

  /** What happened at the moment before that the last frame showed, as far as it is seen; nothing when it showed none. */
  happened(): readonly RowDelta<Row>[] {
    return this.#traces.moment?.seen(this.#passing, this.#visibleColumns()) ?? [];
  }

  /** Rows that went a short while ago. */
  get gone(): Pick<Tombstones<Row>, "all" | "count" | "of"> {
    return this.#rows.gone;
  }

  /** How far one can go back; undefined before there is a history. */
  get history(): HistorySize | undefined {
    return this.#rows.historySize;
  }

  /** Where in time the rows stand still; undefined while they are the newest. */
  get hold(): Hold | undefined {
    return this.#rows.hold;
  }

  /** The clock of the rows that are shown. */
  timeAt(now: number): number {
    return this.#rows.timeAt(now);
  }

  /** Rows that have become others than those that are held still. */
  get waitingChanges(): number {
    return this.#rows.hold === undefined ? 0 : this.#rows.waiting;
  }

  /** All rows by label, the worst first. The same array as long as no count changed. */
  summary(): readonly SummaryCount[] {
    return this.#counts.labels;
  }

  /** The rows of concern by what it is, the worst first. The same array as long as no count changed. */
  concerns(): readonly SummaryCount[] {
    return this.#counts.concerns;
  }

  /** Every row there is now, also while the table is held still. */
  rows(): Iterable<Row> {
    return this.#rows.rows();
  }

  /** The rows that pass the filter, as the last frame knew them. */
  shownRows(): readonly Row[] {
    return this.#order.slice(0, this.#order.shown).filter((row) => !this.#traces.isGone(row));
  }

  /** The newest row of a key, also while the table is held still. */
  rowOf(key: string): Row | undefined {
    return this.#rows.newest(key);
  }

  /** Collects the keys of all rows, and from now on of those that change, also while the table is held still. */
  collect(): ChangedKeys {
    return this.#rows.collect();
  }

  readonly #isSeen = (moment: Moment<Row>): boolean => isSeen(moment, this.#passing, this.#visibleColumns());

  #takeIn(now: number): void {
    const deltas = this.#rows.take(now);
    const { hold } = this.#rows;
    // While a moment before is shown nothing comes and nothing fades.
    if (hold?.isPast === true && hold === this.#shownHold) return;
    this.#shownHold = hold;
    const at = this.#rows.timeAt(now);
    if (deltas.length > 0) {
      this.#count(deltas, at);
      for (const follower of this.#followers) follower(deltas);
      this.#cursor.follow(deltas);
      this.#marked.follow(this.#rows.shown, this.#rows.newest);
    }
    const scene = { inSight: this.#inSight, columns: this.#visibleColumns(), now: at };
    const drawn =
      hold?.isPast === true
        ? this.#traces.visit(this.#rows.moment, deltas, this.#rows.shown)
        : this.#traces.follow(deltas, scene);
    if (drawn.length > 0) this.#order.apply(drawn, at);
  }

  #count(deltas: readonly RowDelta<Row>[], now: number): void {
    const wasConcerned = this.#counts.concerns.length > 0;
    this.#counts.apply(deltas);
    // Words are looked for in the columns that there are.
    if (this.#counts.concerns.length > 0 !== wasConcerned) this.#refilter(now);
  }

  /** All rows are there: from now on additions and changes get a sign and are remembered. */
  beginHistory(now: number): void {
    this.#traces.begin();
    this.#rows.begin(now);
  }

  #move(move: () => void): void {
    this.#cursor.hold(this.#order);
    move();
    this.#cursorWasMoved = true;
    this.#tell();
  }

  #refilter(now: number): void {
    const filter = this.#filter.over(this.#visibleColumns().filter(({ measured }) => measured !== true));
    this.#passing = this.#folds ? this.#withoutDone(filter) : filter;
    this.#order.setFilter(this.#passing, this.#rows.timeAt(now));
  }

  #withoutDone(filter: RowFilter<Row> | undefined): RowFilter<Row> {
    const spec = this.#spec;
    return {
      passes: (row, now, answer) => spec.isDone?.(row) !== true && (filter?.passes(row, now, answer) ?? true),
    };
  }

  get #folded(): number {
    return this.#folds ? this.#counts.done : 0;
  }

  /** Lines for rows: the last one says what is folded. */
  get #rowLines(): number {
    return this.#folded > 0 ? Math.max(1, this.#lines - 1) : this.#lines;
  }

  #visibleColumns(): readonly Column<Row>[] {
    return columnsFor(this.#spec.columns, {
      isWide: this.#wide,
      isMeasured: this.#measured,
      acrossNamespaces: this.#acrossNamespaces,
      isConcerned: this.#counts.concerns.length > 0,
    });
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
