/** Child processes that a test starts, each ended by its own id. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";

/** What a command that ran to its end left behind. */
export interface Finished {
  readonly stdout: string;
  readonly stderr: string;
  /** Exit code; -1 when a signal ended it. */
  readonly code: number;
}

/** Runs a command to its end. Never rejects for a bad exit code, only when the command cannot be started. */
export async function run(
  command: string,
  args: readonly string[],
  options: { readonly input?: string; readonly env?: NodeJS.ProcessEnv; readonly cwd?: string } = {},
): Promise<Finished> {
  const child = spawn(command, args, { env: options.env, cwd: options.cwd, stdio: ["pipe", "pipe", "pipe"] });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  // A command that does not read its input may be gone before we wrote it.
  child.stdin.on("error", () => {});
  child.stdin.end(options.input ?? "");
  const [code] = await once(child, "close");
  return {
    stdout: Buffer.concat(stdout).toString(),
    stderr: Buffer.concat(stderr).toString(),
    code: typeof code === "number" ? code : -1,
  };
}

/** Daemons that still run: when the tests end without stopping them they must not outlive us. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** A server in the background that logs to a file. */
export interface Daemon {
  readonly pid: number;
  isRunning(): boolean;
  /** Resolves when it is gone, whoever ended it. */
  readonly ended: Promise<void>;
  /** Newest part of its log. */
  logTail(): string;
  /** Sends a signal without waiting. */
  signal(name: NodeJS.Signals): void;
  /** Ends it (SIGKILL when it is still there after 10 s) and waits until it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export async function startDaemon(command: string, args: readonly string[], logPath: string): Promise<Daemon> {
  const log = openSync(logPath, "a");
  const child = spawn(command, args, { stdio: ["ignore", log, log] });
  closeSync(log);
  await once(child, "spawn");
  running.add(child);
  const ended = once(child, "exit").then(() => {
    running.delete(child);
  });
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  return {
    pid: pidOf(child),
    isRunning,
    ended,
    logTail: () => readFileSync(logPath, "utf8").slice(-2000),
    signal: (name) => child.kill(name),
    async stop(signal = "SIGTERM") {
      if (!isRunning()) return;
      child.kill(signal);
      const impatience = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await ended;
      clearTimeout(impatience);
    },
  };
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error("a started process has no id");
  return child.pid;
}
