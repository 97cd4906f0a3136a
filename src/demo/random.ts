/** Repeatable randomness: the same seed and purpose give the same course, whatever else asks for random numbers meanwhile. */
export class Random {
  #state: number;

  constructor(seed: number, purpose: string) {
    this.#state = hashOf(`${seed}/${purpose}`);
  }

  /** From 0 up to but without 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** From `from` up to but without `to`. */
  between(from: number, to: number): number {
    return from + this.next() * (to - from);
  }

  /** @throws RangeError for an empty list. */
  pick<T>(list: readonly T[]): T {
    const picked = list[Math.floor(this.next() * list.length)];
    if (picked === undefined) throw new RangeError("nothing to pick from");
    return picked;
  }

  /** As the API server makes the end of a generated name: no vowels, so no words (apimachinery pkg/util/rand). */
  suffix(length: number): string {
    return Array.from({ length }, () => nameLetters[Math.floor(this.next() * nameLetters.length)]).join("");
  }

  /** A UUID of version 4. */
  uuid(): string {
    const digits = Array.from({ length: 32 }, () => Math.floor(this.next() * 16).toString(16));
    digits[12] = "4";
    digits[16] = "89ab"[Math.floor(this.next() * 4)] ?? "8";
    const text = digits.join("");
    return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join("-");
  }
}

const nameLetters = "bcdfghjklmnpqrstvwxz2456789";

/** FNV-1a, 32 bits. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
