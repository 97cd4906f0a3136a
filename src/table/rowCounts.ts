import type { Keyed, TableSpec } from "./column.ts";
import type { RowDelta } from "./rowStore.ts";
import { Summary, type SummaryCount } from "./summary.ts";

const doneLabel = { label: "done", tone: "muted" } as const;

/** What is counted of all rows, whether they are shown or not. */
export class RowCounts<Row extends Keyed> {
  readonly #labels: Summary<Row>;
  readonly #concerns: Summary<Row>;
  readonly #done: Summary<Row>;

  constructor(spec: TableSpec<Row>) {
    this.#labels = new Summary((row) => spec.summaryOf(row));
    this.#concerns = new Summary((row) => spec.concernOf?.(row));
    this.#done = new Summary((row) => (spec.isDone?.(row) === true ? doneLabel : undefined));
  }

  apply(deltas: readonly RowDelta<Row>[]): void {
    for (const summary of [this.#labels, this.#concerns, this.#done]) summary.apply(deltas);
  }

  /** By label, the worst first. The same array as long as no count changed, as the next. */
  get labels(): readonly SummaryCount[] {
    return this.#labels.counts;
  }

  /** The rows of concern by what it is, the worst first. */
  get concerns(): readonly SummaryCount[] {
    return this.#concerns.counts;
  }

  get done(): number {
    return this.#done.counts[0]?.count ?? 0;
  }
}
