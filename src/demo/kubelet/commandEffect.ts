import type { LifeEnd } from "./image.ts";

export interface CommandEffect {
  readonly lines: readonly { readonly afterMs: number; readonly text: string }[];
  /** Absent: it goes on for ever. */
  readonly end?: LifeEnd;
  readonly startError?: string;
  /** It ends in a `sleep`, which heeds no SIGTERM as the first process of a container. */
  readonly sleeps: boolean;
  /** It is some program that tells how it is. */
  readonly speaks: boolean;
}

/**
 * What a simple command does: `sleep`, `echo`, `exit`, `true` and `false`, alone or as a list in `sh -c`. Whatever else is a
 * program that runs for ever.
 */
export function commandEffect(command: readonly string[]): CommandEffect {
  const lines: { afterMs: number; text: string }[] = [];
  let afterMs = 100;
  for (const words of stepsOf(command)) {
    const [program = "", ...args] = words;
    const code = exitCodes[program]?.(args);
    if (code !== undefined) return { lines, sleeps: false, speaks: false, end: endOf(afterMs, code) };
    if (program === "echo") lines.push({ afterMs, text: args.join(" ") });
    else if (program === "sleep" && args[0] !== undefined) {
      const ms = sleepMs(args[0]);
      if (ms === undefined) return { lines, sleeps: true, speaks: false };
      afterMs += ms;
    } else return { lines, sleeps: false, speaks: true };
  }
  const hasSteps = command.length > 0;
  if (!hasSteps) return { lines, sleeps: false, speaks: true };
  return { lines, sleeps: afterMs > 100, speaks: false, end: endOf(afterMs, 0) };
}

const exitCodes: Readonly<Record<string, (args: readonly string[]) => number | undefined>> = {
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
function sleepMs(text: string): number | undefined {
  const parts = /^([0-9.]+)([smhd]?)$/.exec(text);
  return parts === null ? undefined : Number(parts[1]) * (units[parts[2] ?? ""] ?? 1000);
}
