import type { LogLine } from "../apiserver/kubelets.ts";
import type { LogRule } from "./image.ts";

/** Which lines of a run are wanted. Moments are ms since the Unix epoch. */
export interface LogWindow {
  /** When the run began. */
  readonly startedAt: number;
  /** Up to here, and not after. */
  readonly until: number;
  /** From here on. */
  readonly since?: number;
  /** At most so many, the last ones. */
  readonly most?: number;
}

/** A container runtime throws the oldest lines away (containerLogMaxSize). */
const mostKept = 100_000;

/** Lines that repeat with one rule, as far as a window goes: those from `first` up to but without `end`. */
interface Repeats {
  readonly rule: LogRule;
  readonly first: number;
  end: number;
  at(number: number): number;
}

/** The lines of a run, oldest first: made when somebody asks, from the end, and always the same. */
export function linesOf(
  log: readonly LogRule[],
  span: (ms: number) => number,
  { startedAt, until, since = startedAt, most = mostKept }: LogWindow,
): readonly LogLine[] {
  const rules = log.map((rule) => repeatsOf(rule, span, startedAt, since, until));
  const lines: LogLine[] = [];
  while (lines.length < Math.min(most, mostKept)) {
    const latest = latestOf(rules);
    if (latest === undefined) break;
    latest.end--;
    const at = latest.at(latest.end);
    lines.push({ at, text: latest.rule.text(latest.end, at) });
  }
  return lines.reverse();
}

/** The first moment after `after` at which there is a line; undefined: no more. */
export function nextLineAt(
  log: readonly LogRule[],
  span: (ms: number) => number,
  startedAt: number,
  after: number,
): number | undefined {
  const next = log.map((rule) => {
    const { at, end } = repeatsOf(rule, span, startedAt, startedAt, after);
    return end > 0 && rule.everyMs === undefined ? Number.POSITIVE_INFINITY : at(end);
  });
  const first = Math.min(...next);
  return Number.isFinite(first) ? first : undefined;
}

function repeatsOf(
  rule: LogRule,
  span: (ms: number) => number,
  startedAt: number,
  since: number,
  until: number,
): Repeats {
  const at = (number: number) => startedAt + span(rule.atMs + number * (rule.everyMs ?? 0));
  /** How many of its lines come before a moment. */
  const before = (moment: number) => {
    if (moment <= at(0)) return 0;
    return rule.everyMs === undefined ? 1 : Math.ceil((moment - at(0)) / span(rule.everyMs) - 1e-9);
  };
  return { rule, at, first: before(since), end: before(until + 0.01) };
}

/** Of the rules that have a line left the one whose last line is the latest; of the same moment the last rule. */
function latestOf(rules: readonly Repeats[]): Repeats | undefined {
  let latest: Repeats | undefined;
  let latestAt = Number.NEGATIVE_INFINITY;
  for (const rule of rules) {
    if (rule.end <= rule.first) continue;
    const at = rule.at(rule.end - 1);
    if (at < latestAt) continue;
    latest = rule;
    latestAt = at;
  }
  return latest;
}
