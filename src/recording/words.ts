import { plainText } from "../base/plainText.ts";
import { ageMark } from "../resources/health/podHealth.ts";

/** Gives words numbers as they come: a text that repeats is written once. */
export class WordWriter {
  readonly #numbers = new Map<string, number>();
  #fresh: string[] = [];

  numberOf(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(word, number);
    this.#fresh.push(word);
    return number;
  }

  /** Words that got a number since the last call, in the order of their numbers. */
  takeFresh(): readonly string[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }
}

/** The words of a file by their numbers: safe for one line of a terminal. */
export class WordList {
  readonly #words: string[] = [];
  /** With marks of ages, where a word has any. */
  readonly #ageing = new Map<number, string>();

  add(text: string): void {
    if (text.includes(ageMark)) {
      this.#ageing.set(this.#words.length, text.split(ageMark).map(plainText).join(ageMark));
    }
    this.#words.push(plainText(text));
  }

  /** Undefined when there is none with this number. */
  at(number: unknown): string | undefined {
    return typeof number === "number" ? this.#words[number] : undefined;
  }

  /** The same, in which marks of ages still stand. */
  ageingAt(number: unknown): string | undefined {
    return (typeof number === "number" ? this.#ageing.get(number) : undefined) ?? this.at(number);
  }
}
