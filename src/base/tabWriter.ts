/**
 * Aligns text in columns as Go's text/tabwriter does with a padding of two spaces: a tab ends a cell, and a column is as wide as the
 * widest cell of neighbouring lines that have one there. What stands behind the last tab of a line is in no column.
 */
export function aligned(lines: readonly string[]): readonly string[] {
  const cells = lines.map((line) => line.split("\t"));
  const out = lines.map(() => "");
  align(cells, out, 0, lines.length, 0);
  return out;
}

const padding = 2;

/** Writes column `column` of the lines from `start` to `end`, and what is behind it. */
function align(cells: readonly string[][], out: string[], start: number, end: number, column: number): void {
  let line = start;
  while (line < end) {
    const blockStart = line;
    while (line < end && (cells[line]?.length ?? 0) - 1 > column) line++;
    if (line > blockStart) {
      const block = cells.slice(blockStart, line);
      const width = padding + Math.max(...block.map((one) => Array.from(one[column] ?? "").length));
      for (let at = blockStart; at < line; at++) {
        const cell = cells[at]?.[column] ?? "";
        out[at] += cell + " ".repeat(width - Array.from(cell).length);
      }
      align(cells, out, blockStart, line, column + 1);
    }
    if (line < end) {
      out[line] += cells[line]?.[column] ?? "";
      line++;
    }
  }
}
