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
 * Places columns on a line of `screen` terminal columns. When they do not fit, texts are cut as far as their columns
 * allow, then columns are dropped, those with the highest `dropOrder` first; `sortedBy`, which explains the order of
 * the rows, stays if it can. A column that takes the rest has its place only if no text of those before it is cut for it.
 * The widths with the gaps between them never exceed `screen`.
 */
export function layoutOf<Row>(
  columns: readonly Column<Row>[],
  natural: readonly number[],
  screen: number,
  sortedBy?: string,
): readonly PlacedColumn<Row>[] {
  const elastic = columns.find(({ elastic }) => elastic) ?? columns.find(({ dropOrder }) => dropOrder === 0);
  const wanted = columns.map((column, index): WantedColumn<Row> => {
    const width = natural[index] ?? 0;
    const isElastic = column === elastic;
    return { column, index, isElastic, ...(isElastic ? elasticRange(width, screen) : rangeOf(column, width, screen)) };
  });
  const kept = fitting(wanted, screen, sortedBy);
  // What was dropped for a column that did not fit in the end comes back.
  const takesRest = wanted.find(({ column }) => column.takesRest === true);
  const isDropped = takesRest !== undefined && !kept.includes(takesRest);
  const others = isDropped
    ? fitting(
        wanted.filter((other) => other !== takesRest),
        screen,
        sortedBy,
      )
    : kept;
  return placed(grown(others, screen), screen);
}

/** A column that is to be placed, with the widths between which it is of use. */
interface WantedColumn<Row> {
  readonly column: Column<Row>;
  readonly index: number;
  readonly isElastic: boolean;
  readonly least: number;
  readonly most: number;
}

function rangeOf<Row>(
  { least, takesRest }: Column<Row>,
  natural: number,
  screen: number,
): { least: number; most: number } {
  // What it says differs so much from row to row that its own width says nothing of its place.
  if (takesRest === true && least !== undefined) return { least, most: Math.max(natural, least) };
  const most = Math.min(natural, Math.max(1, screen >> 1));
  return { least: Math.min(most, least ?? most), most };
}

/** So much of the elastic column has to be readable before another column is worth its place. */
function elasticRange(natural: number, screen: number): { least: number; most: number } {
  const least = Math.min(natural, Math.max(16, Math.min(40, screen >> 2)));
  return { least, most: Math.ceil(natural / elasticStep) * elasticStep };
}

/** Those that fit with the least of each. */
function fitting<Row>(
  wanted: readonly WantedColumn<Row>[],
  screen: number,
  sortedBy: string | undefined,
): readonly WantedColumn<Row>[] {
  const essential = wanted.filter(({ column: { id, dropOrder } }) => dropOrder === 0 || id === sortedBy);
  const keepsSorted = leastWidth(essential) <= screen;
  const orderOf = ({ column: { id, dropOrder } }: WantedColumn<Row>) =>
    keepsSorted && id === sortedBy ? 0 : dropOrder;
  const kept = [...wanted];
  while (leastWidth(kept) > screen) {
    const last = kept.reduce((a, b) => (orderOf(b) >= orderOf(a) ? b : a));
    if (orderOf(last) === 0) break;
    kept.splice(kept.indexOf(last), 1);
  }
  return kept;
}

function leastWidth<Row>(columns: readonly WantedColumn<Row>[]): number {
  const rest = columns.find(({ column }) => column.takesRest === true)?.column.dropOrder ?? Number.NEGATIVE_INFINITY;
  return columns.reduce(
    (sum, { column, least, most }) => sum + (column.dropOrder < rest ? most : least) + columnGap,
    -columnGap,
  );
}

/** Gives what is left over to the columns that were cut, the elastic one late, and last the one that takes the rest. */
function grown<Row>(kept: readonly WantedColumn<Row>[], screen: number): readonly PlacedColumn<Row>[] {
  let spare = screen - kept.reduce((sum, { least }) => sum + least + columnGap, -columnGap);
  const widths = new Map<number, number>();
  const byNeed = [...kept].sort((a, b) => patienceOf(a) - patienceOf(b) || a.column.dropOrder - b.column.dropOrder);
  for (const { index, least, most } of byNeed) {
    const more = Math.max(0, Math.min(most - least, spare));
    widths.set(index, least + more);
    spare -= more;
  }
  return kept.map(({ column, index, isElastic }) => ({ column, index, isElastic, width: widths.get(index) ?? 0 }));
}

function patienceOf<Row>({ column, isElastic }: WantedColumn<Row>): number {
  if (column.takesRest === true) return 2;
  return isElastic ? 1 : 0;
}

/** What may not be dropped and still does not fit is cut, the last first. */
function placed<Row>(columns: readonly PlacedColumn<Row>[], screen: number): readonly PlacedColumn<Row>[] {
  let left = screen;
  return columns.flatMap((column, place) => {
    const gap = place === 0 ? 0 : columnGap;
    const width = Math.max(0, Math.min(column.width, left - gap));
    left -= width + gap;
    return width === 0 ? [] : [{ ...column, width }];
  });
}
