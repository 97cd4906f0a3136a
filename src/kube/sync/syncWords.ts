import { format } from "date-fns";
import { grouped } from "../../base/grouped.ts";
import type { SyncState } from "./syncState.ts";

/** The state of the watch for the header. `tone` is how much it wants to be noticed. */
export interface SyncWords {
  readonly text: string;
  readonly tone: "good" | "busy" | "warning" | "bad" | "muted";
  readonly detail: string;
}

/**
 * Says a state in words for a tired person. `now` and all times are milliseconds since the epoch; shown in local time.
 * `retryKey` is the key that tries again, if there is one.
 */
export function syncWords(state: SyncState, now: number, retryKey: string | undefined): SyncWords {
  const retry = (at: number | undefined) => retryWords(at, now, retryKey);
  switch (state.phase) {
    case "starting":
      return { text: "starting", tone: "busy", detail: "" };
    case "authenticating":
      return { text: "logging in", tone: "busy", detail: `${state.what} ${seconds(now - state.since)}` };
    case "connecting":
      return { text: "connecting", tone: "busy", detail: `${state.host} ${seconds(now - state.since)}` };
    case "loading":
      return { text: "loading", tone: "busy", detail: progress(state) };
    case "live":
      return { text: "live", tone: "good", detail: `verified ${clockTime(state.verifiedAt)}` };
    case "catchingUp":
      return { text: "reconnecting", tone: "warning", detail: asOf(state.asOf) };
    case "resyncing":
      return { text: `reloading because ${state.cause}`, tone: "warning", detail: progress(state) };
    case "waiting":
      return { text: state.error.message, tone: "warning", detail: joined(asOf(state.asOf), retry(state.until)) };
    case "polling":
      return {
        text: `no permission to watch: asking every ${seconds(state.everyMs)}`,
        tone: "warning",
        detail: `verified ${clockTime(state.verifiedAt)}`,
      };
    case "unauthorized":
      return {
        text: loginWords(state),
        tone: "bad",
        detail: joined(asOf(state.asOf), retry(state.retryAt)),
      };
    case "forbidden":
      return { text: "not allowed", tone: "bad", detail: joined(asOf(state.asOf), retry(state.retryAt)) };
    case "unreachable":
      return { text: "unreachable", tone: "bad", detail: joined(asOf(state.asOf), retry(state.retryAt)) };
    case "broken":
      return {
        text: state.error.failure === "unsupported" ? "request refused" : "broken",
        tone: "bad",
        detail: joined(asOf(state.asOf), retry(state.retryAt)),
      };
    case "file":
      return { text: "file", tone: "muted", detail: `as of ${format(state.asOf, "yyyy-MM-dd HH:mm:ss")}` };
    case "stopped":
      return { text: "stopped", tone: "muted", detail: "" };
  }
}

function loginWords({ error, asOf: goodUntil }: SyncState & { readonly phase: "unauthorized" }): string {
  // Nothing was sent yet when getting credentials failed.
  if (error.failure === "login") return "login failed";
  return goodUntil === undefined ? "login refused" : "login expired";
}

function clockTime(time: number): string {
  return format(time, "HH:mm:ss");
}

function asOf(time: number | undefined): string {
  return time === undefined ? "" : `as of ${clockTime(time)}`;
}

function retryWords(at: number | undefined, now: number, key: string | undefined): string {
  if (at === undefined || !Number.isFinite(at)) return key === undefined ? "" : `${key} tries again`;
  return at <= now ? "retrying" : `retry in ${seconds(at - now + 999)}`;
}

function seconds(ms: number): string {
  return `${Math.max(0, Math.floor(ms / 1_000))} s`;
}

function progress({ received, total }: { readonly received: number; readonly total: number | undefined }): string {
  const count = grouped(received);
  return total === undefined || total < received ? count : `${count} of ${grouped(total)}`;
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(", ");
}
