/** When a probe of a container is tried, and how many answers count. Ms after the start of the container. */
export interface ProbeTiming {
  /** Infinity: never. */
  readonly firstMs: number;
  readonly periodMs: number;
  readonly failureThreshold: number;
  readonly successThreshold: number;
}

/** A time in which a probe fails, and what it says then. Ms after the start of the container; in order, apart from each other. */
export interface Outage {
  readonly fromMs: number;
  readonly toMs: number;
  readonly answer: string;
}

export interface ProbeState {
  readonly isPassing: boolean;
  /** When something happens next: an answer that fails, or one that changes the state. Undefined: never. */
  readonly nextMs: number | undefined;
}

/** Tries of a probe with the same answer; it is undefined when they pass. Tries are numbered from 0. */
export interface Stretch {
  readonly first: number;
  /** At least 1; Infinity when it stays so. */
  readonly count: number;
  readonly answer: string | undefined;
}

/** How its tries go, in order. */
export function stretchesOf(timing: ProbeTiming, outages: readonly Outage[]): readonly Stretch[] {
  if (timing.firstMs === Number.POSITIVE_INFINITY) return [];
  const stretches: Stretch[] = [];
  const add = (fromMs: number, toMs: number, answer: string | undefined) => {
    const first = triesBefore(timing, fromMs);
    const count = triesBefore(timing, toMs) - first;
    if (count > 0) stretches.push({ first, count, answer });
  };
  let at = 0;
  for (const { fromMs, toMs, answer } of outages) {
    add(at, fromMs, undefined);
    add(fromMs, toMs, answer);
    at = toMs;
  }
  add(at, Number.POSITIVE_INFINITY, undefined);
  return stretches;
}

/** What a probe says at a moment, with no memory of what it said before (kubernetes pkg/kubelet/prober/worker.go). */
export function probeAt(
  timing: ProbeTiming,
  stretches: readonly Stretch[],
  elapsedMs: number,
  initially: boolean,
): ProbeState {
  const tried = triesUntil(timing, elapsedMs);
  let isPassing = initially;
  for (const stretch of stretches) {
    const done = Math.min(stretch.count, Math.max(0, tried - stretch.first));
    const passes = stretch.answer === undefined;
    const threshold = passes ? timing.successThreshold : timing.failureThreshold;
    if (done >= threshold) isPassing = passes;
    if (done === stretch.count) continue;
    if (!passes) return { isPassing, nextMs: tryMs(timing, stretch.first + done) };
    if (!isPassing && threshold <= stretch.count) {
      return { isPassing, nextMs: tryMs(timing, stretch.first + threshold - 1) };
    }
  }
  return { isPassing, nextMs: undefined };
}

/** What it said, each time that it failed after `fromMs` until `toMs`. */
export function failuresBetween(
  timing: ProbeTiming,
  stretches: readonly Stretch[],
  fromMs: number,
  toMs: number,
): readonly string[] {
  const from = triesUntil(timing, fromMs);
  const to = triesUntil(timing, toMs);
  return stretches.flatMap(({ first, count, answer }) => {
    const failed = Math.min(to, first + count) - Math.max(from, first);
    return answer === undefined || failed <= 0 ? [] : Array.from({ length: failed }, () => answer);
  });
}

/** When it first says so as often in a row as counts. Undefined: never. */
export function firstVerdictMs(
  timing: ProbeTiming,
  stretches: readonly Stretch[],
  passes: boolean,
): number | undefined {
  const threshold = passes ? timing.successThreshold : timing.failureThreshold;
  const found = stretches.find(({ answer, count }) => (answer === undefined) === passes && count >= threshold);
  return found === undefined ? undefined : tryMs(timing, found.first + threshold - 1);
}

function tryMs({ firstMs, periodMs }: ProbeTiming, number: number): number {
  return firstMs + number * periodMs;
}

/** How many tries there are before a moment. */
function triesBefore({ firstMs, periodMs }: ProbeTiming, ms: number): number {
  return Math.max(0, Math.ceil((ms - firstMs) / periodMs));
}

/** How many tries there are up to a moment and at it. */
function triesUntil({ firstMs, periodMs }: ProbeTiming, ms: number): number {
  return Math.max(0, Math.floor((ms - firstMs) / periodMs) + 1);
}
