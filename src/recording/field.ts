import { plainText } from "../base/plainText.ts";
import { RecordingError } from "./recordingError.ts";
import type { WordList, WordWriter } from "./words.ts";

/** How one field of a record stands in a file. */
export interface Field<Value> {
  /** What it is when a file does not have it. */
  readonly absent: Value;
  /** As JSON. */
  write(value: Value, words: WordWriter): unknown;
  /** @throws RecordingError when `json` cannot be such a value. */
  read(json: unknown, words: WordList): Value;
}

/** A field for each property of a record, in the order of the file. */
export type Fields<Record> = { readonly [Name in keyof Record]-?: Field<Record[Name]> };

/** A text that repeats. */
export const word: Field<string> = {
  absent: "",
  write: (text, words) => words.numberOf(text),
  read: (json, words) => wordFrom(words.at(json)),
};

/** A text that repeats, with a mark where an age belongs. */
export const ageingWord: Field<string> = { ...word, read: (json, words) => wordFrom(words.ageingAt(json)) };

function wordFrom(found: string | undefined): string {
  if (found === undefined) throw new RecordingError("there is no such word");
  return found;
}

/** A text that does not. */
export const text: Field<string> = {
  absent: "",
  write: (value) => value,
  read: (json) => {
    if (typeof json !== "string") throw new RecordingError("a text is none");
    return plainText(json);
  },
};

export const count: Field<number> = {
  absent: 0,
  write: (value) => value,
  read: (json) => {
    if (typeof json !== "number" || !Number.isFinite(json)) throw new RecordingError("a number is none");
    return json;
  },
};

/** Times that no calendar has, as JSON, which knows no such numbers. */
const oddTimes: readonly (readonly [number, unknown])[] = [
  [Number.NaN, null],
  [Number.POSITIVE_INFINITY, "+"],
  [Number.NEGATIVE_INFINITY, "-"],
];

/** Milliseconds since the epoch; NaN and both infinities are times too. */
export const time: Field<number> = {
  absent: Number.NaN,
  write: (value) => (Number.isFinite(value) ? value : oddTimes.find(([odd]) => Object.is(odd, value))?.[1]),
  read: (json) => {
    if (typeof json === "number" && Number.isFinite(json)) return json;
    const odd = oddTimes.find(([, written]) => written === json);
    if (odd === undefined) throw new RecordingError("a time is none");
    return odd[0];
  },
};

/** One of a few words. */
export function oneOf<Value extends string>(values: readonly Value[], absent: Value): Field<Value> {
  return {
    absent,
    write: (value, words) => words.numberOf(value),
    read: (json, words) => {
      const read = word.read(json, words);
      const value = values.find((known) => known === read);
      if (value === undefined) throw new RecordingError(`${JSON.stringify(read.slice(0, 40))} is unknown`);
      return value;
    },
  };
}
