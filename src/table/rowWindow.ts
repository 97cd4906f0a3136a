/** Which of the shown rows are in sight, and on which of the lines the cursor is. */
export interface RowWindow {
  /** Index of the first row in sight. */
  readonly top: number;
  /** Line of the cursor, from 0. */
  readonly cursorLine: number;
}

/**
 * The next window onto `count` rows through `lines` lines.
 * When rows moved by themselves, the cursor stays on its line and the rows slide under it; a table at its top stays
 * there as long as the cursor is in sight. When the cursor was moved, the window follows only as far as it must.
 */
export function windowOf(
  previous: RowWindow,
  { count, lines, cursor, wasMoved }: { count: number; lines: number; cursor: number; wasMoved: boolean },
): RowWindow {
  const isAtRest = wasMoved || (previous.top === 0 && cursor < lines);
  const wanted = isAtRest ? previous.top : cursor - previous.cursorLine;
  const inSight = Math.min(Math.max(wanted, cursor - lines + 1), cursor);
  const top = Math.max(0, Math.min(inSight, count - lines));
  return { top, cursorLine: Math.max(0, Math.min(cursor - top, lines - 1)) };
}
