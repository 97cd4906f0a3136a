import type { GetFlags } from "./arguments.ts";
import type { GetSurroundings } from "./get.ts";
import type { PodSource } from "./podSource.ts";
import { printObjects } from "./printObjects.ts";
import { printTable } from "./printTable.ts";

/** Prints the pods of a source once, in the form that -o names, or what is wrong with them. Returns the exit code. */
export async function printPods(
  flags: GetFlags,
  source: PodSource,
  { out, say }: GetSurroundings,
  signal: AbortSignal,
): Promise<number> {
  const { output } = flags;
  if (flags.command === "triage") {
    const { printTriage } = await import("./printTriage.ts");
    return printTriage(flags, source, out, signal);
  }
  if (output === "json" || output === "yaml") return printObjects({ ...flags, output }, source, out, signal);
  return printTable(flags, source, out, say, signal);
}
