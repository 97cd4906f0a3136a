import type { Column } from "./column.ts";

/** Empty columns of the terminal between two columns of the table. */
export const columnGap = 2;

/** A column and how wide it is drawn. */
export interface PlacedColumn<Row> {
  readonly column: Column<Row>;
  /** Index among the columns that were to be placed. */
  readonly index: number;
  readonly width: number;
  readonly isElastic: boolean;
}

/** The elastic column grows in steps, so that those behind it seldom move. */
const elasticStep = 8;

/**
 * Places columns on a line of `screen` terminal columns: those with the highest `dropOrder` go first, the elastic one
 * is as wide as its text, or takes what the others leave. The widths with the gaps between them never exceed `screen`.
 */
export function layoutOf<Row>(
  columns: readonly Column<Row>[],
  natural: readonly number[],
  screen: number,
): readonly PlacedColumn<Row>[] {
  const elastic = columns.find(({ elastic }) => elastic) ?? columns.find(({ dropOrder }) => dropOrder === 0);
  const widest = Math.max(1, screen >> 1);
  const wanted = columns.map((column, index) => {
    const width = natural[index] ?? 0;
    return column === elastic
      ? {
          column,
          index,
          isElastic: true,
          width: Math.ceil(width / elasticStep) * elasticStep,
          least: leastElastic(width, screen),
        }
      : { column, index, isElastic: false, width: Math.min(width, widest), least: Math.min(width, widest) };
  });
  const kept = [...wanted];
  const needed = () => kept.reduce((sum, { least }) => sum + least + columnGap, -columnGap);
  while (needed() > screen) {
    const last = kept.reduce((a, b) => (b.column.dropOrder >= a.column.dropOrder ? b : a));
    if (last.column.dropOrder === 0) break;
    kept.splice(kept.indexOf(last), 1);
  }
  const taken = needed() - (kept.find(({ isElastic }) => isElastic)?.least ?? 0);
  // What may not be dropped and still does not fit is cut, the last first.
  let left = screen;
  return kept.flatMap(({ column, index, width, isElastic, least }, place) => {
    const share = isElastic ? Math.min(width, Math.max(least, screen - taken)) : width;
    const fits = Math.max(0, Math.min(share, left - (place === 0 ? 0 : columnGap)));
    left -= fits + (place === 0 ? 0 : columnGap);
    return fits === 0 ? [] : [{ column, index, width: fits, isElastic }];
  });
}

/** So much of the elastic column has to be readable before another column is worth its place. */
function leastElastic(natural: number, screen: number): number {
  return Math.min(natural, Math.max(8, Math.min(40, Math.floor(screen * 0.3))));
}
