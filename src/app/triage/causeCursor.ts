/** Which of the causes the cursor is on, and which is the first on the screen. */
export interface CausePlace {
  /** Undefined follows the worst. */
  readonly cause: string | undefined;
  readonly top: number;
}

/** Where the cursor is among `causes`, -1 when there is none. */
export function chosenIndex(causes: readonly string[], { cause }: CausePlace): number {
  const index = cause === undefined ? -1 : causes.indexOf(cause);
  return index === -1 ? Math.min(0, causes.length - 1) : index;
}

/** The cursor moved by so many causes, stopping at the ends. */
export function movedBy(causes: readonly string[], place: CausePlace, step: number): CausePlace {
  const index = Math.max(0, Math.min(causes.length - 1, chosenIndex(causes, place) + step));
  return { ...place, cause: causes[index] };
}

/**
 * Which causes are on the screen: from one, to before another. The chosen one is among them, however many lines each takes;
 * it is there even when it alone takes more than all.
 */
export function visibleCauses(
  heights: (index: number) => number,
  {
    count,
    top,
    chosen,
    lines,
  }: { readonly count: number; readonly top: number; readonly chosen: number; readonly lines: number },
): { readonly from: number; readonly to: number } {
  if (count === 0) return { from: 0, to: 0 };
  let from = chosen;
  let to = chosen + 1;
  let left = lines - heights(chosen);
  const takeBefore = (end: number) => {
    while (from > end && heights(from - 1) <= left) {
      from -= 1;
      left -= heights(from);
    }
  };
  // Back to where the screen began, as far as the chosen one stays in sight.
  takeBefore(Math.min(top, chosen));
  while (to < count && heights(to) <= left) {
    left -= heights(to);
    to += 1;
  }
  // There is room left behind the last one.
  if (to === count) takeBefore(0);
  return { from, to };
}
