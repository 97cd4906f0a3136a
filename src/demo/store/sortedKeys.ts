/** The keys of a collection in bytewise order. Cheap to add to and take from: the order is made when it is asked for. */
export class SortedKeys {
  #sorted: readonly string[] = [];
  #added: string[] = [];
  #hasRemoved = false;

  add(key: string): void {
    this.#added.push(key);
  }

  /** The caller's `has` must say no for it from now on. */
  remove(): void {
    this.#hasRemoved = true;
  }

  /** `has` says which keys are still there. The array is never changed. Keys are ASCII, so UTF-16 order is byte order. */
  in(has: (key: string) => boolean): readonly string[] {
    if (this.#hasRemoved) {
      this.#sorted = this.#sorted.filter(has);
      this.#added = [...new Set(this.#added.filter(has))];
    }
    if (this.#added.length > 0) this.#sorted = merged(this.#sorted, this.#added.sort());
    this.#added = [];
    this.#hasRemoved = false;
    return this.#sorted;
  }
}

/** Of two sorted lists; a key of both is taken once. */
function merged(one: readonly string[], other: readonly string[]): readonly string[] {
  const all: string[] = [];
  let at = 0;
  for (const key of other) {
    for (let next = one[at]; next !== undefined && next < key; next = one[++at]) all.push(next);
    if (one[at] !== key) all.push(key);
  }
  return [...all, ...one.slice(at)];
}
