import type { AccessOverrides } from "../kube/config/resolveAccess.ts";
import { checkGetFlags, checkSelectors } from "./checkFlags.ts";
import { type DemoFlags, demoFlagsOf } from "./demoFlags.ts";
import { type CommandName, type Flag, flagsOf } from "./flags.ts";
import { GivenFlags } from "./givenFlags.ts";
import { helpText } from "./helpText.ts";
import { parseFlags } from "./parseFlags.ts";
import { type ReplayFlags, replayFlagsOf } from "./replayFlags.ts";
import { requestTimeoutFrom } from "./requestTimeout.ts";
import { UsageError } from "./usageError.ts";
import { type WaitFlags, waitFlagsOf } from "./wait/waitFlags.ts";

/** Flags that say which pods of which cluster, or of which file. */
export interface ScopeFlags {
  readonly kubeconfig: string | undefined;
  readonly access: AccessOverrides;
  /** Undefined is the context's own, null is all namespaces. */
  readonly namespace: string | null | undefined;
  readonly selectors: { readonly labels: string; readonly fields: string };
  /** For one whole request that is no watch, milliseconds; undefined is no limit. */
  readonly requestTimeoutMs: number | undefined;
  /** Read pods from here instead of a server; `-` is stdin. */
  readonly file: string | undefined;
  /** The clock for a file, milliseconds since the epoch; undefined is the file's newest time. */
  readonly now: number | undefined;
  /** Keep a log file, and show the trace of an unexpected error. */
  readonly debug: boolean;
}

export interface DashboardFlags extends ScopeFlags {
  readonly command: "dashboard";
  readonly mouse: boolean;
  /** Changes are allowed in the context that it begins with. */
  readonly allowWrites: boolean;
  /** Begins with why pods are unhealthy. */
  readonly triage: boolean;
}

export interface GetFlags extends ScopeFlags {
  /** `triage` prints which pods are unwell and why, in place of the pods. */
  readonly command: "get" | "triage";
  readonly names: readonly string[];
  readonly output: Output;
  readonly headers: boolean;
  readonly showLabels: boolean;
  readonly labelColumns: readonly string[];
  /** A JSONPath; undefined is the server's order. */
  readonly sortBy: string | undefined;
  /** What is printed of what changes later: nothing, changes after what is there, or changes alone. */
  readonly watch: "no" | "after" | "only";
  readonly watchEvents: boolean;
  /** Undefined when nothing is recorded. */
  readonly record: RecordFlags | undefined;
}

export interface RecordFlags {
  readonly path: string;
  /** Milliseconds; undefined is until somebody ends it. */
  readonly forMs: number | undefined;
}

/** Empty is the table. */
export type Output = "" | "wide" | "json" | "yaml" | "name";

export type Arguments =
  | DashboardFlags
  | GetFlags
  | WaitFlags
  | DemoFlags
  | ReplayFlags
  | { readonly command: "help"; readonly text: string }
  | { readonly command: "version" };

/** Reads the command line, without the program's own name. @throws UsageError */
export function argumentsFrom(argv: readonly string[]): Arguments {
  const { values, words } = parseFlags(argv, commands.flatMap(flagsIn));
  const command = commandOf(words);
  const given = new GivenFlags(values);
  if (given.isOn("help")) return { command: "help", text: helpText(command) };
  if (given.isOn("version")) return { command: "version" };
  const rest = command === "dashboard" ? words : words.slice(1);
  const foreign = given.names.find((name) => !has(command, name));
  if (foreign !== undefined) throw foreignFlag(foreign, command);
  if (command === "get") return getFlagsOf(given, rest);
  if (command === "triage") return triageFlagsOf(given, rest);
  if (command === "wait") return waitFlagsOf(given, rest, scopeFlagsOf(given));
  if (command === "demo") return demoFlagsOf(given, rest, dashboardFlagsOf(given));
  if (command === "replay") return replayFlagsOf(given, rest, dashboardFlagsOf(given));
  const [extra] = rest;
  if (extra !== undefined) {
    throw new UsageError(`unknown command "${extra}"; there are get, triage, wait, replay and demo`);
  }
  return dashboardFlagsOf(given);
}

function commandOf(words: readonly string[]): CommandName {
  const [first] = words;
  return commands.find((name) => name === first) ?? "dashboard";
}

const commands: readonly CommandName[] = ["get", "dashboard", "triage", "wait", "replay", "demo"];

function flagsIn(command: CommandName): readonly Flag[] {
  return flagsOf[command].flatMap(({ flags }) => flags);
}

function has(command: CommandName, name: string): boolean {
  return flagsIn(command).some((flag) => flag.name === name);
}

function foreignFlag(name: string, command: CommandName): UsageError {
  if (!has("dashboard", name)) {
    const owner = commands.find((other) => has(other, name));
    return new UsageError(`--${name} is for podscope ${owner}`);
  }
  return new UsageError(whyForeign[command](name));
}

/** Why a flag of the dashboard is not for a command. */
const whyForeign: Readonly<Record<CommandName, (name: string) => string>> = {
  dashboard: (name) => `--${name} is not for the dashboard`,
  get: (name) => `--${name} is for the dashboard, podscope get has no screen`,
  triage: (name) => `--${name} is for the dashboard, podscope triage has no screen`,
  wait: (name) => `--${name} is for the dashboard, podscope wait has no screen`,
  replay: (name) => `--${name} is not for podscope replay, which shows what was recorded`,
  demo: (name) => `--${name} is not for podscope demo, which has a cluster of its own`,
};

function dashboardFlagsOf(given: GivenFlags): DashboardFlags {
  const scope = scopeFlagsOf(given);
  checkSelectors(scope);
  const allowWrites = given.isOn("allow-writes");
  if (allowWrites && scope.file !== undefined)
    throw new UsageError("a file cannot be changed: --allow-writes is for clusters");
  return { command: "dashboard", ...scope, mouse: given.isOn("mouse"), triage: given.isOn("triage"), allowWrites };
}

function scopeFlagsOf(given: GivenFlags): ScopeFlags {
  const file = given.text("filename");
  const now = given.text("now");
  if (file === undefined && now !== undefined) throw new UsageError("--now sets the clock for a file: it needs -f");
  return {
    kubeconfig: given.text("kubeconfig"),
    access: {
      context: given.text("context"),
      cluster: given.text("cluster"),
      user: given.text("user"),
      namespace: given.text("namespace"),
      as: given.text("as"),
      asUid: given.text("as-uid"),
      asGroups: given.all("as-group"),
      asUserExtra: userExtraFrom(given.all("as-user-extra")),
      insecureSkipTlsVerify: given.isOn("insecure-skip-tls-verify") ? true : undefined,
    },
    namespace: given.isOn("all-namespaces") ? null : given.text("namespace"),
    selectors: { labels: given.text("selector")?.trim() ?? "", fields: given.text("field-selector")?.trim() ?? "" },
    requestTimeoutMs: timeoutFrom(given.text("request-timeout")),
    file,
    now: now === undefined ? undefined : timeFrom(now),
    debug: given.isOn("debug"),
  };
}

function userExtraFrom(pairs: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const extra: Record<string, string[]> = {};
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    if (at < 1) throw new UsageError(`--as-user-extra takes KEY=VALUE, not "${pair}"`);
    const key = pair.slice(0, at);
    extra[key] = [...(extra[key] ?? []), pair.slice(at + 1)];
  }
  return extra;
}

/** kubectl's own sentence, but said as a mistake in the command line. */
function timeoutFrom(text: string | undefined): number | undefined {
  const timeout = text === undefined ? undefined : requestTimeoutFrom(text);
  if (timeout !== "invalid") return timeout;
  throw new UsageError(
    "Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)",
    "kubectl",
  );
}

function timeFrom(text: string): number {
  const isTime = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.test(text);
  const time = isTime ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new UsageError(`--now takes a time such as 2026-06-15T10:30:05Z, not "${text}"`);
  return time;
}

function getFlagsOf(given: GivenFlags, words: readonly string[]): GetFlags {
  const flags: GetFlags = {
    command: "get",
    ...scopeFlagsOf(given),
    names: namesFrom(words),
    output: outputFrom(given.text("output") ?? ""),
    headers: !given.isOn("no-headers"),
    showLabels: given.isOn("show-labels"),
    labelColumns: given.all("label-columns").flatMap((keys) => keys.split(",")),
    sortBy: given.text("sort-by") || undefined,
    watch: given.isOn("watch") ? "after" : given.isOn("watch-only") ? "only" : "no",
    watchEvents: given.isOn("output-watch-events"),
    record: recordFlagsOf(given),
  };
  checkGetFlags(flags);
  return flags;
}

function recordFlagsOf(given: GivenFlags): RecordFlags | undefined {
  const path = given.text("record");
  const length = given.text("for");
  if (path === undefined) {
    if (length !== undefined) throw new UsageError("--for ends a recording: it needs --record FILE");
    return undefined;
  }
  if (path === "" || path === "-") throw new UsageError("--record takes the name of a new file");
  const forMs = length === undefined ? undefined : requestTimeoutFrom(length);
  if (forMs === "invalid" || (length !== undefined && !(Number(forMs) > 0))) {
    throw new UsageError(`--for takes a time such as 90s or 10m, not "${length}"`);
  }
  return { path, forMs };
}

function triageFlagsOf(given: GivenFlags, [extra]: readonly string[]): GetFlags {
  if (extra !== undefined) throw new UsageError(`podscope triage takes no names, but flags: "${extra}"`);
  const output = given.text("output") ?? "text";
  if (output !== "text" && output !== "json")
    throw new UsageError(`unknown output "${output}" after -o; there are text and json`);
  const flags: GetFlags = {
    command: "triage",
    ...scopeFlagsOf(given),
    names: [],
    output: output === "text" ? "" : output,
    headers: true,
    showLabels: false,
    labelColumns: [],
    sortBy: undefined,
    watch: "no",
    watchEvents: false,
    record: undefined,
  };
  checkGetFlags(flags);
  return flags;
}

function outputFrom(text: string): Output {
  if (text === "" || text === "wide" || text === "json" || text === "yaml" || text === "name") return text;
  throw new UsageError(`unknown output "${text}" after -o; there are wide, json, yaml and name`);
}

/** Hands that know kubectl type the kind: `get pods web`, `get pod/web`. */
function namesFrom(words: readonly string[]): readonly string[] {
  const [kind, ...others] = words;
  const names = kind !== undefined && /^(po|pods?)$/.test(kind) ? others : words;
  return names.map((word) => {
    const name = word.replace(/^(po|pods?)\//, "");
    if (name.includes("/")) throw new UsageError(`"${word}" names no pod: podscope knows pods only`);
    return name;
  });
}
