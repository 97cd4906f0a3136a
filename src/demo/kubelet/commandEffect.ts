import type { LifeEnd } from "./image.ts";

export interface CommandEffect {
  readonly lines: readonly { readonly afterMs: number; readonly text: string }[];
  /** Absent: it goes on for ever. */
  readonly end?: LifeEnd;
  /** What it does until then: nothing, as `sleep` and `echo`, or whatever some program does. */
  readonly isIdle: boolean;
}

/**
 * What a simple command does: `sleep`, `echo`, `exit`, `true` and `false`, alone or as a list in `sh -c`. Whatever else is a
 * program that runs for ever.
 */
export function commandEffect(command: readonly string[]): CommandEffect {
  const lines: { afterMs: number; text: string }[] = [];
  let afterMs = startMs;
  for (const [program = "", ...args] of stepsOf(command)) {
    const exitCode = exitCodes[program]?.(args);
    const ms = program === "sleep" ? sleepMs(args[0]) : undefined;
    if (exitCode !== undefined) return { lines, isIdle: true, end: endOf(afterMs, exitCode) };
    if (program === "echo") lines.push({ afterMs, text: args.filter((word) => !redirection.test(word)).join(" ") });
    else if (ms !== undefined) afterMs += ms;
    else return { lines, isIdle: program === "sleep" };
  }
  return { lines, isIdle: true, end: endOf(afterMs, 0) };
}

/** Until a process does anything. */
const startMs = 100;
const redirection = /^\d?>/;

const exitCodes: Readonly<Record<string, (args: readonly string[]) => number>> = {
  true: () => 0,
  false: () => 1,
  exit: ([code = "0"]) => Number(code) & 255,
};

function endOf(afterMs: number, exitCode: number): LifeEnd {
  return { afterMs, exitCode, reason: exitCode === 0 ? "Completed" : "Error" };
}

function stepsOf(command: readonly string[]): readonly (readonly string[])[] {
  const [shell = "", flag = "", script] = command;
  const isShell = /(?:^|\/)(?:sh|bash|ash)$/.test(shell) && /^-\w*c$/.test(flag) && script !== undefined;
  if (!isShell) return [command];
  const steps = script.split(/;|&&|\n/).map((step) => step.trim());
  return steps.filter((step) => step !== "").map((step) => wordsOf(step));
}

function wordsOf(step: string): readonly string[] {
  return (step.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^(["'])(.*)\1$/, "$2"));
}

const units: Readonly<Record<string, number>> = { "": 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Undefined for `infinity` and what is no time. */
function sleepMs(text = ""): number | undefined {
  const parts = /^([0-9.]+)([smhd]?)$/.exec(text);
  return parts === null ? undefined : Number(parts[1]) * (units[parts[2] ?? ""] ?? 1000);
}
