import { fitted, type MeasuredText, measured } from "./cellText.ts";
import type { Column, Keyed } from "./column.ts";
import { layoutOf, type PlacedColumn } from "./layout.ts";
import type { RowSign } from "./rowSigns.ts";
import type { FrameCell, FrameColumn, FrameLine, LineSign, TableFrame } from "./tableFrame.ts";

/** What a frame is made of. */
export interface FramePlan<Row extends Keyed> {
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  /** Terminal columns there are. */
  readonly width: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly top: number;
  readonly shown: number;
  readonly total: number;
  readonly folded: number;
  readonly selectedUid: string | undefined;
  /** Index among the shown rows where the cursor is parked; undefined when it is not. */
  readonly parkedAt: number | undefined;
  readonly sort: { readonly column: string; readonly direction: "ascending" | "descending" } | undefined;
  isGone(row: Row): boolean;
  isMarked(uid: string): boolean;
  signOf(row: Row): RowSign;
}

/** Makes frames, and gives the objects of the one before again wherever they would be equal. */
export class FrameBuilder<Row extends Keyed> {
  #previous: TableFrame | undefined;
  #lines = new Map<string, FrameLine>();
  /** The widest text of each column so far: columns that shrank while one scrolls would make the screen dance. */
  readonly #widest = new Map<string, number>();

  build(plan: FramePlan<Row>): TableFrame {
    const texts = plan.rows.map((row) => plan.columns.map((column) => measured(column.text(row, plan.now))));
    const placed = layoutOf(plan.columns, this.#naturalWidths(plan, texts), plan.width, plan.sort?.column);
    const lines = plan.rows.map((row, index) => this.#lineOf(plan, row, texts[index] ?? [], placed));
    this.#lines = new Map(lines.map((line) => [line.uid, line]));
    const columns = placed.map((place) => titleOf(place, plan.sort));
    const { top, shown, total, folded, parkedAt } = plan;
    const frame = { columns, lines, top, shown, total, folded, parked: parkedAt !== undefined };
    const isInSight = parkedAt !== undefined && lines[parkedAt - top] !== undefined;
    this.#previous = sameFrame(this.#previous, isInSight ? { ...frame, parkedLine: parkedAt - top } : frame);
    return this.#previous;
  }

  /** Other rows are looked at from now on: what the widest of the old ones took is not kept for them. */
  forgetWidths(): void {
    this.#widest.clear();
  }

  #naturalWidths({ columns, sort }: FramePlan<Row>, texts: readonly (readonly MeasuredText[])[]): number[] {
    return columns.map((column, index) => {
      const title = column.title.length + (sort?.column === column.id ? 1 : 0);
      let width = Math.max(this.#widest.get(column.id) ?? 0, title);
      for (const cells of texts) width = Math.max(width, cells[index]?.width ?? 0);
      this.#widest.set(column.id, width);
      return width;
    });
  }

  #lineOf(
    plan: FramePlan<Row>,
    row: Row,
    texts: readonly MeasuredText[],
    placed: readonly PlacedColumn<Row>[],
  ): FrameLine {
    const gone = plan.isGone(row);
    const { isNew, changed } = plan.signOf(row);
    const sign: LineSign = gone ? "gone" : isNew ? "new" : changed.size > 0 ? "changed" : "none";
    const cells = placed.map(({ column, index, width, isElastic }): FrameCell => {
      const text = texts[index] ?? measured("");
      return {
        text: fitted(text, width, isElastic ? "middle" : "end", column.align ?? "left"),
        tone: gone ? "muted" : (column.tone?.(row) ?? "normal"),
        changed: changed.has(column.id),
      };
    });
    const isMarked = plan.isMarked(row.uid);
    const line = { key: row.key, uid: row.uid, sign, isMarked, selected: row.uid === plan.selectedUid, cells };
    return sameLine(this.#lines.get(row.uid), line);
  }
}

function titleOf<Row>(
  { column, width }: PlacedColumn<Row>,
  sort: { readonly column: string; readonly direction: "ascending" | "descending" } | undefined,
): FrameColumn {
  const sorted = sort?.column === column.id ? sort.direction : undefined;
  const arrow = sorted === undefined ? "" : sorted === "descending" ? "↓" : "↑";
  const title = fitted(measured(column.title + arrow), width, "end", column.align ?? "left");
  return { id: column.id, title, width, sorted };
}

function sameFrame(previous: TableFrame | undefined, next: TableFrame): TableFrame {
  if (previous === undefined) return next;
  const columns = sameList(previous.columns, next.columns, isSameColumn);
  const lines = sameList(previous.lines, next.lines, Object.is);
  const { top, shown, total, folded, parked, parkedLine } = next;
  const isSame =
    columns === previous.columns &&
    lines === previous.lines &&
    top === previous.top &&
    shown === previous.shown &&
    total === previous.total &&
    folded === previous.folded &&
    parked === previous.parked &&
    parkedLine === previous.parkedLine;
  return isSame ? previous : { ...next, columns, lines };
}

function sameLine(previous: FrameLine | undefined, next: FrameLine): FrameLine {
  if (previous === undefined) return next;
  const cells = sameList(previous.cells, next.cells, isSameCell);
  const isSame =
    cells === previous.cells &&
    next.key === previous.key &&
    next.sign === previous.sign &&
    next.isMarked === previous.isMarked &&
    next.selected === previous.selected;
  return isSame ? previous : { ...next, cells };
}

function sameList<T>(previous: readonly T[], next: readonly T[], isSame: (a: T, b: T) => boolean): readonly T[] {
  const isEqual =
    previous.length === next.length &&
    next.every((item, index) => {
      const before = previous[index];
      return before !== undefined && isSame(before, item);
    });
  return isEqual ? previous : next;
}

function isSameColumn(a: FrameColumn, b: FrameColumn): boolean {
  return a.id === b.id && a.title === b.title && a.width === b.width && a.sorted === b.sorted;
}

function isSameCell(a: FrameCell, b: FrameCell): boolean {
  return a.text === b.text && a.tone === b.tone && a.changed === b.changed;
}
