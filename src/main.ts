/** Reads the command line and starts what it asks for. */
import { type Arguments, argumentsFrom } from "./cli/arguments.ts";
import { endingOf } from "./cli/ending.ts";
import { UsageError } from "./cli/usageError.ts";
import { version } from "./version.ts";

// When nobody reads what is said there is nobody to tell.
process.stderr.on("error", () => {});
process.exitCode = await run(process.argv.slice(2));
// Idle connections and timers of packages must not keep a finished program alive.
process.stdout.write("", () => process.exit());

async function run(argv: readonly string[]): Promise<number> {
  const flags = understood(argv);
  if (typeof flags === "number") return flags;
  try {
    return await start(flags);
  } catch (error) {
    const { code, lines } = await endingOf(error, "debug" in flags && flags.debug);
    lines.forEach(say);
    return code;
  }
}

/** The exit code when there is nothing to understand. */
function understood(argv: readonly string[]): Arguments | number {
  try {
    return argumentsFrom(argv);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const isOurs = error.words === "ours";
    const command = ["get", "triage", "wait", "replay", "demo"].find((name) => argv.includes(name));
    const help = ["podscope", ...(command === undefined ? [] : [command]), "--help"].join(" ");
    say(isOurs ? `podscope: ${error.message} (see ${help})` : `error: ${error.message}`);
    return isOurs || command === "wait" ? 2 : 1;
  }
}

async function start(flags: Arguments): Promise<number> {
  switch (flags.command) {
    case "help":
      return print(flags.text);
    case "version":
      return print(`podscope ${version}\n`);
    case "get":
    case "triage":
    case "wait": {
      const { runGetCommand } = await import("./runGetCommand.ts");
      return runGetCommand(flags, version);
    }
    case "dashboard": {
      // Keys come from the terminal itself while stdin is a file.
      if (!hasTerminal(flags.file === "-")) return needsTerminal("podscope get");
      const { runDashboard } = await import("./runDashboard.ts");
      return runDashboard(flags, version);
    }
    case "replay": {
      if (!hasTerminal(false)) return needsTerminal("podscope get");
      const { runReplay } = await import("./runReplay.ts");
      return runReplay(flags, version);
    }
    case "demo": {
      if (!flags.serve && !hasTerminal(false)) return needsTerminal("podscope demo --serve");
      const { runDemo } = await import("./runDemo.ts");
      return runDemo(flags, version);
    }
  }
}

function hasTerminal(isStdinFile: boolean): boolean {
  return process.stdout.isTTY && (process.stdin.isTTY || isStdinFile);
}

function needsTerminal(other: string): number {
  say(`podscope: the dashboard needs a terminal; for pipes and scripts there is ${other}`);
  return 1;
}

/** @throws OutputError */
async function print(text: string): Promise<number> {
  const { Output } = await import("./cli/output.ts");
  const out = new Output(process.stdout);
  out.write(text);
  await out.end();
  return 0;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
