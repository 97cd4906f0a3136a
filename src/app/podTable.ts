import type { PodRow } from "../resources/podRow.ts";
import { podTableWith } from "../resources/podTable.ts";
import type { PodUsage } from "../resources/usage/podUsage.ts";
import { PodUsages } from "../resources/usage/podUsages.ts";
import { TableModel } from "../table/tableModel.ts";
import type { Scope } from "./scope.ts";

/** The pods of one scope as a table, and what they use. */
export class PodTable extends TableModel<PodRow> {
  readonly #usages: PodUsages;

  constructor({ namespace }: Pick<Scope, "namespace">) {
    const usages = new PodUsages();
    super(podTableWith(usages), { acrossNamespaces: namespace === undefined });
    this.#usages = usages;
  }

  /** When what is shown was measured, milliseconds since the epoch by the nodes' clocks; undefined when nothing was. */
  get measuredAt(): number | undefined {
    return this.#usages.newestAt;
  }

  /** From now on shows this of the pods, by uid. `now` as in `frame`. */
  measure(byUid: ReadonlyMap<string, PodUsage>, now: number): void {
    this.#usages.replace(byUid);
    this.remeasured(now);
  }

  /** What was measured before is forgotten. */
  override setMeasured(measured: boolean, now: number): void {
    this.#usages.isOn = measured;
    this.#usages.replace(new Map());
    super.setMeasured(measured, now);
  }
}

/** An empty table for the pods of a scope. */
export function newPodTable(scope: Pick<Scope, "namespace">): PodTable {
  return new PodTable(scope);
}
