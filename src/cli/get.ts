import { FileError } from "../file/fileError.ts";
import { isNoConfiguration, kubectlLinesOf } from "../kube/config/configError.ts";
import { KubeError } from "../kube/kubeError.ts";
import { RecordingError } from "../recording/recordingError.ts";
import type { GetFlags } from "./arguments.ts";
import type { DebugLog } from "./debugLog.ts";
import type { Output } from "./output.ts";
import { SortError } from "./sortedPods.ts";

/** What `podscope get` needs of the world around it. */
export interface GetSurroundings {
  readonly version: string;
  readonly out: Output;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Says one line on stderr. */
  readonly say: (line: string) => void;
  /** Undefined without --debug. */
  readonly log: DebugLog | undefined;
}

/** Prints pods as `kubectl get pods` does, until `signal` is aborted at the latest. Returns the exit code. */
export async function runGet(flags: GetFlags, around: GetSurroundings, signal: AbortSignal): Promise<number> {
  try {
    return await printed(flags, around, signal);
  } catch (error) {
    const lines = linesFor(error);
    if (lines === undefined) throw error;
    around.log?.error(error);
    lines.forEach(around.say);
    return 1;
  }
}

/** Loads only what the one source of pods needs: a file has no use for TLS, a server none for the reader of files. */
async function printed(flags: GetFlags, around: GetSurroundings, signal: AbortSignal): Promise<number> {
  if (flags.file === undefined) {
    const { getFromServer } = await import("./getFromServer.ts");
    return getFromServer(flags, around, signal);
  }
  const { FileSource } = await import("./fileSource.ts");
  const { printPods } = await import("./printPods.ts");
  const source = new FileSource({ flags: { ...flags, file: flags.file }, stdin: around.stdin, say: around.say });
  return printPods(flags, source, around, signal);
}

/** What is said of an error that is no mistake of ours. */
function linesFor(error: unknown): readonly string[] | undefined {
  if (error instanceof KubeError) return [...kubectlLinesOf(error), ...adviceFor(error)];
  if (error instanceof FileError || error instanceof SortError || error instanceof RecordingError)
    return [`error: ${error.message}`];
  return undefined;
}

/** Where kubectl would ask localhost:8080, its words are no measure. */
function adviceFor(error: KubeError): readonly string[] {
  if (!isNoConfiguration(error)) return [];
  return [error.advice ?? "", "No cluster at hand? podscope demo opens a demo cluster."];
}
