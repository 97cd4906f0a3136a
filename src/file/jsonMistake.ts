/** What is wrong with a text that is not JSON. */
export interface JsonMistake {
  /** Of the first character that cannot be, counted from 0; the length of the text when it ends too early. */
  readonly offset: number;
  /** What could have been there: `a value`, `, or }`. */
  readonly expected: string;
}

const scalar = /(?:"(?:[^"\\\n\r\t]|\\["\\/bfnrtu])*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;
const text = /"(?:[^"\\\n\r\t]|\\["\\/bfnrtu])*"/y;
const space = /[ \n\r\t]*/y;

/**
 * Finds the first mistake in a text that JSON.parse has refused, as it is not told where in every case. Undefined when
 * there is none.
 */
export function jsonMistakeIn(json: string): JsonMistake | undefined {
  const reader = new Reader(json);
  try {
    reader.value();
    reader.take(/$/y, "nothing more");
    return undefined;
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    return { offset: error.offset, expected: error.message };
  }
}

class Mistake extends Error {
  readonly offset: number;

  constructor(offset: number, expected: string) {
    super(expected);
    this.offset = offset;
  }
}

class Reader {
  readonly #json: string;
  #at = 0;

  constructor(json: string) {
    this.#json = json;
  }

  value(): void {
    if (this.#has(/\{/y)) this.#members("}", () => this.#member());
    else if (this.#has(/\[/y)) this.#members("]", () => this.value());
    else this.take(scalar, "a value");
  }

  take(what: RegExp, expected: string): void {
    if (!this.#has(what)) throw new Mistake(this.#at, expected);
  }

  #member(): void {
    this.take(text, "a name in quotes");
    this.take(/:/y, ":");
    this.value();
  }

  #members(end: "}" | "]", member: () => void): void {
    const close = end === "}" ? /\}/y : /\]/y;
    if (this.#has(close)) return;
    for (;;) {
      member();
      if (this.#has(close)) return;
      this.take(/,/y, `, or ${end}`);
    }
  }

  /** Passes over white space, and over `what` when it is there. */
  #has(what: RegExp): boolean {
    for (const pattern of [space, what]) {
      pattern.lastIndex = this.#at;
      if (!pattern.test(this.#json)) return false;
      this.#at = pattern.lastIndex;
    }
    return true;
  }
}
