import { systemClock } from "../base/clock.ts";
import { FileError } from "../file/fileError.ts";
import { credentialSourceOf } from "../kube/auth/credentialSource.ts";
import type { Access } from "../kube/config/access.ts";
import { kubectlLinesOf } from "../kube/config/configError.ts";
import { loadKubeconfig } from "../kube/config/loadKubeconfig.ts";
import { thisMachine } from "../kube/config/machine.ts";
import { resolveAccess } from "../kube/config/resolveAccess.ts";
import { KubeError } from "../kube/kubeError.ts";
import { openTransport } from "../kube/wire/httpTransport.ts";
import type { GetFlags } from "./arguments.ts";
import type { DebugLog } from "./debugLog.ts";
import { errorLinesOf } from "./errorLines.ts";
import { FileSource } from "./fileSource.ts";
import type { Output } from "./output.ts";
import type { PodSource } from "./podSource.ts";
import { printChanges } from "./printChanges.ts";
import { printObjects } from "./printObjects.ts";
import { printTable } from "./printTable.ts";
import { ServerClock } from "./serverClock.ts";
import { ServerSource } from "./serverSource.ts";
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
  const { say, log } = around;
  try {
    if (flags.file !== undefined) {
      const source = new FileSource({ flags: { ...flags, file: flags.file }, stdin: around.stdin, say });
      return await print(flags, source, around, signal);
    }
    const machine = thisMachine();
    const access = resolveAccess(loadKubeconfig(flags.kubeconfig, machine), flags.access, machine);
    return await printFromServer(access, flags, around, signal);
  } catch (error) {
    const lines = linesFor(error);
    if (lines === undefined) throw error;
    log?.error(error);
    for (const line of lines) say(line);
    return 1;
  }
}

async function printFromServer(
  access: Access,
  flags: GetFlags,
  around: GetSurroundings,
  signal: AbortSignal,
): Promise<number> {
  const { say, log } = around;
  const credentials = credentialSourceOf(access, {
    machine: thisMachine(),
    clock: systemClock,
    onActivity: () => {},
    onNotice: (lines) => say(lines.join("\n")),
    terminal: undefined,
  });
  const clock = new ServerClock(systemClock);
  const transport = clock.listenTo(
    openTransport(access, credentials, {
      userAgent: `podscope/${around.version}`,
      requestTimeoutMs: flags.requestTimeoutMs,
      ...(log === undefined ? {} : { onTrace: (trace) => log.trace(trace) }),
    }),
  );
  const options = {
    flags,
    transport,
    namespace: flags.namespace === null ? undefined : (flags.namespace ?? access.namespace),
    server: access.server,
    now: () => clock.now(),
    say,
  };
  try {
    if (flags.watch !== "no") return await printChanges(options, around, signal);
    return await print(flags, new ServerSource(options), around, signal);
  } catch (error) {
    if (!(error instanceof KubeError) || error.failure === "login") throw error;
    log?.error(error);
    for (const line of errorLinesOf(error, access.server)) say(line);
    return 1;
  } finally {
    credentials.close();
    await transport.close();
  }
}

function print(
  flags: GetFlags,
  source: PodSource,
  { out, say }: GetSurroundings,
  signal: AbortSignal,
): Promise<number> {
  const { output } = flags;
  if (output === "json" || output === "yaml") return printObjects({ ...flags, output }, source, out, signal);
  return printTable(flags, source, out, say, signal);
}

/** What is said of an error that is no mistake of ours. */
function linesFor(error: unknown): readonly string[] | undefined {
  if (error instanceof KubeError) return kubectlLinesOf(error);
  if (error instanceof FileError || error instanceof SortError) return [`error: ${error.message}`];
  return undefined;
}
