import type { PodRow } from "../resources/podRow.ts";
import { podTable } from "../resources/podTable.ts";
import { TableModel } from "../table/tableModel.ts";
import type { Scope } from "./scope.ts";

/** The pods of one scope as a table. */
export type PodTable = TableModel<PodRow>;

/** An empty table for the pods of a scope. */
export function newPodTable({ namespace }: Pick<Scope, "namespace">): PodTable {
  return new TableModel(podTable, { acrossNamespaces: namespace === undefined });
}
