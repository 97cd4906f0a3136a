/**
 * Keeps one copy of each repeated word (a node's name, a status), so that 100,000 rows share it.
 * `of` copies the text: a slice of a network buffer's text would keep the whole buffer alive.
 */
export class Interner {
  readonly #words = new Map<string, string>();

  of(word: string): string {
    const known = this.#words.get(word);
    if (known !== undefined) return known;
    const copy = Buffer.from(word).toString();
    this.#words.set(copy, copy);
    return copy;
  }
}
