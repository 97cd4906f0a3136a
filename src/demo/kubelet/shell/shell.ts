import type { ProgramContext } from "./container.ts";
import { absolute, entriesOf } from "./files.ts";
import { folderIn, interrupted, type Program, programs } from "./programs.ts";
import { plainOutputs, ScriptError, type ScriptStep, scriptFrom, type Word } from "./shellScript.ts";
import type { Lines } from "./typedLines.ts";

/** What is around a shell: as a program has it, but for the signal, which each of its own has. */
export type ShellSurroundings = Omit<ProgramContext, "signal"> & {
  /** Nobody is there any more. */
  readonly gone: AbortSignal;
  /** What is typed or piped in. */
  readonly lines: () => Lines;
};

const notFound = 127;

/** A small shell: runs scripts, or line after line. */
export class Shell {
  readonly #name: string;
  readonly #around: ShellSurroundings;
  #lastCode = 0;
  /** The exit code that it was told to leave with. */
  #left: number | undefined;
  #interruption = new AbortController();

  constructor(name: string, around: ShellSurroundings) {
    this.#name = name;
    this.#around = around;
  }

  /** What is typed or piped in, until its end or `exit`. Returns the exit code. */
  async runLines(): Promise<number> {
    const lines = this.#around.lines();
    for (;;) {
      // Another shell may have read in between.
      lines.onInterrupt = () => this.#interruption.abort();
      const line = await lines.next(this.#prompt());
      if (line === undefined) return this.#lastCode;
      await this.runScript(line);
      if (this.#left !== undefined) return this.#left;
    }
  }

  /** One program with its arguments as they are. */
  runProgram(name: string, args: readonly string[]): Promise<number> {
    return this.#run({ words: [name, ...args].map((text) => [{ text, isLiteral: true }]), outputs: plainOutputs });
  }

  async runScript(text: string): Promise<number> {
    this.#interruption = new AbortController();
    try {
      for (const step of scriptFrom(text)) {
        const isDue = step.when === "always" || (step.when === "ifOk") === (this.#lastCode === 0);
        if (isDue) this.#lastCode = await this.#run(step);
        if (this.#left !== undefined || this.#interruption.signal.aborted) break;
      }
    } catch (error) {
      if (!(error instanceof ScriptError)) throw error;
      this.#around.complain(`${this.#name}: ${error.message}\n`);
      this.#lastCode = 2;
    }
    return this.#left ?? this.#lastCode;
  }

  #prompt(): string {
    const { env, container } = this.#around;
    return this.#name === "bash" ? `root@${container.hostname}:${folderIn(env)}# ` : `${folderIn(env)} # `;
  }

  async #run({ words, outputs }: Pick<ScriptStep, "words" | "outputs">): Promise<number> {
    const [name = "", ...args] = words.map((word) => this.#expanded(word));
    const { out, complain, gone } = this.#around;
    const writers = { stdout: out, stderr: complain, nowhere: () => {} };
    const context: ProgramContext = {
      ...this.#around,
      signal: AbortSignal.any([gone, this.#interruption.signal]),
      out: writers[outputs.stdout],
      complain: writers[outputs.stderr],
    };
    return this.#command(name, args, context);
  }

  async #command(name: string, args: readonly string[], context: ProgramContext): Promise<number> {
    const program = this.#builtins[name] ?? programs[basename(name)];
    if (program !== undefined) return program(args, context);
    if (isShell(name, context)) return this.#subshell(basename(name), args, context);
    context.complain(`${this.#name}: ${name}: not found\n`);
    return notFound;
  }

  readonly #builtins: Readonly<Record<string, Program>> = {
    exit: ([code]) => {
      this.#left = code === undefined ? this.#lastCode : Number(code) & 255;
      return this.#left;
    },
    cd: ([path = "/root"], { env, complain }) => {
      const folder = absolute(path, folderIn(env));
      if (entriesOf(folder) === undefined) {
        complain(`${this.#name}: cd: can't cd to ${path}: No such file or directory\n`);
        return 2;
      }
      env.set("PWD", folder);
      return 0;
    },
    export: (args, { env }) => {
      for (const [, name = "", value = ""] of args.map((arg) => /^(\w+)=(.*)$/s.exec(arg) ?? [])) env.set(name, value);
      return 0;
    },
    command: ([flag, name = ""], context) => {
      const isThere = programs[name] !== undefined || isShell(name, context);
      if (flag === "-v" && isThere) context.out(`/bin/${name}\n`);
      return isThere ? 0 : notFound;
    },
    exec: async ([name = "", ...args], context) => {
      this.#left = await this.#command(name, args, context);
      return this.#left;
    },
  };

  /** Of a script; with nothing to run it would read the lines of this one, and does. */
  async #subshell(name: string, args: readonly string[], { signal }: ProgramContext): Promise<number> {
    const script = scriptIn(args);
    if (script === undefined) return new Shell(name, this.#around).runLines();
    const code = await new Shell(name, { ...this.#around, gone: signal }).runScript(script);
    return signal.aborted ? interrupted : code;
  }

  #expanded(word: Word): string {
    return word.map(({ text, isLiteral }) => (isLiteral ? text : this.#withVariables(text))).join("");
  }

  #withVariables(text: string): string {
    return text.replace(/\$(?:\{(\w+)\}|(\w+)|(\?))/g, (_, braced?: string, plain?: string) => {
      const name = braced ?? plain;
      return name === undefined ? String(this.#lastCode) : (this.#around.env.get(name) ?? "");
    });
  }
}

/** What stands behind `-c`. */
export function scriptIn(args: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => /^-\w*c$/.test(arg));
  return at < 0 ? undefined : args[at + 1];
}

/** `/bin/sh` is `sh`. */
export function basename(program: string): string {
  return program.replace(/^\/(?:usr\/)?bin\//, "");
}

function isShell(name: string, { container }: Pick<ProgramContext, "container">): boolean {
  return container.shells.includes(basename(name));
}
