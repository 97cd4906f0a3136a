import { type Column, FilterError, type FilterTerm } from "./column.ts";
import { type FilterWord, filterWordsOf } from "./filterWords.ts";
import type { AnswerTime, RowFilter } from "./rowFilter.ts";

/** A part of a filter line that cannot be used, from index `start` to before `end`, and why. */
export interface FilterProblem {
  readonly start: number;
  readonly end: number;
  readonly reason: string;
}

/** A filter line that was read. What has a problem filters nothing. */
export interface Filter<Row> {
  readonly line: string;
  readonly problems: readonly FilterProblem[];
  /** Undefined when every row passes. Words and expressions look at the text of `columns`. */
  over(columns: readonly Column<Row>[]): RowFilter<Row> | undefined;
}

/** One condition. Dearer ones are asked later. */
interface Condition<Row> {
  readonly cost: number;
  test(row: Row, now: number, answer: AnswerTime): boolean;
}

/** How long an answer is taken to hold when nobody says. */
const unknownHoldMs = 1000;

/**
 * Reads a filter line. Spaces mean "and"; `!` in front excludes; case does not count.
 * - `web`, `"two words"`: part of any cell
 * - `/^web-\d+$/`: a regular expression that matches any cell
 * - `status=Crash*`, `label:app=web`: one of `terms`
 */
export function filterOf<Row>(line: string, terms: readonly FilterTerm<Row>[]): Filter<Row> {
  const problems: FilterProblem[] = [];
  const parts: ((columns: readonly Column<Row>[]) => Condition<Row>)[] = [];
  for (const word of filterWordsOf(line)) {
    try {
      const part = partOf(word, line, terms);
      parts.push((columns) => (word.excludes ? excluding(part(columns)) : part(columns)));
    } catch (error) {
      if (!(error instanceof FilterError)) throw error;
      problems.push({ start: word.start, end: word.end, reason: error.message });
    }
  }
  return {
    line,
    problems,
    over(columns) {
      if (parts.length === 0) return undefined;
      const conditions = parts.map((part) => part(columns)).sort((a, b) => a.cost - b.cost);
      return {
        passes: (row, now, answer) => conditions.every((condition) => condition.test(row, now, answer)),
      };
    },
  };
}

function partOf<Row>(
  word: FilterWord,
  line: string,
  terms: readonly FilterTerm<Row>[],
): (columns: readonly Column<Row>[]) => Condition<Row> {
  switch (word.kind) {
    case "broken":
      throw new FilterError(word.reason);
    case "text": {
      return containing(word.text);
    }
    case "expression": {
      const expression = expressionFrom(word.source);
      return (columns) => anyCell(columns, () => (text) => expression.test(text));
    }
    case "term": {
      const term = terms.find(({ name }) => name === word.name);
      // A colon is common in what people look for (`10.0.0.1:80`, `a:b`), the other operators are not.
      if (term === undefined && word.colon) return containing(line.slice(word.start, word.end).replace(/^!|"/g, ""));
      if (term === undefined) throw new FilterError(`there is no ${word.name}; known are ${namesOf(terms)}`);
      if (word.value === undefined) throw new FilterError(`a value is missing, as in ${term.example}`);
      const test = term.parse(word.operator, word.value);
      const condition = {
        cost: 1,
        test(row: Row, now: number, answer: AnswerTime): boolean {
          if (term.ages === true) answer.holdsUntil(now + (test.steadyFor?.(row, now) ?? unknownHoldMs));
          return test(row, now);
        },
      };
      return () => condition;
    }
  }
}

function namesOf(terms: readonly { readonly name: string }[]): string {
  return terms
    .map(({ name }) => name)
    .sort()
    .join(", ");
}

function expressionFrom(source: string): RegExp {
  try {
    return new RegExp(source, "i");
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new FilterError(`not a regular expression: ${error.message.replace(/^.*\/[a-z]*: /, "")}`, { cause: error });
  }
}

function excluding<Row>(condition: Condition<Row>): Condition<Row> {
  return { cost: condition.cost, test: (row, now, answer) => !condition.test(row, now, answer) };
}

function containing<Row>(text: string): (columns: readonly Column<Row>[]) => Condition<Row> {
  const word = text.toLowerCase();
  if (word === "") return () => ({ cost: 0, test: () => true });
  const asWritten = (cell: string) => cell.includes(word);
  const folded = (cell: string) => cell.toLowerCase().includes(word);
  return (columns) =>
    anyCell(
      columns.filter((column) => column.mayContain?.(word) ?? true),
      // Folding the case of 100,000 names takes as long as looking through them.
      (column) => (column.isLowerCase === true ? asWritten : folded),
    );
}

/** Asks the cells that never change by themselves first: a match there holds for ever and spares making the others. */
function anyCell<Row>(
  columns: readonly Column<Row>[],
  matcherFor: (column: Column<Row>) => (text: string) => boolean,
): Condition<Row> {
  const asked = columns.map((column) => ({ column, isMatch: matcherFor(column) }));
  const steady = asked.filter(({ column }) => column.ages !== true);
  const ageing = asked.filter(({ column }) => column.ages === true);
  return {
    cost: ageing.length === 0 ? 0 : 2,
    test(row, now, answer) {
      for (const { column, isMatch } of steady) {
        if (isMatch(column.text(row, now))) return true;
      }
      for (const { column, isMatch } of ageing) {
        const holdMs = column.steadyFor?.(row, now) ?? unknownHoldMs;
        // A text that never changes is no age.
        if (holdMs !== Number.POSITIVE_INFINITY) answer.holdsUntil(now + holdMs);
        if (isMatch(column.text(row, now))) return true;
      }
      return false;
    },
  };
}
