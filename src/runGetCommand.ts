import { systemClock } from "./base/clock.ts";
import type { GetFlags } from "./cli/arguments.ts";
import type { DebugLog } from "./cli/debugLog.ts";
import { endingOf, Interruption } from "./cli/ending.ts";
import { runGet } from "./cli/get.ts";
import { Output } from "./cli/output.ts";
import type { WaitSurroundings } from "./cli/wait/runWait.ts";
import type { WaitFlags } from "./cli/wait/waitFlags.ts";
import { deadlySignals } from "./deadlySignals.ts";
import { openDebugLog } from "./openDebugLog.ts";

/** Runs what prints and ends between the process's own streams and signals. Returns the exit code. */
export async function runGetCommand(flags: GetFlags | WaitFlags, version: string): Promise<number> {
  const log = flags.debug ? debugLog() : undefined;
  const out = new Output(process.stdout);
  const ending = AbortSignal.any([out.signal, deadlySignal(flags)]);
  const around = {
    version,
    out,
    clock: systemClock,
    // Node.js opens it when it is looked at, which no server needs.
    get stdin() {
      return process.stdin;
    },
    say,
    log,
  };
  const printing = flags.command === "wait" ? wait(flags, around, ending) : runGet(flags, around, ending);
  const done = printing.then(async (code) => {
    await out.end();
    return code;
  });
  try {
    // A recording ends in order; a file that is being read knows no signal.
    return await (isRecording(flags) ? done : Promise.race([done, reasonOf(ending)]));
  } catch (error) {
    if (!(error instanceof Interruption)) log?.error(error);
    const { code, lines } = await endingOf(error, flags.debug);
    lines.forEach(say);
    return code;
  } finally {
    log?.close();
    if (log !== undefined) say(`podscope: the log is in ${log.path}`);
  }
}

async function wait(flags: WaitFlags, around: WaitSurroundings, signal: AbortSignal): Promise<number> {
  const { runWait } = await import("./cli/wait/runWait.ts");
  return runWait(flags, around, signal);
}

/** Ctrl-C is how a recording ends. */
function isRecording(flags: GetFlags | WaitFlags): boolean {
  return flags.command !== "wait" && flags.record !== undefined;
}

function debugLog(): DebugLog | undefined {
  try {
    return openDebugLog(systemClock, process.env);
  } catch (error) {
    say(`podscope: no log can be kept: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** Aborted when a signal wants us gone, or an error was caught by nobody. */
function deadlySignal(flags: GetFlags | WaitFlags): AbortSignal {
  const controller = new AbortController();
  const isWatch = flags.command !== "wait" && flags.watch !== "no";
  for (const [name, code] of Object.entries(deadlySignals)) {
    const isUsual = isRecording(flags) && name === "SIGINT";
    // A watch has no other end: kubectl says 1 of it.
    process.once(name, () => controller.abort(new Interruption(isUsual ? 0 : isWatch ? 1 : code)));
  }
  for (const kind of ["uncaughtException", "unhandledRejection"] as const) {
    process.once(kind, (error: unknown) => controller.abort(error));
  }
  return controller.signal;
}

function reasonOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = () => reject(signal.reason);
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
