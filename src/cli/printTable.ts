import { podDecoder } from "../resources/podDecoder.ts";
import type { PodRow } from "../resources/podRow.ts";
import type { GetFlags } from "./arguments.ts";
import type { Output } from "./output.ts";
import type { Found, PodSource } from "./podSource.ts";
import { sortedPods, sortPathFrom } from "./sortedPods.ts";
import { tableLayout } from "./tableLayout.ts";
import { TextTable } from "./textTable.ts";

/** Prints the table, or with `-o name` the names. Returns the exit code. */
export async function printTable(
  flags: GetFlags,
  source: PodSource,
  out: Output,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<number> {
  const { items, isAll } = await rowsOf(flags, source, signal);
  if (flags.output === "name") {
    for (const { name } of items) out.write(`pod/${name}\n`);
  } else if (items.length > 0) {
    const { header, cells } = tableLayout(flags, source.showsNamespaces(items));
    const now = source.now();
    const rows = [...(flags.headers ? [header] : []), ...items.map((row) => cells(row, now))];
    for (const line of new TextTable().lines(rows)) out.write(`${line}\n`);
  } else if (isAll) {
    say(source.nothingFound);
  }
  return isAll ? 0 : 1;
}

function rowsOf(flags: GetFlags, source: PodSource, signal: AbortSignal): Promise<Found<PodRow>> {
  if (flags.sortBy === undefined) return source.rows(signal);
  return sortedPods(source, sortPathFrom(flags.sortBy), (pod) => podDecoder.fromJson(pod), signal);
}
