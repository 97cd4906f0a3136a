/** The flags that were given. Of one that was given twice the last counts, unless all do. */
export class GivenFlags {
  readonly #values: ReadonlyMap<string, readonly string[]>;

  /** @param values by the flags' long names. */
  constructor(values: ReadonlyMap<string, readonly string[]>) {
    this.#values = values;
  }

  get names(): readonly string[] {
    return [...this.#values.keys()];
  }

  text(name: string): string | undefined {
    return this.all(name).at(-1);
  }

  isOn(name: string): boolean {
    return this.text(name) === "true";
  }

  all(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }
}
