import { altKey, eventOf, type InputEvent, sequence, typed } from "./inputEvent.ts";

const pasteStart = "200";
const pasteEnd = "\u001b[201~";

/** What may become a whole sequence when more comes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what this expression reads
const beginning = /^\u001b(?:\[(?:[0-?]*[ -/]*|M[\s\S]{0,2}|\[)|O\d*|[\]P_^X][^\u0007\u001b]*\u001b?)?$/;

/** The start of a sequence that was broken off by something else. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what this expression reads
const brokenOff = /^\u001b(?:\[[ -?]*|O\d*|[\]P_^X][^\u0007\u001b]*)?/;

const graphemes = new Intl.Segmenter();

/**
 * Turns what a terminal sends into events. Several keys may come in one chunk, and a paste or an escape sequence in
 * several. Escape itself is the beginning of every sequence: only when nothing follows for a moment was it the key.
 */
export class InputReader {
  #paste: string | undefined;
  #rest = "";

  read(chunk: string): readonly InputEvent[] {
    const events: InputEvent[] = [];
    this.#rest += chunk;
    while (this.#rest !== "") {
      const { event, length } = this.#paste === undefined ? this.#next() : this.#pasted(this.#paste);
      if (event !== undefined) events.push(event);
      if (length === 0) break;
      this.#rest = this.#rest.slice(length);
    }
    return events;
  }

  /** True when the last chunk ended within something that may go on: `settle` when it does not, in a moment. */
  get isWaiting(): boolean {
    return this.#rest !== "" && this.#paste === undefined;
  }

  /** Nothing more came: what is there is a key by itself, or nothing. */
  settle(): readonly InputEvent[] {
    if (!this.isWaiting) return [];
    const [first, second, third] = this.#rest;
    this.#rest = "";
    if (first === undefined || third !== undefined) return [];
    return [second === undefined ? typed(first) : altKey(second)];
  }

  /** The end of a paste may itself come in two chunks. */
  #pasted(before: string): { event: InputEvent | undefined; length: number } {
    const end = this.#rest.indexOf(pasteEnd);
    if (end !== -1) {
      this.#paste = undefined;
      return { event: { kind: "paste", text: before + this.#rest.slice(0, end) }, length: end + pasteEnd.length };
    }
    const begun = this.#rest.lastIndexOf("\u001b");
    const isEnding = begun !== -1 && pasteEnd.startsWith(this.#rest.slice(begun));
    const length = isEnding ? begun : this.#rest.length;
    this.#paste = before + this.#rest.slice(0, length);
    return { event: undefined, length };
  }

  #next(): { event: InputEvent | undefined; length: number } {
    const rest = this.#rest;
    if (rest.startsWith("\u001b\u001b")) return { event: typed("\u001b"), length: 1 };
    const match = sequence.exec(rest);
    if (match !== null) {
      if (match[6] === pasteStart && match[7] === "~") this.#paste = "";
      return { event: eventOf(match), length: match[0].length };
    }
    if (beginning.test(rest)) return { event: undefined, length: 0 };
    const broken = brokenOff.exec(rest);
    if (broken !== null) return { event: undefined, length: broken[0].length };
    const [first] = graphemes.segment(rest);
    const text = first?.segment ?? rest;
    return { event: typed(text), length: text.length };
  }
}
