import { openSync } from "node:fs";
import { ReadStream } from "node:tty";
import { dashboardCommands } from "./app/commands/dashboardCommands.ts";
import { defaultConfig } from "./app/config.ts";
import { createDashboard, type Dashboard } from "./app/dashboard.ts";
import type { Player } from "./app/replay/player.ts";
import { inNewFile, saveText } from "./app/savedText.ts";
import type { LendTerminal } from "./app/shell/podShells.ts";
import { openStateFile } from "./app/stateFile.ts";
import { textViewCommands } from "./app/text/textViewCommands.ts";
import { systemTextFiles, type TextFiles, xdgPath } from "./app/textFiles.ts";
import { triageCommands } from "./app/triage/triageCommands.ts";
import { systemClock } from "./base/clock.ts";
import { systemTimers } from "./base/framePacer.ts";
import type { DashboardFlags } from "./cli/arguments.ts";
import type { DebugLog } from "./cli/debugLog.ts";
import { type Ending, endingOf } from "./cli/ending.ts";
import type { ConnectOptions } from "./connectDashboard.ts";
import { deadlySignals } from "./deadlySignals.ts";
import { FileError } from "./file/fileError.ts";
import { followJobControl, suspend } from "./followJobControl.ts";
import type { LendableTerminal } from "./kube/auth/credentialSource.ts";
import { openDebugLog } from "./openDebugLog.ts";
import { createRecordingFile } from "./recording/recordingSink.ts";
import { alertSequence } from "./ui/alertSequence.ts";
import { clipboardSequence } from "./ui/clipboard.ts";
import { lendTerminal } from "./ui/lentTerminal.ts";
import { openScreen } from "./ui/openScreen.tsx";
import { openStage, type Stage } from "./ui/stage.ts";

/** What is around a dashboard. */
export interface DashboardSurroundings {
  /** As HeaderView has it. */
  readonly mark: string;
  /** Resolves when the kubeconfig can be read. */
  readonly ready: Promise<unknown>;
  /** Where it keeps what it remembers. */
  readonly stateFiles: TextFiles;
  /** Contexts that `--allow-writes` is for besides the one it starts with; as Config.allowWrites. */
  readonly ownContexts: readonly string[];
  /** What is shown in the place of clusters and files. */
  readonly replay: Replay | undefined;
}

/** A recording that is open. */
export interface Replay {
  readonly player: Player;
  connect(dashboard: Dashboard): Promise<void>;
}

const usersOwn: DashboardSurroundings = {
  mark: "",
  ready: Promise.resolve(),
  stateFiles: systemTextFiles,
  ownContexts: [],
  replay: undefined,
};

/** Runs the dashboard on the terminal until a person or a signal ends it. Returns the exit code. */
export async function runDashboard(flags: DashboardFlags, version: string, surroundings = usersOwn): Promise<number> {
  const log = flags.debug ? openDebugLog(systemClock, process.env) : undefined;
  try {
    return await showDashboard(flags, version, log, surroundings);
  } finally {
    log?.close();
    if (log !== undefined) process.stderr.write(`podscope: the log is in ${log.path}\n`);
  }
}

async function showDashboard(
  flags: DashboardFlags,
  version: string,
  log: DebugLog | undefined,
  surroundings: DashboardSurroundings,
): Promise<number> {
  const { stdout, env } = process;
  const stdin = flags.file === "-" ? terminalKeys() : process.stdin;
  const dashboard = await newDashboard(flags, version, surroundings, (use) =>
    stage.lend(() => lendTerminal(stdin, stdout, use)),
  );
  const stage: Stage = openStage(() => {
    dashboard.resize(stdout.columns, stdout.rows);
    return openScreen(dashboard, { stdin, stdout, env });
  });
  followJobControl(stage);
  const { ended, fail } = endingsOf(dashboard, stage, async (error) => {
    log?.error(error);
    if (error instanceof FileError) return { code: 1, lines: [`podscope: ${error.message}`] };
    return endingOf(error, flags.debug);
  });
  // The first frame is on the screen: now the client may take its time.
  const terminal: LendableTerminal = { lend: (use) => stage.lend(use), disturbs: true };
  connect(dashboard, { flags, version, log, terminal }, surroundings).catch(fail);
  return ended;
}

async function connect(
  dashboard: Dashboard,
  options: ConnectOptions,
  { ready, replay }: DashboardSurroundings,
): Promise<void> {
  const { flags } = options;
  if (replay !== undefined) await replay.connect(dashboard);
  else if (flags.file === undefined) {
    const [{ connectDashboard }] = await Promise.all([import("./connectDashboard.ts"), ready]);
    connectDashboard(dashboard, options);
  } else {
    const { connectFile } = await import("./connectFile.ts");
    await connectFile(dashboard, flags.file, flags);
  }
}

/** Where keys come from while stdin is a file. */
function terminalKeys(): ReadStream {
  return new ReadStream(openSync("/dev/tty", "r"));
}

async function newDashboard(
  flags: DashboardFlags,
  version: string,
  { mark, stateFiles, ownContexts, replay }: DashboardSurroundings,
  lend: LendTerminal,
): Promise<Dashboard> {
  const notices: string[] = [];
  let notice = (text: string): void => void notices.push(text);
  const { env, stdout } = process;
  const [configuration, state] = await Promise.all([
    readConfiguration(env),
    openStateFile(xdgPath("XDG_STATE_HOME", "state.json", env), stateFiles, systemClock, (text) => notice(text)),
  ]);
  const { config, problems } = configuration;
  const dashboard = createDashboard({
    clock: systemClock,
    timers: systemTimers,
    columns: stdout.columns,
    lines: stdout.rows,
    config: flags.allowWrites ? { ...config, allowWrites: [...config.allowWrites, ...ownContexts] } : config,
    problems: [...problems, ...notices],
    mouse: flags.mouse || config.mouse,
    triage: flags.triage,
    mark,
    state,
    suspend,
    outlet: {
      copy: (text) => void stdout.write(clipboardSequence(text)),
      save: (subject, ending, text) => saveText(subject, ending, text, systemClock.now()),
    },
    player: replay?.player,
    recordings: {
      program: `podscope ${version}`,
      create: (context) =>
        inNewFile(context, ".podscope.gz", systemClock.now(), async (path) => ({
          path,
          sink: await createRecordingFile(path),
        })),
    },
    notify: (text) => void stdout.write(alertSequence(text, { bell: config.bell, env })),
    start: { context: flags.access.context, namespace: flags.namespace, selectors: flags.selectors },
    allowWrites: flags.allowWrites,
    lendTerminal: lend,
  });
  notice = (text) => dashboard.notice(text);
  return dashboard;
}

async function readConfiguration(env: NodeJS.ProcessEnv) {
  const path = xdgPath("XDG_CONFIG_HOME", "config.yaml", env);
  try {
    const text = await systemTextFiles.read(path);
    if (text === undefined) return { config: defaultConfig, problems: [] };
    // Few have one, and reading YAML takes a part of the first frame's time.
    const { configFrom } = await import("./app/configFile.ts");
    return configFrom(
      text,
      new Set([dashboardCommands, triageCommands, ...textViewCommands].flat().map(({ id }) => id)),
      path,
    );
  } catch (error) {
    return { config: defaultConfig, problems: [`cannot read the settings: ${(error as Error).message}`] };
  }
}

/** `ended` resolves with the exit code; the terminal is as it was before, whatever ended the program. */
function endingsOf(dashboard: Dashboard, stage: Stage, explain: (error: unknown) => Promise<Ending>) {
  const { promise: ended, resolve } = Promise.withResolvers<number>();
  const end = (code: number, lines: readonly string[] = []) => {
    stage.close();
    for (const line of lines) process.stderr.write(`${line}\n`);
    // Connections get a moment to say goodbye; whoever wants us gone does not wait longer.
    const timer = setTimeout(() => resolve(code), 200);
    void dashboard.close().then(() => {
      clearTimeout(timer);
      resolve(code);
    });
  };
  const fail = (error: unknown) => {
    // Nobody is left to tell, as the signal says that comes with it.
    if (isTerminalGone(error)) {
      end(deadlySignals.SIGHUP);
      return;
    }
    stage.close();
    void explain(error).then(({ code, lines }) => end(code, lines));
  };
  for (const [signal, code] of Object.entries(deadlySignals)) {
    process.on(signal, () => {
      // Ctrl-C of a person whom a login plugin asks is for the plugin.
      if (signal !== "SIGINT" || !stage.isLent) end(code);
    });
  }
  // Also once more: what is put back on a terminal that is gone fails as well.
  process.on("uncaughtException", fail);
  process.on("unhandledRejection", fail);
  void dashboard.done.then(() => end(0));
  return { ended, fail };
}

/** Reading, drawing or asking for its size fails so when the window of a terminal is closed. */
function isTerminalGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === "EIO";
}
