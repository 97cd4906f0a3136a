import { spawn } from "node:child_process";
import type { Clock } from "../../base/clock.ts";

/** How a process ended. `exitCode` is -1 when a signal ended it, as in Go. */
export interface ProcessEnd {
  readonly exitCode: number;
  /** It had the terminal, and Ctrl-C ended it: by SIGINT, or it says so with the exit code that shells have for that. */
  readonly wasInterrupted: boolean;
  readonly stdout: string;
  /** Its end, when there is much; empty when the terminal was lent. */
  readonly stderr: string;
}

export interface ProcessOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The process has our terminal: it reads from it and writes its stderr to it. */
  readonly ownsTerminal: boolean;
  /** All of stderr so far. */
  readonly onStderr: (text: string) => void;
  readonly clock: Clock;
}

const mostStdout = 4 * 1024 * 1024;
const mostStderr = 16 * 1024;
/** 128 + SIGINT. */
const interruptedCode = 130;
/** Time to clean up after SIGTERM before SIGKILL. */
const graceMs = 150;

/**
 * Runs a program to its end. An abort ends it with all its children.
 * @throws what the operating system says when it cannot be started (`code` ENOENT, EACCES), and the signal's reason.
 */
export function runProcess(
  command: string,
  args: readonly string[],
  { env, ownsTerminal, onStderr, clock }: ProcessOptions,
  signal: AbortSignal,
): Promise<ProcessEnd> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = spawn(command, args, {
      env,
      stdio: [ownsTerminal ? "inherit" : "ignore", "pipe", ownsTerminal ? "inherit" : "pipe"],
      // A group of its own can be ended whole; but a process that reads the terminal must be in the terminal's group.
      detached: !ownsTerminal,
      windowsHide: true,
    });
    const kill = (name: NodeJS.Signals) => {
      try {
        if (ownsTerminal || process.platform === "win32" || child.pid === undefined) child.kill(name);
        else process.kill(-child.pid, name);
      } catch {
        // It has ended by itself.
      }
    };
    const end = () => {
      kill("SIGTERM");
      void clock.sleep(graceMs, new AbortController().signal).then(() => kill("SIGKILL"));
      reject(signal.reason);
    };
    signal.addEventListener("abort", end, { once: true });
    const done = () => signal.removeEventListener("abort", end);

    const stdout: Buffer[] = [];
    let length = 0;
    let stderr = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= mostStdout) stdout.push(chunk);
    });
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
      stderr = (stderr + chunk).slice(-mostStderr);
      onStderr(stderr);
    });
    child.once("error", (error) => {
      done();
      reject(error);
    });
    child.once("close", (code, endedBy) => {
      done();
      const wasInterrupted = ownsTerminal && (endedBy === "SIGINT" || code === interruptedCode);
      resolve({ exitCode: code ?? -1, wasInterrupted, stdout: Buffer.concat(stdout).toString(), stderr });
    });
  });
}
