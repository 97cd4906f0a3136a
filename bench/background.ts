import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** Those that still run: they must not outlive us. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** A process that says on its standard error how far it is. */
export class Background {
  readonly #child: ChildProcess;
  readonly #lines: string[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #ended: Promise<unknown>;

  constructor(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
    const child = spawn(command, args, { env, stdio: ["ignore", "ignore", "pipe"] });
    this.#child = child;
    running.add(child);
    this.#ended = once(child, "close").then(() => {
      running.delete(child);
      this.#tell();
    });
    createInterface({ input: child.stderr as Readable }).on("line", (line) => {
      this.#lines.push(line);
      this.#tell();
    });
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error(`${this.#child.spawnfile} did not start`);
    return this.#child.pid;
  }

  /** The first line that matches. @throws when the process ends without one. */
  async line(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      for (const line of this.#lines) {
        const match = pattern.exec(line);
        if (match !== null) return match;
      }
      if (!running.has(this.#child))
        throw new Error(`${this.#child.spawnfile} ended without ${pattern}: ${this.#lines.slice(-3).join(" / ")}`);
      await new Promise<void>((resolve) => this.#listeners.add(resolve));
    }
  }

  async stop(): Promise<void> {
    this.#child.kill("SIGTERM");
    await this.#ended;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }
}
