/** Words after which an interner starts afresh, so that what no longer repeats is not kept for ever. */
const maxWords = 1 << 16;

/**
 * Keeps one copy of each repeated word (a node's name, a status), so that 100,000 rows share it.
 * `of` copies the text: a slice of a network buffer's text would keep the whole buffer alive.
 */
export class Interner {
  readonly #words = new Map<string, string>();
  /** By first and second part. */
  readonly #joined = new Map<string, Map<string, string>>();
  /** Plain ASCII words by the hash of their bytes: open addressing, a power of two long, at most half full. */
  #slots: (string | undefined)[] = new Array(256);
  #used = 0;

  of(word: string): string {
    return this.#words.get(word) ?? this.#keep(Buffer.from(word).toString());
  }

  /** The word whose UTF-8 fills `bytes` from `start` to `end`. Makes no string when the word is known and plain ASCII. */
  ofBytes(bytes: Buffer, start: number, end: number): string {
    let hash = end - start;
    for (let index = start; index < end; index++) {
      const byte = bytes[index] as number;
      if (byte >= 0x80) return this.of(bytes.toString("utf8", start, end));
      hash = Math.imul(hash ^ byte, 0x01000193);
    }
    hash ^= hash >>> 15;
    for (let slot = hash; ; slot++) {
      const known = this.#slots[slot & (this.#slots.length - 1)];
      if (known === undefined) break;
      if (sameAscii(known, bytes, start, end)) return known;
    }
    const text = bytes.toString("latin1", start, end);
    const word = this.#words.get(text) ?? this.#keep(text);
    this.#fill(hash, word);
    return word;
  }

  /** The word made of two others with a character between them. Makes no string when it is known. */
  joined(first: string, mark: string, second: string): string {
    const known = this.#joined.get(first)?.get(second);
    if (known?.charAt(first.length) === mark) return known;
    const word = this.of(first + mark + second);
    const [before, after] = [this.of(first), this.of(second)];
    const seconds = this.#joined.get(before) ?? new Map<string, string>();
    this.#joined.set(before, seconds.set(after, word));
    return word;
  }

  #keep(copy: string): string {
    if (this.#words.size >= maxWords) {
      this.#words.clear();
      this.#joined.clear();
      this.#slots = new Array(256);
      this.#used = 0;
    }
    this.#words.set(copy, copy);
    return copy;
  }

  #fill(hash: number, word: string): void {
    if (2 * (this.#used + 1) > this.#slots.length) this.#grow();
    this.#used++;
    put(this.#slots, hash, word);
  }

  #grow(): void {
    const slots: (string | undefined)[] = new Array(this.#slots.length * 2);
    for (const word of this.#slots) if (word !== undefined) put(slots, hashOf(word), word);
    this.#slots = slots;
  }
}

function put(slots: (string | undefined)[], hash: number, word: string): void {
  let slot = hash & (slots.length - 1);
  while (slots[slot] !== undefined) slot = (slot + 1) & (slots.length - 1);
  slots[slot] = word;
}

/** As `ofBytes` hashes, so that a word can be placed again when the slots grow. */
function hashOf(word: string): number {
  let hash = word.length;
  for (let index = 0; index < word.length; index++) hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
  return hash ^ (hash >>> 15);
}

function sameAscii(word: string, bytes: Buffer, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let index = 0; index < word.length; index++) if (word.charCodeAt(index) !== bytes[start + index]) return false;
  return true;
}
