const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

/** The API server subtracts times as 64-bit nanoseconds, which end here (about 292 years). */
const longest = 9_223_372_036_854;

/**
 * The text of an age as every Kubernetes table shows it: the two largest units that still say something, cut off, never
 * rounded (apimachinery pkg/util/duration, HumanDuration). `ms` is in milliseconds, fractions are cut off towards zero; from 2 s in
 * the future on it is `<invalid>`.
 */
export function durationText(ms: number): string {
  const duration = Math.min(Math.trunc(ms), longest);
  if (duration <= -2 * second) return "<invalid>";
  if (duration < 0) return "0s";
  if (duration < 2 * minute) return `${Math.floor(duration / second)}s`;
  if (duration < 10 * minute) return twoUnits(duration, minute, "m", second, "s");
  if (duration < 3 * hour) return `${Math.floor(duration / minute)}m`;
  if (duration < 8 * hour) return twoUnits(duration, hour, "h", minute, "m");
  if (duration < 2 * day) return `${Math.floor(duration / hour)}h`;
  if (duration < 8 * day) return twoUnits(duration, day, "d", hour, "h");
  if (duration < 2 * year) return `${Math.floor(duration / day)}d`;
  if (duration < 8 * year) return twoUnits(duration, year, "y", day, "d");
  return `${Math.floor(duration / year)}y`;
}

function twoUnits(duration: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((duration % large) / small);
  const text = `${Math.floor(duration / large)}${largeName}`;
  return rest === 0 ? text : `${text}${rest}${smallName}`;
}

/** Milliseconds for which `durationText` stays the same while the duration grows: 1 s for the young, a year for the oldest. */
export function durationSteadyFor(ms: number): number {
  if (ms <= -2 * second) return -2 * second + 1 - ms;
  if (ms < second) return second - ms;
  const step = stepOf(ms);
  return step - (ms % step);
}

/** The smallest unit that the text shows. */
function stepOf(duration: number): number {
  if (duration < 10 * minute) return second;
  if (duration < 8 * hour) return minute;
  if (duration < 8 * day) return hour;
  return duration < 8 * year ? day : year;
}
