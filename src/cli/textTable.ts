const leastWidth = 6;
const padding = 3;

/**
 * Lines of a table as kubectl lays it out (cli-runtime pkg/printers, tabwriter): every column but the last is as wide as
 * its longest cell and three more, counted in code points. Rows are arrays of cells, the header one of them.
 */
export function textTable(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  const safe = rows.map((cells) => cells.map(oneLine));
  for (const cells of safe) {
    cells.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? leastWidth, lengthOf(cell) + padding);
    });
  }
  return safe.map((cells) =>
    cells
      .map((cell, index) => {
        const isLast = index === cells.length - 1;
        return isLast ? cell : cell + " ".repeat(Math.max(0, (widths[index] ?? 0) - lengthOf(cell)));
      })
      .join(""),
  );
}

/** Cut at the first line break, and ESC made visible, as kubectl does. */
function oneLine(cell: string): string {
  const end = cell.search(/[\n\r\f]/);
  const line = end === -1 ? cell : `${cell.slice(0, end)}...`;
  return line.replaceAll("\u001b", "^[");
}

function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}
