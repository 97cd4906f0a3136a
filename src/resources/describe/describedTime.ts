import { format } from "date-fns";
import { timeOf } from "../jsonFields.ts";

/** `Fri, 14 Mar 2025 15:09:26 +0000` in local time (Go's RFC1123Z); what is absent is Go's zero time. */
export function describedTime(value: unknown): string {
  const time = timeOf(value, "time");
  return Number.isNaN(time) ? "Mon, 01 Jan 0001 00:00:00 +0000" : format(time, "EEE, dd MMM yyyy HH:mm:ss xx");
}
