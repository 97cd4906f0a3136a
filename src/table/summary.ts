import type { SummaryLabel, Tone } from "./column.ts";
import type { RowDelta } from "./rowStore.ts";

/** How many rows carry one label. */
export interface SummaryCount extends SummaryLabel {
  readonly count: number;
}

/** The most worrying first. */
const severity: Readonly<Record<Tone, number>> = { bad: 0, warning: 1, busy: 2, normal: 3, good: 4, muted: 5 };

/** Counts rows by their label, if they have one, kept by differences: never by looking at all rows. */
export class Summary<Row> {
  readonly #labelOf: (row: Row) => SummaryLabel | undefined;
  readonly #counts = new Map<string, SummaryCount>();
  #sorted: readonly SummaryCount[] | undefined = [];

  constructor(labelOf: (row: Row) => SummaryLabel | undefined) {
    this.#labelOf = labelOf;
  }

  /** By severity, then the largest first. The same array as long as no count changed. */
  get counts(): readonly SummaryCount[] {
    this.#sorted ??= [...this.#counts.values()].sort(
      (a, b) => severity[a.tone] - severity[b.tone] || b.count - a.count || (a.label < b.label ? -1 : 1),
    );
    return this.#sorted;
  }

  apply(deltas: readonly RowDelta<Row>[]): void {
    for (const delta of deltas) {
      const after = delta.kind === "remove" ? undefined : this.#labelOf(delta.row);
      const before =
        delta.kind === "add" ? undefined : this.#labelOf(delta.kind === "change" ? delta.before : delta.row);
      if (after?.label === before?.label) continue;
      if (before !== undefined) this.#count(before, -1);
      if (after !== undefined) this.#count(after, 1);
      this.#sorted = undefined;
    }
  }

  #count({ label, tone }: SummaryLabel, by: number): void {
    const count = (this.#counts.get(label)?.count ?? 0) + by;
    if (count > 0) {
      this.#counts.set(label, { label, tone, count });
    } else {
      this.#counts.delete(label);
    }
  }
}
