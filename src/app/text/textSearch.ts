import type { Range } from "./cutLine.ts";
import type { TextLines } from "./textLines.ts";

/** What is looked for in a text. */
export interface Pattern {
  isIn(text: string): boolean;
  /** Every place, in order. */
  rangesIn(text: string): readonly Range[];
}

/**
 * What `query` looks for: its letters, whatever their case unless one is a capital; between slashes a regular expression.
 * Undefined when it is empty. @throws SyntaxError when the expression does not parse.
 */
export function patternOf(query: string): Pattern | undefined {
  if (query === "") return undefined;
  const ignoresCase = query === query.toLowerCase();
  const [, source] = /^\/(.+)\/$/.exec(query) ?? [];
  if (source !== undefined) return expressionPattern(new RegExp(source, ignoresCase ? "gi" : "g"));
  return expressionPattern(new RegExp(query.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), ignoresCase ? "gi" : "g"));
}

function expressionPattern(expression: RegExp): Pattern {
  return {
    isIn: (text) => {
      expression.lastIndex = 0;
      return expression.test(text);
    },
    rangesIn: (text) =>
      [...text.matchAll(expression)]
        .filter(([found]) => found !== "")
        .map(({ 0: found, index }) => ({ start: index, end: index + found.length })),
  };
}

/** Lines at a time between two looks at the clock. */
const linesAtOnce = 500;

/** The lines of a text that hold a pattern: found once, and then only looked for in what is new. */
export class Hits {
  readonly #pattern: Pattern;
  #text: TextLines | undefined;
  /** Numbers of lines, growing; those before `#head` are no longer in the text. */
  #found: number[] = [];
  #head = 0;
  #scanned = 0;

  constructor(pattern: Pattern) {
    this.#pattern = pattern;
  }

  /** Looks on for at most about `ms` milliseconds by `clock`. Returns whether all of the text was looked through. */
  scan(text: TextLines, ms: number, clock: () => number): boolean {
    if (text !== this.#text) {
      this.#text = text;
      this.#found = [];
      this.#head = 0;
      this.#scanned = text.first;
    }
    this.#forget(text.first);
    const until = clock() + ms;
    while (this.#scanned < text.end) {
      const stop = Math.min(text.end, this.#scanned + linesAtOnce);
      for (let line = this.#scanned; line < stop; line++) {
        if (this.#pattern.isIn(text.plain(line))) this.#found.push(line);
      }
      this.#scanned = stop;
      if (clock() >= until) break;
    }
    return this.#scanned === text.end;
  }

  get count(): number {
    return this.#found.length - this.#head;
  }

  /** Place of a line among the hits, from 1; undefined when it is none. */
  placeOf(line: number): number | undefined {
    const index = this.#firstFrom(line);
    return this.#found[index] === line ? index - this.#head + 1 : undefined;
  }

  /** The hit after `line`, or before it, and round the ends of the text; undefined when there is none. */
  beside(line: number, step: 1 | -1): number | undefined {
    const index = this.#firstFrom(step === 1 ? line + 1 : line) + (step === 1 ? 0 : -1);
    if (index < this.#head) return this.#found.at(-1);
    return this.#found[index] ?? this.#found[this.#head];
  }

  /** Index of the first hit at `line` or behind it. */
  #firstFrom(line: number): number {
    let low = this.#head;
    let high = this.#found.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#found[middle] as number) < line) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #forget(first: number): void {
    this.#scanned = Math.max(this.#scanned, first);
    this.#head = this.#firstFrom(first);
    if (this.#head < 10_000) return;
    this.#found = this.#found.slice(this.#head);
    this.#head = 0;
  }
}
