import type { TestCluster } from "./cluster.ts";
import type { Terminal } from "./terminal.ts";

/** A table as text: the titles of its columns, and the cells of its rows. */
export interface ShownTable {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Against hanging, not a timing. */
const patienceMs = 60_000;
const linesAboveTable = 2;
const linesBelowTable = 2;
const gutter = 2;

/** What kubectl printed. */
export function tableOfKubectl(text: string): ShownTable {
  const [titles = [], ...rows] = text.trimEnd().split("\n").map(cellsOf);
  return { titles, rows };
}

/**
 * The table on the screen as far as kubectl has it: without rows that are gone and only fading, the signs in its gutter, and the
 * last column, which says why pods are unwell.
 */
export function tableOnScreen(terminal: Terminal): ShownTable {
  const [titles = "", ...rows] = terminal.screen().slice(linesAboveTable, -linesBelowTable);
  const there = rows.filter((row) => row !== "" && !row.startsWith("-"));
  const end = / WHY\b/.exec(titles)?.index;
  const cells = (line: string) => cellsOf(line.slice(gutter, end));
  return { titles: cells(titles), rows: there.map(cells) };
}

function cellsOf(line: string): readonly string[] {
  return line.trimEnd().split(/ {2,}/);
}

/** The same table at any time: what only time changes is blotted out. */
export function withoutAges({ titles, rows }: ShownTable): ShownTable {
  const age = titles.indexOf("AGE");
  const ageless = (cell: string, column: number) => (column === age ? "" : cell.replace(/\(\w+ ago\)/, "(ago)"));
  return { titles, rows: rows.map((cells) => cells.map(ageless)) };
}

/**
 * Resolves when the screen shows the table that the real kubectl prints for `args`, ages as well when asked: both tick, and
 * agree sooner or later. @throws with both tables when they do not.
 */
export async function untilEqualToKubectl(
  terminal: Terminal,
  cluster: TestCluster,
  args: readonly string[],
  { ages = false }: { readonly ages?: boolean } = {},
): Promise<void> {
  const comparable = (table: ShownTable) => JSON.stringify(ages ? table : withoutAges(table), undefined, 1);
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const wanted = comparable(tableOfKubectl(await cluster.kubectlOk(["get", "pods", ...args])));
    const shown = comparable(tableOnScreen(terminal));
    if (shown === wanted) return;
    if (performance.now() > deadline) throw new Error(`kubectl says\n${wanted}\nand the screen\n${shown}`);
  }
}
