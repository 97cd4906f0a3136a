import { parseArgs } from "node:util";
import type { AccessOverrides } from "../kube/config/resolveAccess.ts";
import { commonFlags, dashboardFlags, type Flag, getFlags } from "./flags.ts";

/** Flags that say which pods of which cluster. */
export interface ScopeFlags {
  readonly kubeconfig: string | undefined;
  readonly access: AccessOverrides;
  /** Undefined is the context's own, null is all namespaces. */
  readonly namespace: string | null | undefined;
  readonly selectors: { readonly labels: string; readonly fields: string };
}

export interface DashboardFlags extends ScopeFlags {
  readonly command: "dashboard";
  readonly mouse: boolean;
}

export interface GetFlags extends ScopeFlags {
  readonly command: "get";
  readonly names: readonly string[];
  readonly output: "" | "wide" | "json" | "yaml" | "name";
  readonly headers: boolean;
  readonly showLabels: boolean;
  readonly labelColumns: readonly string[];
}

export type Arguments =
  | DashboardFlags
  | GetFlags
  | { readonly command: "help"; readonly text: string }
  | { readonly command: "version" };

/** The command line cannot be understood. The message is one line that says what, and what to do. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

/** Reads the command line, without the program's own name. @throws UsageError */
export function argumentsFrom(argv: readonly string[]): Arguments {
  const isGet = argv.find((word) => !word.startsWith("-")) === "get";
  const flags: readonly Flag[] = [...commonFlags, ...(isGet ? getFlags : dashboardFlags)];
  const { values, positionals } = parsed(argv, flags);
  if (values.help === true) return { command: "help", text: helpText(isGet ? "get" : "dashboard", flags) };
  if (values.version === true) return { command: "version" };
  if (isGet) return getFlagsOf(values, positionals.slice(1));
  const [extra] = positionals;
  if (extra !== undefined) throw new UsageError(`unknown command "${extra}"; there is get, see podscope --help`);
  return { command: "dashboard", ...scopeFlagsOf(values), mouse: values.mouse === true };
}

function parsed(argv: readonly string[], flags: readonly Flag[]): { values: Values; positionals: readonly string[] } {
  const options = Object.fromEntries(
    flags.map(({ name, short, value, many }) => [
      name,
      {
        type: value === undefined ? ("boolean" as const) : ("string" as const),
        multiple: many === true,
        ...(short === undefined ? {} : { short }),
      },
    ]),
  );
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const [sentence = ""] = error.message.split(". ");
    throw new UsageError(`${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}; see podscope --help`, {
      cause: error,
    });
  }
}

function scopeFlagsOf(values: Values): ScopeFlags {
  const isAll = values["all-namespaces"] === true;
  return {
    kubeconfig: textOf(values.kubeconfig),
    access: {
      context: textOf(values.context),
      cluster: textOf(values.cluster),
      user: textOf(values.user),
      namespace: textOf(values.namespace),
      as: textOf(values.as),
      asUid: textOf(values["as-uid"]),
      asGroups: listOf(values["as-group"]),
      insecureSkipTlsVerify: values["insecure-skip-tls-verify"] === true ? true : undefined,
    },
    namespace: isAll ? null : textOf(values.namespace),
    selectors: { labels: textOf(values.selector) ?? "", fields: textOf(values["field-selector"]) ?? "" },
  };
}

function getFlagsOf(values: Values, words: readonly string[]): GetFlags {
  const output = textOf(values.output) ?? "";
  if (output !== "" && output !== "wide" && output !== "json" && output !== "yaml" && output !== "name") {
    throw new UsageError(`unknown output "${output}" after -o; there are wide, json, yaml and name`);
  }
  // Hands that know kubectl type the kind.
  const [kind, ...others] = words;
  const names = kind !== undefined && /^(po|pods?)$/.test(kind) ? others : words;
  return {
    command: "get",
    ...scopeFlagsOf(values),
    names: names.map((name) => name.replace(/^(po|pods?)\//, "")),
    output,
    headers: values["no-headers"] !== true,
    showLabels: values["show-labels"] === true,
    labelColumns: listOf(values["label-columns"]).flatMap((keys) => keys.split(",")),
  };
}

function textOf(value: Values[string]): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function listOf(value: Values[string]): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

const usages = {
  dashboard:
    "podscope shows the pods of a Kubernetes cluster, live, on the full screen.\n\nUsage:\n  podscope [flags]              open the dashboard\n  podscope get [NAME…] [flags]  print the table once, as kubectl get pods does",
  get: "podscope get prints pods once, as kubectl get pods does.\n\nUsage:\n  podscope get [NAME…] [flags]",
} as const;

function helpText(command: keyof typeof usages, flags: readonly Flag[]): string {
  const left = flags.map(
    ({ name, short, value }) =>
      `  ${short === undefined ? "   " : `-${short},`} --${name}${value === undefined ? "" : ` ${value}`}`,
  );
  const width = Math.max(...left.map(({ length }) => length)) + 2;
  const lines = flags.map(({ about }, index) => `${(left[index] ?? "").padEnd(width)}${about}`);
  return `${usages[command]}\n\nFlags:\n${lines.join("\n")}\n`;
}
