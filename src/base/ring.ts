/** The newest of what was pushed, by number: the first one ever has number 0, and numbers are never given again. */
export class Ring<T> {
  readonly capacity: number;
  readonly #items: (T | undefined)[] = [];
  #first = 0;
  #end = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  /** Number of the oldest that is still there, which is how many fell out. */
  get first(): number {
    return this.#first;
  }

  /** One more than the number of the newest. */
  get end(): number {
    return this.#end;
  }

  push(item: T): void {
    this.#items[this.#end % this.capacity] = item;
    this.#end++;
    this.#first = Math.max(this.#first, this.#end - this.capacity);
  }

  /** Undefined when it fell out, or is yet to come. */
  at(number: number): T | undefined {
    return number < this.#first || number >= this.#end ? undefined : this.#items[number % this.capacity];
  }

  /** Lets the oldest fall out, and returns it. */
  shift(): T | undefined {
    const oldest = this.at(this.#first);
    if (this.#first < this.#end) {
      this.#items[this.#first % this.capacity] = undefined;
      this.#first++;
    }
    return oldest;
  }
}
