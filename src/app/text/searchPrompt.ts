import type { Prompt } from "../promptLayer.ts";
import type { TypedProblem } from "../scope.ts";
import { type Pattern, patternOf } from "./textSearch.ts";

/** What a search does with the text. */
export interface SearchTarget {
  /** Undefined finds nothing. */
  find(query: string, pattern: Pattern | undefined): void;
  /** As it was before. */
  back(): void;
}

/** What to look for: takes effect as it is typed, and Esc brings back the one before. */
export function searchPrompt(before: string, { find, back }: SearchTarget): Prompt {
  return {
    label: "search: ",
    hint: "words, or /regex/",
    start: before,
    problems: problemsOf,
    onEdit: (query) => {
      if (problemsOf(query).length === 0) find(query, patternOf(query));
    },
    onEnter: () => {},
    onEscape: back,
  };
}

/** Why `query` is no pattern. */
export function problemsOf(query: string): readonly TypedProblem[] {
  try {
    patternOf(query);
    return [];
  } catch {
    return [{ start: 0, end: query.length, reason: "this is no regular expression" }];
  }
}
