/** A value that changes over time and can be read at any moment. */
export interface Readable<T> {
  get(): T;
  /** Calls `listener` after each change; returns the inverse. */
  subscribe(listener: () => void): () => void;
}

/** A `Readable` with a writer's side. Setting an equal value (`Object.is`) tells nobody. */
export class Cell<T> implements Readable<T> {
  #value: T;
  readonly #listeners = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
  }

  readonly get = (): T => this.#value;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of [...this.#listeners]) listener();
  }
}
