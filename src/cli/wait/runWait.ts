import type { Clock } from "../../base/clock.ts";
import { FileError } from "../../file/fileError.ts";
import { KubeError } from "../../kube/kubeError.ts";
import type { GetSurroundings } from "../get.ts";
import { isReached } from "./goal.ts";
import { Matches } from "./matches.ts";
import type { WaitFlags } from "./waitFlags.ts";
import { type WaitOutcome, waitJson, waitText } from "./waitReport.ts";

export interface WaitSurroundings extends GetSurroundings {
  readonly clock: Clock;
}

/** Told apart by the exit code: it is so, it is not, nobody can say. */
const exitCodes = { met: 0, notMet: 1, notKnown: 3 } as const;

/** Waits until pods are as the flags want them, and prints what came of it. Returns the exit code. @throws the signal's reason. */
export async function runWait(flags: WaitFlags, around: WaitSurroundings, signal: AbortSignal): Promise<number> {
  try {
    const { file } = flags;
    const outcome =
      file === undefined ? await onServer(flags, around, signal) : await inFile({ ...flags, file }, around);
    around.out.write(flags.output === "json" ? waitJson(flags, outcome) : waitText(flags, outcome));
    if (outcome.problem !== undefined) return exitCodes.notKnown;
    return outcome.met ? exitCodes.met : exitCodes.notMet;
  } catch (error) {
    const problem = problemOf(error);
    if (problem === undefined) throw error;
    around.log?.error(error);
    if (flags.output === "json") around.out.write(waitJson(flags, { notAsked: problem }));
    else around.say(`podscope: ${problem}`);
    return exitCodes.notKnown;
  }
}

/** What keeps the pods from being asked; undefined for a mistake of ours. */
function problemOf(error: unknown): string | undefined {
  if (error instanceof KubeError) return [error.message.replace(/\.?$/, "."), error.advice ?? ""].join(" ").trim();
  return error instanceof FileError ? error.message : undefined;
}

async function onServer(flags: WaitFlags, around: WaitSurroundings, signal: AbortSignal): Promise<WaitOutcome> {
  const { openServer } = await import("../openServer.ts");
  const { waitForPods } = await import("./waitForPods.ts");
  const server = openServer(flags, around, around.clock);
  try {
    return await waitForPods(flags, server, around, signal);
  } finally {
    await server.close();
  }
}

/** What does not change is decided at once. */
async function inFile(
  flags: WaitFlags & { readonly file: string },
  { stdin, say }: WaitSurroundings,
): Promise<WaitOutcome> {
  const { FileSource } = await import("../fileSource.ts");
  const source = new FileSource({ flags: { ...flags, names: [] }, stdin, say });
  const { items } = await source.rows();
  const now = source.now();
  const matches = new Matches(
    flags.filter,
    () => now,
    () => {},
  );
  matches.replace(new Map(items.map((row) => [row.key, row])));
  const { matching, pods } = matches;
  const met = isReached(flags.goal, matches);
  return { met, problem: undefined, matching, pods, inTheWay: matches.inTheWay(flags.goal), waitedMs: 0, now };
}
