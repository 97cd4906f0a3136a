import { format } from "date-fns";

const longAgo = 20 * 3_600_000;

/** `14:02:11` in local time, with the day where that is not clear. Both are milliseconds since the epoch. */
export function momentText(time: number, now: number): string {
  return format(time, Math.abs(now - time) < longAgo ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss");
}
