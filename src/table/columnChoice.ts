import type { Column, TableSpec } from "./column.ts";

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

/** Which columns there are. */
export interface ColumnWish {
  readonly isWide: boolean;
  /** Also those of measurements. */
  readonly isMeasured: boolean;
  readonly acrossNamespaces: boolean;
  /** Some row is of concern. */
  readonly isConcerned: boolean;
}

export function columnsFor<Row>(columns: readonly Column<Row>[], wish: ColumnWish): readonly Column<Row>[] {
  return columns.filter(
    ({ wide, measured, acrossNamespaces, whileConcerned }) =>
      (wide !== true || wish.isWide) &&
      (measured !== true || wish.isMeasured) &&
      (acrossNamespaces !== true || wish.acrossNamespaces) &&
      (whileConcerned !== true || wish.isConcerned),
  );
}

export function sortColumnsOf<Row>(columns: readonly Column<Row>[]): readonly SortColumn[] {
  return columns.map(({ id, title, mostFirst }) => ({
    id,
    title,
    first: mostFirst === true ? "descending" : "ascending",
  }));
}

/** A total order; undefined is the one of kubectl. */
export function compareBy<Row extends { readonly key: string; readonly uid: string }>(
  spec: TableSpec<Row>,
  sort: Sort | undefined,
): (a: Row, b: Row) => number {
  const column = spec.columns.find(({ id }) => id === sort?.column);
  if (column === undefined) return (a, b) => spec.defaultCompare(a, b);
  const sign = sort?.direction === "descending" ? -1 : 1;
  return (a, b) => sign * column.compare(a, b) || spec.defaultCompare(a, b);
}
