import { dashboardCommands } from "./app/commands.ts";
import { configFrom, defaultConfig } from "./app/configFile.ts";
import { createDashboard, type Dashboard } from "./app/dashboard.ts";
import { openStateFile } from "./app/stateFile.ts";
import { systemTextFiles, xdgPath } from "./app/textFiles.ts";
import { systemClock } from "./base/clock.ts";
import { systemTimers } from "./base/framePacer.ts";
import type { DashboardFlags } from "./cli/arguments.ts";
import { openScreen } from "./ui/openScreen.tsx";
import { openStage, type Stage } from "./ui/stage.ts";

/** Signals that end the program, and the exit code that says so (128 + number). */
const deadlySignals = { SIGTERM: 143, SIGHUP: 129, SIGINT: 130 } as const;

/** Runs the dashboard on the terminal until a person or a signal ends it. Returns the exit code. */
export async function runDashboard(flags: DashboardFlags, version: string): Promise<number> {
  const notices: string[] = [];
  let notice = (text: string): void => void notices.push(text);
  const { env } = process;
  const [configuration, state] = await Promise.all([
    readConfiguration(env),
    openStateFile(xdgPath("XDG_STATE_HOME", "state.json", env), systemTextFiles, systemClock, (text) => notice(text)),
  ]);
  const { config, problems } = configuration;
  const dashboard = createDashboard({
    clock: systemClock,
    timers: systemTimers,
    columns: process.stdout.columns,
    lines: process.stdout.rows,
    config,
    problems: [...problems, ...notices],
    mouse: flags.mouse || config.mouse,
    state,
    start: { context: flags.access.context, namespace: flags.namespace, selectors: flags.selectors },
  });
  notice = (text) => dashboard.notice(text);
  const { stdin, stdout } = process;
  const stage = openStage(() => {
    dashboard.resize(stdout.columns, stdout.rows);
    return openScreen(dashboard, { stdin, stdout, env });
  });
  const ended = endOf(dashboard, stage);
  // The first frame is on the screen: now the client may take its time.
  const { connectDashboard } = await import("./connectDashboard.ts");
  connectDashboard(dashboard, flags, version, { lend: (use) => stage.lend(use), disturbs: true });
  return ended;
}

async function readConfiguration(env: NodeJS.ProcessEnv) {
  const path = xdgPath("XDG_CONFIG_HOME", "config.yaml", env);
  try {
    const text = await systemTextFiles.read(path);
    if (text === undefined) return { config: defaultConfig, problems: [] };
    return configFrom(text, new Set(dashboardCommands.map(({ id }) => id)), path);
  } catch (error) {
    return { config: defaultConfig, problems: [`cannot read the settings: ${(error as Error).message}`] };
  }
}

/** Resolves with the exit code; the terminal is as it was before, whatever ended the program. */
function endOf(dashboard: Dashboard, stage: Stage): Promise<number> {
  return new Promise((resolve) => {
    const end = (code: number, message?: string) => {
      stage.close();
      if (message !== undefined) process.stderr.write(`${message}\n`);
      // Connections get a moment to say goodbye; whoever wants us gone does not wait longer.
      const timer = setTimeout(() => resolve(code), 200);
      void dashboard.close().then(() => {
        clearTimeout(timer);
        resolve(code);
      });
    };
    for (const [signal, code] of Object.entries(deadlySignals)) {
      process.on(signal, () => {
        // Ctrl-C of a person whom a login plugin asks is for the plugin.
        if (signal !== "SIGINT" || !stage.isLent) end(code);
      });
    }
    const crashed = (error: unknown) =>
      end(1, `podscope: stopped by a mistake of its own: ${error instanceof Error ? error.message : String(error)}`);
    process.once("uncaughtException", crashed);
    process.once("unhandledRejection", crashed);
    void dashboard.done.then(() => end(0));
  });
}
