import type { FilterOperator } from "./column.ts";

/** A part of a filter line between two spaces, from index `start` to before `end` of the line. */
export type FilterWord = {
  readonly start: number;
  readonly end: number;
  /** Written with a `!` in front: what it matches is left out. */
  readonly excludes: boolean;
} & (
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "expression"; readonly source: string }
  /** `name=value`, or `name:value`, which is the same with `colon`. `value` is undefined when nothing is written. */
  | {
      readonly kind: "term";
      readonly name: string;
      readonly operator: FilterOperator;
      readonly colon: boolean;
      readonly value: string | undefined;
    }
  | { readonly kind: "broken"; readonly reason: string }
);

const termStart = /^([a-z][a-z0-9_-]*)(!=|>=|<=|=|>|<|:)/i;

/**
 * Takes a filter line apart: spaces separate, double quotes hold together and take away the meaning of what they
 * enclose, `/…/` is a regular expression.
 */
export function filterWordsOf(line: string): FilterWord[] {
  const words: FilterWord[] = [];
  let start = 0;
  while (start < line.length) {
    if (isSpace(line, start)) {
      start += 1;
      continue;
    }
    const word = wordAt(line, start);
    words.push(word);
    start = word.end;
  }
  return words;
}

/** The term that only this value passes, as one word. A filter has no way to write a quote, but `*` stands for one. */
export function termFor(name: string, value: string): string {
  const isPlain = value !== "" && !/[\s"]/.test(value);
  return isPlain ? `${name}=${value}` : `${name}="${value.replaceAll('"', "*")}"`;
}

/** The line with one more word, or without it where it is one of its words. */
export function withToggledWord(line: string, word: string): string {
  const words = filterWordsOf(line).map(({ start, end }) => line.slice(start, end));
  const others = words.filter((other) => other !== word);
  return (others.length < words.length ? others : [...words, word]).join(" ");
}

function wordAt(line: string, start: number): FilterWord {
  const excludes = line[start] === "!";
  const from = excludes ? start + 1 : start;
  if (from === line.length || isSpace(line, from)) {
    return { start, end: from, excludes, kind: "broken", reason: "a word is missing after !" };
  }
  if (line[from] === "/") return expressionAt(line, start, from, excludes);
  const term = termStart.exec(line.slice(from));
  const written = writtenAt(line, from + (term?.[0].length ?? 0));
  const place = { start, end: written.end, excludes };
  if (!written.isClosed) return { ...place, kind: "broken", reason: 'the closing " is missing' };
  if (term === null) return { ...place, kind: "text", text: written.text };
  const [, name = "", sign = ""] = term;
  const value = written.end === from + term[0].length ? undefined : written.text;
  return { ...place, kind: "term", name: name.toLowerCase(), operator: operatorOf(sign), colon: sign === ":", value };
}

function operatorOf(sign: string): FilterOperator {
  switch (sign) {
    case "!=":
    case ">=":
    case "<=":
    case ">":
    case "<":
      return sign;
    default:
      return "=";
  }
}

/** Text up to the next space outside quotes, without the quotes. */
function writtenAt(line: string, from: number): { text: string; end: number; isClosed: boolean } {
  let text = "";
  let isQuoted = false;
  let end = from;
  for (; end < line.length && (isQuoted || !isSpace(line, end)); end += 1) {
    if (line[end] === '"') isQuoted = !isQuoted;
    else text += line[end];
  }
  return { text, end, isClosed: !isQuoted };
}

function expressionAt(line: string, start: number, from: number, excludes: boolean): FilterWord {
  let end = from + 1;
  while (end < line.length && line[end] !== "/") end += line[end] === "\\" ? 2 : 1;
  if (end >= line.length) {
    return { start, end: line.length, excludes, kind: "broken", reason: "the closing / is missing" };
  }
  const source = line.slice(from + 1, end);
  end += 1;
  if (end === line.length || isSpace(line, end)) return { start, end, excludes, kind: "expression", source };
  while (end < line.length && !isSpace(line, end)) end += 1;
  return { start, end, excludes, kind: "broken", reason: "a space is missing after the closing /" };
}

function isSpace(line: string, index: number): boolean {
  return /\s/.test(line.charAt(index));
}
