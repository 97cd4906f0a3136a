/**
 * How long a `Retry-After` header asks to wait, in milliseconds, clamped to 500 to 120,000: seconds or a date (RFC 9110 10.2.3).
 * A date counts from the server's own `Date` when there is one. Undefined when the header is absent or says nothing we understand.
 */
export function retryAfterMs(value: string | undefined, serverDate: number): number | undefined {
  const text = value?.trim() ?? "";
  if (/^-?\d+$/.test(text)) return clamp(Number(text) * 1000);
  // Only the three date forms of HTTP start with a day's name; Date.parse takes nearly anything for a date.
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : clamp(at - serverDate);
}

function clamp(ms: number): number {
  return Math.min(120_000, Math.max(500, ms));
}
