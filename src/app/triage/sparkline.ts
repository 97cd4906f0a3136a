import { type Look, type Styled, type StyledLine, styled } from "../../table/look.ts";

/** How many pods there were in a minute: the most at once where it was seen, else at least so many; undefined when nobody knows. */
export type Minute = { readonly count: number; readonly isSeen: boolean } | undefined;

/** None, then more and more. */
const blocks = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;
const plain: Look = {};
const dim: Look = { dim: true };

/**
 * Minutes as blocks, `columns` of them or fewer when each is the most of as many minutes. What was not seen is dim, what nobody knows
 * is left blank.
 */
export function sparkline(minutes: readonly Minute[], columns: number): StyledLine {
  const each = Math.ceil(minutes.length / columns);
  const columnsOf = Array.from({ length: Math.ceil(minutes.length / each) }, (_, index) =>
    mostOf(minutes.slice(index * each, (index + 1) * each)),
  );
  const most = Math.max(1, ...columnsOf.map((column) => column?.count ?? 0));
  const line: Styled[] = [];
  for (const column of columnsOf) {
    const text = column === undefined ? " " : (blocks[Math.ceil((column.count / most) * (blocks.length - 1))] ?? "");
    const look = column?.isSeen === false ? dim : plain;
    const last = line.at(-1);
    if (last?.look === look) line[line.length - 1] = styled(last.text + text, look);
    else line.push(styled(text, look));
  }
  return line;
}

/** The most there were in any of them. It was seen when one of them was. */
function mostOf(minutes: readonly Minute[]): Minute {
  const known = minutes.filter((minute) => minute !== undefined);
  if (known.length === 0) return undefined;
  return { count: Math.max(...known.map(({ count }) => count)), isSeen: known.some(({ isSeen }) => isSeen) };
}
