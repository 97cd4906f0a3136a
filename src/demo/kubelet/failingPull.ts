/** What becomes of an image that cannot be pulled: tried again and again, with longer and longer waits between. */
export interface PullEvent {
  /** Ms after the first try began. */
  readonly atMs: number;
  readonly step: "pull" | "fail" | "backOff";
}

/** How long a registry takes to say no. */
const answerMs = 1_000;
/** How long a failure is shown before the kubelet comes by again and finds that it has to wait. */
const failureShownMs = 4_000;
const mostBackOffMs = 300_000;
/** When the tries begin whose back-off still grows: 10 s, doubling (kubernetes pkg/kubelet/images). */
const growing = [0, 11_000, 32_000, 73_000, 154_000, 315_000];
const lastGrowing = growing.length - 1;
const steadyMs = answerMs + mostBackOffMs;

/** The last thing that has happened, and when the next comes. */
export function failingPullAt(elapsedMs: number): PullEvent & { readonly nextMs: number } {
  const attempt = attemptAt(elapsedMs);
  const next = [...eventsOf(attempt), ...eventsOf(attempt + 1)];
  const last = next.findLast(({ atMs }) => atMs <= elapsedMs) ?? { atMs: 0, step: "pull" as const };
  return { ...last, nextMs: next.find(({ atMs }) => atMs > elapsedMs)?.atMs ?? elapsedMs };
}

/** What happens after `fromMs` until `toMs`. */
export function failingPullBetween(fromMs: number, toMs: number): readonly PullEvent[] {
  const found: PullEvent[] = [];
  for (let attempt = attemptAt(Math.max(0, fromMs)); beginMs(attempt) <= toMs; attempt++) {
    found.push(...eventsOf(attempt).filter(({ atMs }) => atMs > fromMs && atMs <= toMs));
  }
  return found;
}

function eventsOf(attempt: number): readonly PullEvent[] {
  const begin = beginMs(attempt);
  return [
    { atMs: begin, step: "pull" },
    { atMs: begin + answerMs, step: "fail" },
    { atMs: begin + answerMs + failureShownMs, step: "backOff" },
  ];
}

function beginMs(attempt: number): number {
  return growing[attempt] ?? (growing[lastGrowing] ?? 0) + (attempt - lastGrowing) * steadyMs;
}

function attemptAt(elapsedMs: number): number {
  const steady = Math.floor((elapsedMs - (growing[lastGrowing] ?? 0)) / steadyMs);
  return steady >= 0
    ? lastGrowing + steady
    : Math.max(
        0,
        growing.findLastIndex((begin) => begin <= elapsedMs),
      );
}
