import { OutputError } from "./output.ts";

/** A signal asked the program to end, with this exit code. */
export class Interruption extends Error {
  override readonly name = "Interruption";
  readonly code: number;

  constructor(code: number) {
    super("interrupted");
    this.code = code;
  }
}

/** As a shell says of a program that SIGPIPE ended, which is how `| head` ends others. */
const closedPipe = 141;

/** How a run ends: the exit code, and what is said on stderr, nothing for what is no trouble. */
export interface Ending {
  readonly code: number;
  readonly lines: readonly string[];
}

/** How a run ends that an error has ended. The place an unexpected error comes from is told with `debug` only. */
export async function endingOf(error: unknown, debug: boolean): Promise<Ending> {
  if (error instanceof Interruption) return { code: error.code, lines: [] };
  if (error instanceof OutputError) {
    return error.isClosed ? { code: closedPipe, lines: [] } : { code: 1, lines: [`podscope: ${error.message}`] };
  }
  const message = `podscope: stopped by a mistake of its own: ${error instanceof Error ? error.message : String(error)}`;
  if (!debug) return { code: 1, lines: [`${message} (--debug shows where)`] };
  const { traceOf } = await import("./errorTrace.ts");
  return { code: 1, lines: [message, traceOf(error)] };
}
