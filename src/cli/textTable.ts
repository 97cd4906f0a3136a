const leastWidth = 6;
const padding = 3;

/**
 * Lays out lines as kubectl does (cli-runtime pkg/printers, tabwriter): every column but the last is as wide as its longest
 * cell and three more, counted in code points. Widths are remembered: lines that come later are never narrower.
 */
export class TextTable {
  readonly #widths: number[] = [];

  /** Lines for rows of cells, the header one of them; all rows have as many cells. */
  lines(rows: readonly (readonly string[])[]): readonly string[] {
    const safe = rows.map((cells) => cells.map(oneLine));
    for (const cells of safe) {
      cells.forEach((cell, index) => {
        this.#widths[index] = Math.max(this.#widths[index] ?? leastWidth, lengthOf(cell) + padding);
      });
    }
    return safe.map((cells) => cells.map((cell, index) => this.#padded(cell, index, cells.length)).join(""));
  }

  #padded(cell: string, index: number, columns: number): string {
    if (index === columns - 1) return cell;
    return cell + " ".repeat(Math.max(0, (this.#widths[index] ?? 0) - lengthOf(cell)));
  }
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
