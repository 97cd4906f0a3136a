/** Reads the command line and starts what it asks for. */
import { type Arguments, argumentsFrom, UsageError } from "./cli/arguments.ts";
import { version } from "./version.ts";

process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`podscope: stopped by a mistake of its own: ${message}\n`);
  return 1;
});
// Idle connections and timers of packages must not keep a finished program alive.
process.stdout.write("", () => process.exit());

async function run(argv: readonly string[]): Promise<number> {
  const flags = understood(argv);
  if (flags === undefined) return 2;
  switch (flags.command) {
    case "help":
      process.stdout.write(flags.text);
      return 0;
    case "version":
      process.stdout.write(`podscope ${version}\n`);
      return 0;
    case "get": {
      const { runGet } = await import("./cli/get.ts");
      return runGet(flags, version);
    }
    case "dashboard": {
      if (!process.stdout.isTTY || !process.stdin.isTTY) {
        process.stderr.write("podscope: the dashboard needs a terminal; for pipes and scripts there is podscope get\n");
        return 1;
      }
      const { runDashboard } = await import("./runDashboard.ts");
      return runDashboard(flags, version);
    }
  }
}

function understood(argv: readonly string[]): Arguments | undefined {
  try {
    return argumentsFrom(argv);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`podscope: ${error.message}\n`);
    return undefined;
  }
}
