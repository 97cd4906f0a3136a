/** Milliseconds in each unit of Go's time.ParseDuration. */
const unitMs: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/**
 * Reads the value of --request-timeout as kubectl does (client-go clientcmd, ParseTimeout): whole seconds, or a Go duration.
 * Returns milliseconds, undefined for no limit, and "invalid" for what kubectl refuses.
 */
export function requestTimeoutFrom(text: string): number | undefined | "invalid" {
  if (text === "") return undefined;
  const ms = /^\+?\d+$/.test(text) ? Number(text) * 1_000 : goDuration(text);
  if (ms === undefined) return "invalid";
  return ms === 0 ? undefined : Math.max(ms, 0);
}

function goDuration(text: string): number | undefined {
  const [, sign, body] = /^([+-]?)(0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|[uµμ]s|ms|s|m|h))+)$/.exec(text) ?? [];
  if (body === undefined) return undefined;
  const parts = [...body.matchAll(/(\d+\.?\d*|\.\d+)([a-zµμ]+)/g)];
  const ms = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (unitMs[unit ?? ""] ?? 0), 0);
  return sign === "-" ? -ms : ms;
}
