/** How well typed letters fit a name. */
export interface FuzzyMatch {
  /** Higher is better; only to be compared between matches of the same letters. */
  readonly score: number;
  /** Indexes into the name that the letters hit, ascending. */
  readonly matched: readonly number[];
}

/**
 * Matches the letters of `query` in this order, with gaps, ignoring case. A run of letters, the start of the name and
 * the start of a word (`team-b` for `tb`) count more, and of two equal fits the shorter name wins.
 * Undefined when a letter is missing. An empty query fits everything alike.
 */
export function fuzzyMatch(query: string, name: string): FuzzyMatch | undefined {
  if (query === "") return { score: 0, matched: [] };
  const wanted = query.toLowerCase();
  const lowerCase = name.toLowerCase();
  // A few letters change length with their case; indexes into the lower case would then point beside the name's letters.
  const text = lowerCase.length === name.length ? lowerCase : name;
  const atWord = wordStart(wanted, text, 0);
  const whole = atWord === -1 ? text.indexOf(wanted) : atWord;
  const matched =
    whole === -1 ? positionsOf(wanted, text) : Array.from({ length: wanted.length }, (_, index) => whole + index);
  return matched && { score: scoreOf(matched, text), matched };
}

/** Takes for each letter the next start of a word when the rest still fits behind it, otherwise the next place at all. */
function positionsOf(wanted: string, text: string): number[] | undefined {
  const positions: number[] = [];
  let from = 0;
  for (let index = 0; index < wanted.length; index++) {
    const letter = wanted.charAt(index);
    const next = text.indexOf(letter, from);
    if (next === -1) return undefined;
    const atWord = wordStart(letter, text, from);
    const rest = wanted.slice(index + 1);
    const isRun = next === from && index > 0;
    const position = !isRun && atWord !== -1 && isSubsequence(rest, text, atWord + 1) ? atWord : next;
    positions.push(position);
    from = position + 1;
  }
  return positions;
}

/** Where `letters` stand at the start of a word; -1 when they do nowhere. */
function wordStart(letters: string, text: string, from: number): number {
  for (let at = text.indexOf(letters, from); at !== -1; at = text.indexOf(letters, at + 1)) {
    if (startsWord(text, at)) return at;
  }
  return -1;
}

function startsWord(text: string, at: number): boolean {
  return at === 0 || /[^a-z0-9]/.test(text.charAt(at - 1));
}

function isSubsequence(letters: string, text: string, from: number): boolean {
  let at = from;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function scoreOf(matched: readonly number[], text: string): number {
  let score = 0;
  for (const [index, at] of matched.entries()) {
    score += 1;
    // Alike, so that `qa` itself is not beaten by `quality-assurance`.
    if (startsWord(text, at) || (index > 0 && matched[index - 1] === at - 1)) score += 8;
    if (index === 0 && at === 0) score += 10;
  }
  return score - text.length / 100;
}
