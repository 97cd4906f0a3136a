import type { PodRow } from "../../resources/podRow.ts";
import { podTable } from "../../resources/podTable.ts";
import { type Filter, filterOf } from "../../table/filter.ts";
import type { ScopeFlags } from "../arguments.ts";
import { checkSelectors } from "../checkFlags.ts";
import type { GivenFlags } from "../givenFlags.ts";
import { requestTimeoutFrom } from "../requestTimeout.ts";
import { UsageError } from "../usageError.ts";
import { type Goal, goalFrom } from "./goal.ts";
import { namespaceFor } from "./namespaceFor.ts";

export interface WaitFlags extends ScopeFlags {
  readonly command: "wait";
  readonly filter: Filter<PodRow>;
  readonly goal: Goal;
  /** As it was written. */
  readonly goalText: string;
  readonly stableMs: number;
  readonly timeoutMs: number;
  readonly output: "text" | "json";
  /** Says nothing while it waits. */
  readonly quiet: boolean;
}

/** As long as kubectl wait does. */
const defaultTimeout = "30s";

/** @param words after `wait`. @throws UsageError */
export function waitFlagsOf(given: GivenFlags, words: readonly string[], scope: ScopeFlags): WaitFlags {
  checkSelectors(scope);
  const filter = filterFrom(words);
  const flags: WaitFlags = {
    command: "wait",
    ...scope,
    namespace: namespaceFor(filter.line, scope.namespace),
    filter,
    ...goalOf(given.text("for")),
    stableMs: durationFrom("stable", given.text("stable") ?? "0"),
    timeoutMs: durationFrom("timeout", given.text("timeout") ?? defaultTimeout),
    output: outputFrom(given.text("output") ?? "text"),
    quiet: given.isOn("quiet"),
  };
  if (flags.timeoutMs === 0) throw new UsageError("--timeout takes a time of more than nothing, such as 30s or 10m");
  if (flags.stableMs > flags.timeoutMs) {
    const timeout = given.text("timeout") ?? `${defaultTimeout} when it is not given`;
    throw new UsageError(`--stable ${given.text("stable")} never fits into a --timeout of ${timeout}`);
  }
  return flags;
}

function filterFrom(words: readonly string[]): Filter<PodRow> {
  const line = words.join(" ").trim();
  if (line === "") throw new UsageError("podscope wait takes a filter, such as 'ns=pay health=broken'");
  const filter = filterOf(line, podTable.terms);
  const [problem] = filter.problems;
  if (problem === undefined) return filter;
  throw new UsageError(`"${line.slice(problem.start, problem.end)}" cannot be understood: ${problem.reason}`);
}

function goalOf(text: string | undefined): { readonly goal: Goal; readonly goalText: string } {
  if (text === undefined) throw new UsageError("say what to wait for: --for none, any, all, or a number");
  const goal = goalFrom(text);
  if (goal === undefined) throw new UsageError(`--for takes none, any, all, or a number from 1, not "${text}"`);
  return { goal, goalText: text };
}

function durationFrom(name: string, text: string): number {
  const ms = requestTimeoutFrom(text);
  if (ms === "invalid" || text === "") throw new UsageError(`--${name} takes a time such as 30s or 10m, not "${text}"`);
  return ms ?? 0;
}

function outputFrom(text: string): "text" | "json" {
  if (text === "text" || text === "json") return text;
  throw new UsageError(`unknown output "${text}" after -o; there are text and json`);
}
