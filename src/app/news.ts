const standsForMs = 8_000;
/** A key pressed so soon was on its way already: nobody has read the line. */
const leastReadMs = 1_000;

/** Lines of news for the last line of the screen: one at a time, each for a while, the latest at once. */
export class News {
  readonly #queued: string[];
  #shown: { readonly text: string; readonly until: number } | undefined;
  #standing: { readonly text: string; readonly since: number } | undefined;

  /** `first` are said one after the other. */
  constructor(first: readonly string[]) {
    this.#queued = [...first];
  }

  /** Says `texts` now, one after the other: what stood there gives way. */
  say(...texts: readonly string[]): void {
    this.#queued.unshift(...texts);
    this.#shown = undefined;
  }

  /** Says a text now that stands until it is taken away, whenever nothing else is said. `now` as in `at`. */
  stand(text: string, now: number): void {
    this.#shown = undefined;
    this.#standing = { text, since: now };
  }

  /** A text that stands was not taken away yet. */
  get isStanding(): boolean {
    return this.#standing !== undefined;
  }

  /** What stands there at `now`, milliseconds since the epoch, and until when. */
  at(now: number): { readonly text: string; readonly until: number } | undefined {
    if (this.#shown !== undefined && now < this.#shown.until) return this.#shown;
    const text = this.#queued.shift();
    this.#shown = text === undefined ? undefined : { text, until: now + standsForMs };
    return this.#shown ?? (this.#standing && { text: this.#standing.text, until: Number.POSITIVE_INFINITY });
  }

  /** A key was pressed at `now`: takes away what is there. Returns false when nothing was. */
  dismiss(now: number): boolean {
    if (this.#shown !== undefined) {
      this.#shown = undefined;
      return true;
    }
    if (this.#standing === undefined || now - this.#standing.since < leastReadMs) return false;
    this.#standing = undefined;
    return true;
  }

  /** What was there was of another place. */
  forget(): void {
    this.#shown = undefined;
    this.#standing = undefined;
  }
}
