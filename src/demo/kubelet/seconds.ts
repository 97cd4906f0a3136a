/**
 * Times in the API have whole seconds. So a kubelet does what it does on time at whole seconds: an object then says exactly
 * when, and whoever reads it knows as much as the kubelet that wrote it.
 */

/** The whole second that has begun, ms since the Unix epoch. */
export function secondOf(ms: number): number {
  // Half a millisecond: sums of fractions fall short.
  return Math.floor((ms + 0.5) / 1000) * 1000;
}

/** The first whole second that is not before `ms`. */
export function secondFrom(ms: number): number {
  return Math.ceil((ms - 0.5) / 1000) * 1000;
}

/** Ms since the Unix epoch of an RFC 3339 time; NaN when there is none. */
export function momentOf(timestamp: string | undefined): number {
  return timestamp === undefined ? Number.NaN : Date.parse(timestamp);
}

/** A duration as Go prints it: `350ms`, `1.204s`, `1m2.5s`. */
export function goDuration(ms: number): string {
  if (ms < 1000) return ms === 0 ? "0s" : `${ms}ms`;
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor(ms / 60_000) % 60;
  const seconds = `${(ms % 60_000) / 1000}s`;
  if (hours > 0) return `${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${minutes}m${seconds}` : seconds;
}
