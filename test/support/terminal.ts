import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type IPty, spawn } from "@lydell/node-pty";
import xterm from "@xterm/headless";

const program = fileURLToPath(new URL("../../dist/podscope.js", import.meta.url));
/** Against hanging, not a timing: a state that is ever reached is reached long before. */
const patienceMs = 40_000;

export interface TerminalOptions {
  /** A shell with job control has the terminal instead: type `./podscope` to it, which is the program with `args`. */
  readonly inShell?: boolean;
  /** What Node.js runs; the built program unless said otherwise. */
  readonly script?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly lines?: number;
}

type Wanted = string | RegExp | ((screen: readonly string[]) => boolean);

/** The built program in a real pseudo-terminal, with a home of its own. */
export class Terminal {
  readonly screenBuffer: InstanceType<typeof xterm.Terminal>;
  readonly home: string;
  /** Everything the program wrote. */
  output = "";
  readonly #pty: IPty;
  readonly #waiting = new Set<() => void>();
  readonly #exit: Promise<number>;

  constructor({ script = program, args = [], env = {}, columns = 100, lines = 24, inShell = false }: TerminalOptions) {
    this.home = mkdtempSync(path.join(tmpdir(), "podscope-test-"));
    this.screenBuffer = new xterm.Terminal({ cols: columns, rows: lines, allowProposedApi: true });
    const command = [script, ...args];
    if (inShell) this.#writeCommand([process.execPath, ...command]);
    this.#pty = spawn(inShell ? "sh" : process.execPath, inShell ? ["-i"] : command, {
      cols: columns,
      rows: lines,
      cwd: this.home,
      // Whatever it leaves when it is killed goes with its home.
      env: {
        HOME: this.home,
        TMPDIR: this.home,
        PATH: process.env.PATH ?? "",
        TERM: "xterm-256color",
        PS1: "shell> ",
        ...env,
      },
    });
    this.#pty.onData((data) => {
      this.output += data;
      this.screenBuffer.write(data, () => {
        for (const look of [...this.#waiting]) look();
      });
    });
    this.#exit = new Promise((resolve) => {
      this.#pty.onExit(({ exitCode, signal }) => resolve(signal ? 128 + signal : exitCode));
    });
  }

  get pid(): number {
    return this.#pty.pid;
  }

  /** What was put into the clipboard last, by OSC 52; empty when nothing was. */
  get copied(): string {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence is what this expression looks for
    const [, base64 = ""] = [...this.output.matchAll(/\u001b\]52;c;([\w+/=]+)/g)].at(-1) ?? [];
    return Buffer.from(base64, "base64").toString();
  }

  type(keys: string): void {
    this.#pty.write(keys);
  }

  /** The lines on the screen, without the blanks at their ends. */
  screen(): readonly string[] {
    const { active } = this.screenBuffer.buffer;
    const lines = Array.from({ length: this.screenBuffer.rows }, (_, line) => active.getLine(active.viewportY + line));
    // After a resize a line may still hold more than the screen shows.
    return lines.map((line) => line?.translateToString(true, 0, this.screenBuffer.cols) ?? "");
  }

  /** Whether `text` is on the screen, and drawn dimmed. */
  isDimmed(text: string): boolean {
    const line = this.screen().findIndex((shown) => shown.includes(text));
    const column = this.screen()[line]?.indexOf(text) ?? -1;
    const { active } = this.screenBuffer.buffer;
    return (
      (active
        .getLine(active.viewportY + line)
        ?.getCell(column)
        ?.isDim() ?? 0) !== 0
    );
  }

  /** Resolves when the screen shows `wanted`, looked for after everything that is written. */
  async waitFor(wanted: Wanted, patience = patienceMs): Promise<void> {
    const isThere = () => isShown(wanted, this.screen());
    if (isThere()) return;
    await new Promise<void>((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(limit);
        this.#waiting.delete(look);
        settle();
      };
      const look = () => {
        if (isThere()) end(resolve);
      };
      const limit = setTimeout(() => {
        end(() => reject(new Error(`${wanted} does not come; the screen is\n${this.screen().join("\n")}`)));
      }, patience);
      this.#waiting.add(look);
    });
  }

  resize(columns: number, lines: number): void {
    this.screenBuffer.resize(columns, lines);
    this.#pty.resize(columns, lines);
  }

  signal(name: "SIGTERM" | "SIGHUP" | "SIGINT"): void {
    this.#pty.kill(name);
  }

  /** The exit code, once the program has ended and all that it wrote was read. */
  async ended(): Promise<number> {
    const code = await this.#exit;
    await new Promise<void>((resolve) => this.screenBuffer.write("", resolve));
    return code;
  }

  #writeCommand(words: readonly string[]): void {
    const command = words.map((word) => `'${word}'`).join(" ");
    writeFileSync(path.join(this.home, "podscope"), `#!/bin/sh\nexec ${command}\n`, { mode: 0o755 });
  }

  async close(): Promise<void> {
    this.#pty.kill("SIGKILL");
    await this.#exit;
    rmSync(this.home, { recursive: true, force: true });
  }
}

function isShown(wanted: Wanted, screen: readonly string[]): boolean {
  if (typeof wanted === "function") return wanted(screen);
  const text = screen.join("\n");
  return typeof wanted === "string" ? text.includes(wanted) : wanted.test(text);
}

/** Opens the program; whoever opens it closes it. */
export function openTerminal(options: TerminalOptions): Terminal {
  return new Terminal(options);
}
