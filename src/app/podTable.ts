import type { PodRow } from "../resources/podRow.ts";
import type { TableModel } from "../table/tableModel.ts";

/** The pods of one scope as a table. */
export type PodTable = TableModel<PodRow>;
