import type { RowChange, RowSink } from "../../kube/sync/listWatch.ts";
import { healthRank } from "../../resources/health/podHealth.ts";
import { type PodRow, podRowAt } from "../../resources/podRow.ts";
import { podTable } from "../../resources/podTable.ts";
import type { Filter } from "../../table/filter.ts";
import { FilterMembers } from "../../table/filterMembers.ts";
import { RowStore } from "../../table/rowStore.ts";
import type { Goal, Matching } from "./goal.ts";

/** Which pods match a filter, kept up change by change. */
export class Matches implements RowSink<PodRow>, Matching {
  readonly #store = new RowStore<PodRow>();
  readonly #changed = this.#store.collect();
  readonly #members: FilterMembers<PodRow>;
  readonly #now: () => number;
  readonly #onChange: () => void;

  /** `now` is the server's clock, milliseconds since the epoch; `onChange` is called after each single change. */
  constructor(filter: Filter<PodRow>, now: () => number, onChange: () => void) {
    this.#members = new FilterMembers(filter.over(podTable.columns), podTable.turning);
    this.#now = now;
    this.#onChange = onChange;
  }

  get matching(): number {
    return this.#members.size;
  }

  get pods(): number {
    return this.#store.size;
  }

  /** Milliseconds until time alone may change what matches; Infinity when it cannot. */
  get steadyFor(): number {
    return this.#members.until - this.#now();
  }

  apply(changes: readonly RowChange<PodRow>[]): void {
    for (const change of changes) {
      this.#store.apply([change]);
      this.look();
    }
  }

  replace(rows: ReadonlyMap<string, PodRow>): void {
    this.#store.replace(rows);
    this.look();
  }

  /** Takes in what has changed, by time alone too. */
  look(): void {
    this.#members.look(this.#changed.take(), this.#store, this.#now());
    this.#onChange();
  }

  /** The pods that a person wants to see of what is not reached: those that match, or those that do not when all should; the worst first. */
  inTheWay(goal: Goal): readonly PodRow[] {
    const now = this.#now();
    const wanted = goal.kind !== "all";
    return [...this.#store.rows()]
      .filter(({ key }) => this.#members.has(key) === wanted)
      .map((row) => podRowAt(row, now))
      .sort((a, b) => healthRank[a.health] - healthRank[b.health] || (a.key < b.key ? -1 : 1));
  }
}
