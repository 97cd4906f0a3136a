import type { Column, Keyed, TableSpec } from "./column.ts";
import { Cursor } from "./cursor.ts";
import { type Filter, type FilterProblem, filterOf } from "./filter.ts";
import { FrameBuilder } from "./frameBuilder.ts";
import { Ghosts } from "./ghosts.ts";
import { type MarkCount, MarkedRows } from "./markedRows.ts";
import { RowCounts } from "./rowCounts.ts";
import type { RowFilter } from "./rowFilter.ts";
import { RowOrder } from "./rowOrder.ts";
import { RowSigns } from "./rowSigns.ts";
import { type ChangedKeys, type RowChange, type RowDelta, RowStore } from "./rowStore.ts";
import { type RowWindow, windowOf } from "./rowWindow.ts";
import type { SummaryCount } from "./summary.ts";
import type { TableFrame } from "./tableFrame.ts";
import { TurningRows } from "./turningRows.ts";

/** Hears what a table is told of its rows. The map of all of them goes on changing: copy what is kept. */
export interface RowListener<Row> {
  apply(changes: readonly RowChange<Row>[]): void;
  replace(rows: ReadonlyMap<string, Row>): void;
}

/** A column to sort by, and in which direction. */
export interface Sort {
  readonly column: string;
  readonly direction: "ascending" | "descending";
}

/** A column that can be sorted by, and the direction that people want of it first. */
export interface SortColumn {
  readonly id: string;
  readonly title: string;
  readonly first: Sort["direction"];
}

/** A table as it is looked at: rows go in as they change, one frame of text comes out when it is asked for. */
export class TableModel<Row extends Keyed> {
  readonly #spec: TableSpec<Row>;
  readonly #acrossNamespaces: boolean;
  readonly #store = new RowStore<Row>();
  readonly #counts: RowCounts<Row>;
  readonly #turning: TurningRows<Row> | undefined;
  readonly #cursor = new Cursor<Row>();
  readonly #signs = new RowSigns<Row>();
  readonly #marked = new MarkedRows<Row>();
  readonly #ghosts = new Ghosts<Row>();
  readonly #builder = new FrameBuilder<Row>();
  readonly #listeners = new Set<() => void>();
  readonly #listening = new Set<RowListener<Row>>();
  readonly #followers = new Set<(deltas: readonly RowDelta<Row>[]) => void>();
  readonly #order: RowOrder<Row>;
  #inSight: readonly Row[] = [];
  #window: RowWindow = { top: 0, cursorLine: 0 };
  #cursorWasMoved = false;
  #filter: Filter<Row>;
  #sort: Sort | undefined;
  #columns = 80;
  #lines = 18;
  #wide = false;
  #folds = false;
  #paused = false;
  #signsChanges = false;

  constructor(spec: TableSpec<Row>, options: { readonly acrossNamespaces: boolean }) {
    this.#spec = spec;
    this.#acrossNamespaces = options.acrossNamespaces;
    this.#counts = new RowCounts(spec);
    this.#turning = spec.turning && new TurningRows(spec.turning);
    this.#order = new RowOrder<Row>((a, b) => spec.defaultCompare(a, b));
    this.#filter = filterOf("", spec.terms);
  }

  apply(changes: readonly RowChange<Row>[]): void {
    for (const listener of this.#listening) listener.apply(changes);
    this.#store.apply(changes);
    this.#tell();
  }

  replace(rows: ReadonlyMap<string, Row>): void {
    for (const listener of this.#listening) listener.replace(rows);
    this.#store.replace(rows);
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
    const rows = this.#order.rows().filter((row) => !this.#ghosts.has(row));
    listener(rows.map((row) => ({ kind: "add", row })));
    this.#followers.add(listener);
    return () => this.#followers.delete(listener);
  }

  /** The visible part as text; the same object when nothing in it changed. `now` is the server's clock, milliseconds since the epoch. */
  frame(now: number): TableFrame {
    if (!this.#paused) this.#takeIn(now);
    const order = this.#order;
    order.recheck(now);
    const place = this.#cursor.placeIn(order);
    const count = order.shown;
    const wasMoved = this.#cursorWasMoved;
    const cursor = Math.max(0, Math.min(place.index, count - 1));
    this.#cursorWasMoved = false;
    this.#window = windowOf(this.#window, { count, lines: this.#rowLines, cursor, wasMoved });
    const { top } = this.#window;
    this.#inSight = order.slice(top, top + this.#rowLines);
    const gone = this.#ghosts.countIn(order);
    return this.#builder.build({
      rows: this.#inSight,
      columns: this.#visibleColumns(),
      width: this.#columns,
      now,
      top,
      shown: count - gone,
      total: order.total - this.#ghosts.size,
      folded: this.#folded,
      selectedUid: place.isParked ? undefined : place.row?.uid,
      parkedAt: place.isParked && place.row !== undefined ? place.index : undefined,
      sort: this.#sort,
      isGone: (row) => this.#ghosts.has(row),
      isMarked: (uid) => this.#marked.has(uid),
      signOf: (uid) => this.#signs.of(uid, now),
    });
  }

  /** When time alone will change the frame next, milliseconds since the epoch; Infinity when it will not. */
  nextChangeAt(now: number): number {
    const turnsAt = this.#turning?.until ?? Number.POSITIVE_INFINITY;
    let next = Math.min(this.#order.holdsUntil, this.#ghosts.until, turnsAt);
    const ageing = this.#visibleColumns().filter((column) => column.ages === true);
    for (const row of this.#inSight) {
      next = Math.min(next, this.#signs.of(row.uid, now).until);
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
    this.#move(() => this.#cursor.moveBy(this.#order, lines, this.#isGone));
  }

  moveToFirst(): void {
    this.#move(() => this.#cursor.goTo(this.#order, 0, 1, this.#isGone));
  }

  moveToLast(): void {
    this.#move(() => this.#cursor.goTo(this.#order, this.#order.shown - 1, -1, this.#isGone));
  }

  /** To a line of the last frame, from 0. */
  moveToLine(line: number): void {
    if (this.#inSight[line] === undefined) return;
    this.#move(() => this.#cursor.goTo(this.#order, this.#window.top + line, 1, this.#isGone));
  }

  /** To the row of a key. Returns false when it is not shown. `now` as in `frame`. */
  moveToKey(key: string, now: number): boolean {
    if (!this.#paused) this.#takeIn(now);
    const row = this.#store.get(key);
    const index = row === undefined ? -1 : this.#order.indexOf(row);
    if (index >= 0) this.#move(() => this.#cursor.goTo(this.#order, index, 1, this.#isGone));
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
      if (wanted !== index) this.#cursor.goTo(this.#order, wanted, lines, this.#isGone);
    });
  }

  /** The object under the cursor as last seen; undefined when there is none, or it is gone. */
  get selected(): Row | undefined {
    const place = this.#cursor.placeIn(this.#order);
    return place.isParked ? undefined : place.row;
  }

  /** The object that the cursor was on when it left the table: deleted, or hidden by the filter; undefined while it is there. */
  get parked(): { readonly key: string; readonly isHidden: boolean } | undefined {
    const { row, isParked } = this.#cursor.placeIn(this.#order);
    if (!isParked || row === undefined) return undefined;
    return { key: row.key, isHidden: this.#store.get(row.key)?.uid === row.uid };
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
    return this.#marked.newest((key) => this.#store.get(key)).sort(this.#spec.defaultCompare);
  }

  get markCount(): MarkCount {
    return this.#marked.countIn(this.#order);
  }

  /** Undefined is the order of kubectl. */
  get sort(): Sort | undefined {
    return this.#sort;
  }

  sortBy(sort: Sort | undefined, now: number): void {
    const column = this.#spec.columns.find(({ id }) => id === sort?.column);
    this.#sort = column === undefined ? undefined : sort;
    this.#order.setCompare(this.#compareBy(column, sort?.direction === "descending"), now);
    this.#cursorWasMoved = true;
    this.#tell();
  }

  /** Columns that can be sorted by, in the order of the screen. */
  sortColumns(): readonly SortColumn[] {
    return this.#visibleColumns().map(({ id, title, mostFirst }) => ({
      id,
      title,
      first: mostFirst === true ? "descending" : "ascending",
    }));
  }

  /** Returns what does not parse; that part filters nothing. `now` as in `frame`. */
  filterBy(text: string, now: number): readonly FilterProblem[] {
    if (text !== this.#filter.line) {
      this.#filter = filterOf(text, this.#spec.terms);
      this.#refilter(now);
      this.#cursor.settle(this.#order, this.#isGone);
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

  /** Rows that are done are shown or not. `now` as in `frame`. */
  setFolds(folds: boolean, now: number): void {
    this.#folds = folds;
    this.#refilter(now);
    this.#cursor.settle(this.#order, this.#isGone);
    this.#cursorWasMoved = true;
    this.#tell();
  }

  /** Held still: changes wait and are counted. */
  setPaused(paused: boolean): void {
    this.#paused = paused;
    this.#tell();
  }

  get waitingChanges(): number {
    return this.#paused ? this.#store.waiting : 0;
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
    return this.#store.rows();
  }

  /** The rows that pass the filter, as the last frame knew them. */
  shownRows(): readonly Row[] {
    return this.#order.slice(0, this.#order.shown).filter((row) => !this.#ghosts.has(row));
  }

  /** The newest row of a key, also while the table is held still. */
  rowOf(key: string): Row | undefined {
    return this.#store.get(key);
  }

  /** Collects the keys of all rows, and from now on of those that change, also while the table is held still. */
  collect(): ChangedKeys {
    return this.#store.collect();
  }

  readonly #isGone = (row: Row): boolean => this.#ghosts.has(row);

  #takeIn(now: number): void {
    const deltas = this.#settled(now);
    const expired = this.#ghosts.expired(now);
    if (deltas.length === 0 && expired.length === 0) return;
    const inSight = new Set(this.#inSight.map(({ uid }) => uid));
    this.#count(deltas, now);
    for (const follower of this.#followers) follower(deltas);
    this.#cursor.follow(deltas);
    this.#marked.follow(deltas);
    // A first list is not news.
    if (this.#signsChanges) this.#signs.note(deltas, inSight, this.#visibleColumns(), now);
    this.#order.apply([...expired, ...this.#ghosts.holdBack(deltas, inSight, now)], now);
  }

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

  #count(deltas: readonly RowDelta<Row>[], now: number): void {
    const wasConcerned = this.#counts.concerns.length > 0;
    this.#counts.apply(deltas);
    // Words are looked for in the columns that there are.
    if (this.#counts.concerns.length > 0 !== wasConcerned) this.#refilter(now);
  }

  /** From now on additions and changes get a sign. */
  signChanges(): void {
    this.#signsChanges = true;
  }

  #move(move: () => void): void {
    this.#cursor.hold(this.#order);
    move();
    this.#cursorWasMoved = true;
    this.#tell();
  }

  #refilter(now: number): void {
    const filter = this.#filter.over(this.#visibleColumns());
    this.#order.setFilter(this.#folds ? this.#withoutDone(filter) : filter, now);
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
    return this.#spec.columns.filter(
      ({ wide, acrossNamespaces, whileConcerned }) =>
        (wide !== true || this.#wide) &&
        (acrossNamespaces !== true || this.#acrossNamespaces) &&
        (whileConcerned !== true || this.#counts.concerns.length > 0),
    );
  }

  #compareBy(column: Column<Row> | undefined, descending: boolean): (a: Row, b: Row) => number {
    const spec = this.#spec;
    if (column === undefined) return (a, b) => spec.defaultCompare(a, b);
    const sign = descending ? -1 : 1;
    return (a, b) => sign * column.compare(a, b) || spec.defaultCompare(a, b);
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
