import type { ProcessStreams } from "../../apiserver/kubelets.ts";
import type { InsideContainer } from "./container.ts";
import { pipedLines } from "./pipedLines.ts";
import { programs } from "./programs.ts";
import { basename, Shell, scriptIn } from "./shell.ts";
import { type Lines, TypedLines } from "./typedLines.ts";

/** The runtime cannot start a command (containerd and runc). */
export class StartError extends Error {}

/**
 * Runs a command in a container as its runtime does. Resolves with its exit code.
 * @throws StartError when there is no such program
 */
export async function runCommand(
  [program = "", ...args]: readonly string[],
  container: InsideContainer,
  streams: ProcessStreams,
): Promise<number> {
  const name = basename(program);
  const isShell = container.shells.includes(name);
  if (container.shells.length === 0 || (!isShell && programs[name] === undefined)) throw notThere(program);
  const { isTerminal, size, signal: gone } = streams;
  let lines: Lines | undefined;
  const shell = new Shell(isShell ? name : "sh", {
    container,
    gone,
    env: new Map(Object.entries({ ...container.env, ...(isTerminal ? { TERM: "xterm" } : {}) })),
    size,
    lines: () => {
      lines ??= isTerminal ? new TypedLines(streams) : pipedLines(streams.stdin);
      return lines;
    },
    out: (text) => streams.write("stdout", isTerminal ? text.replace(/\r?\n/g, "\r\n") : text),
    complain: (text) => streams.write("stderr", isTerminal ? text.replace(/\r?\n/g, "\r\n") : text),
  });
  if (!isShell) return shell.runProgram(name, args);
  const script = scriptIn(args);
  return script === undefined ? shell.runLines() : shell.runScript(script);
}

function notThere(program: string): StartError {
  const why = program.startsWith("/") ? "no such file or directory" : "executable file not found in $PATH";
  const start = program.startsWith("/") ? `stat ${program}` : `exec: "${program}"`;
  return new StartError(`OCI runtime exec failed: exec failed: unable to start container process: ${start}: ${why}`);
}
