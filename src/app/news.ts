const standsForMs = 8_000;

/** Lines of news for the last line of the screen: one at a time, each for a while, the latest at once. */
export class News {
  readonly #queued: string[];
  #shown: { readonly text: string; readonly until: number } | undefined;

  /** `first` are said one after the other. */
  constructor(first: readonly string[]) {
    this.#queued = [...first];
  }

  /** Says `texts` now, one after the other: what stood there gives way. */
  say(...texts: readonly string[]): void {
    this.#queued.unshift(...texts);
    this.#shown = undefined;
  }

  /** What stands there at `now`, milliseconds since the epoch, and until when. */
  at(now: number): { readonly text: string; readonly until: number } | undefined {
    if (this.#shown !== undefined && now < this.#shown.until) return this.#shown;
    const text = this.#queued.shift();
    this.#shown = text === undefined ? undefined : { text, until: now + standsForMs };
    return this.#shown;
  }

  /** Takes away what stands there. Returns false when nothing did. */
  dismiss(): boolean {
    const stood = this.#shown !== undefined;
    this.#shown = undefined;
    return stood;
  }
}
