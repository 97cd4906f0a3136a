import type { GetFlags } from "./arguments.ts";
import type { Output } from "./output.ts";
import type { PodSource } from "./podSource.ts";
import { triageJson, triageOf, triageText } from "./triageReport.ts";

/** Prints which pods of a source are unwell and why, as text or JSON. Returns the exit code. */
export async function printTriage(
  { output }: Pick<GetFlags, "output">,
  source: PodSource,
  out: Output,
  signal: AbortSignal,
): Promise<number> {
  const { items } = await source.rows(signal);
  const triage = triageOf(items, source.now());
  out.write(output === "json" ? triageJson(triage) : triageText(triage));
  return 0;
}
