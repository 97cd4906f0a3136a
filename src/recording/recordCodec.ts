import { keepEqual } from "../base/keepEqual.ts";
import type { Field, Fields } from "./field.ts";
import { RecordingError } from "./recordingError.ts";
import type { WordList, WordWriter } from "./words.ts";

/** Writes records of one kind as lists of values, in the order of their fields. */
export class RecordWriter<Record extends object> {
  readonly names: readonly (keyof Record & string)[];
  readonly #fields: Fields<Record>;

  constructor(fields: Fields<Record>) {
    this.#fields = fields;
    this.names = Object.keys(fields) as (keyof Record & string)[];
  }

  whole(record: Record, words: WordWriter): unknown[] {
    return this.names.map((name) => this.#fields[name].write(record[name], words));
  }

  /** Of each field that differs its place and its value, one after the other. */
  difference(before: Record, after: Record, words: WordWriter): unknown[] {
    return this.names.flatMap((name, place) =>
      keepEqual(before[name], after[name]) === before[name] || Object.is(before[name], after[name])
        ? []
        : [place, this.#fields[name].write(after[name], words)],
    );
  }
}

/** Reads them again. Fields that this program does not know are passed over; those that a file does not have are absent. */
export class RecordReader<Record extends object> {
  /** In the order of the file; undefined is a field of a later program. */
  readonly #fields: readonly (readonly [keyof Record, Field<Record[keyof Record]>] | undefined)[];
  readonly #absent: Record;

  /** `names` are those of the file, in its order. */
  constructor(fields: Fields<Record>, names: readonly string[]) {
    const known = Object.entries(fields) as [keyof Record & string, Field<Record[keyof Record]>][];
    const byName = new Map<string, (typeof known)[number]>(known.map((entry) => [entry[0], entry]));
    this.#fields = names.map((name) => byName.get(name));
    this.#absent = Object.fromEntries(known.map(([name, { absent }]) => [name, absent])) as Record;
  }

  /** Values behind the last field are passed over. @throws RecordingError */
  whole(values: unknown, words: WordList): Record {
    if (!Array.isArray(values)) throw new RecordingError("a record is none");
    const record: Record = { ...this.#absent };
    const end = Math.min(values.length, this.#fields.length);
    for (let place = 0; place < end; place++) {
      const known = this.#fields[place];
      if (known !== undefined) record[known[0]] = known[1].read(values[place], words);
    }
    return record;
  }

  /** `changes` are as RecordWriter.difference made them, from index `start` on. @throws RecordingError */
  changed(before: Record, changes: readonly unknown[], start: number, words: WordList): Record {
    const record: Record = { ...before };
    for (let index = start; index < changes.length; index += 2) {
      this.#set(record, changes[index], changes[index + 1], words);
    }
    return record;
  }

  #set(record: Record, place: unknown, value: unknown, words: WordList): void {
    if (typeof place !== "number" || !(place in this.#fields)) throw new RecordingError("there is no such field");
    const known = this.#fields[place];
    if (known !== undefined) record[known[0]] = known[1].read(value, words);
  }
}
