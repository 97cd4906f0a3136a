import type { PodRow } from "../resources/podRow.ts";
import { kubectlColumns } from "../resources/podTable.ts";
import type { GetFlags } from "./arguments.ts";

/** The columns of a printed table, as the flags want them (cli-runtime pkg/printers, decorateTable). */
export interface TableLayout {
  readonly header: readonly string[];
  /** `event` is what happened to the row; only with --output-watch-events. */
  cells(row: PodRow, now: number, event?: WatchEventName): readonly string[];
}

export type WatchEventName = "ADDED" | "MODIFIED" | "DELETED";

type LayoutFlags = Pick<GetFlags, "output" | "labelColumns" | "showLabels" | "watchEvents">;

export function tableLayout(flags: LayoutFlags, showsNamespaces: boolean): TableLayout {
  const columns = kubectlColumns.filter(
    ({ wide, acrossNamespaces }) =>
      (wide !== true || flags.output === "wide") && (acrossNamespaces !== true || showsNamespaces),
  );
  return {
    header: [
      ...(flags.watchEvents ? ["EVENT"] : []),
      ...columns.map(({ title }) => title),
      ...flags.labelColumns.map((key) => key.slice(key.lastIndexOf("/") + 1).toUpperCase()),
      ...(flags.showLabels ? ["LABELS"] : []),
    ],
    cells: (row, now, event) => [
      // Padded by kubectl itself, apart from the table's own padding.
      ...(event === undefined ? [] : [event.padEnd("MODIFIED".length)]),
      ...columns.map((column) => column.text(row, now)),
      ...labelCells(row, flags.labelColumns),
      ...(flags.showLabels ? [row.labels === "" ? "<none>" : row.labels] : []),
    ],
  };
}

function labelCells({ labels }: PodRow, keys: readonly string[]): readonly string[] {
  const pairs = labels.split(",");
  return keys.map((key) => pairs.find((pair) => pair.startsWith(`${key}=`))?.slice(key.length + 1) ?? "");
}
