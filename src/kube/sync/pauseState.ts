import type { Cursor } from "./cursor.ts";
import type { SyncState } from "./syncState.ts";

/** After this many failed tries in a row the server is called unreachable. */
const unreachableAfter = 3;

/** The state to show while waiting before `cursor.ask`. `until` is Infinity when only a person can help; times as in SyncState. */
export function pauseState(cursor: Cursor, asOf: number | undefined, until: number): SyncState | undefined {
  const { error, pause } = cursor;
  if (error === undefined) {
    if (cursor.can.watch || pause.kind !== "fixed" || asOf === undefined) return undefined;
    return { phase: "polling", verifiedAt: asOf, everyMs: pause.ms };
  }
  const retryAt = Number.isFinite(until) ? until : undefined;
  switch (error.failure) {
    case "unauthorized":
    case "login":
      return { phase: "unauthorized", asOf, error, retryAt };
    case "forbidden":
      return { phase: "forbidden", asOf, error, retryAt: until };
    case "config":
    case "tls":
    case "protocol":
    case "mistake":
    case "notFound":
    case "unsupported":
      return { phase: "broken", asOf, error, retryAt };
    case "unreachable":
    case "proxy":
      if (cursor.unconnected >= unreachableAfter) return { phase: "unreachable", asOf, error, retryAt: until };
      return { phase: "waiting", asOf, until, error };
    case "throttled":
    case "server":
    case "gone":
      return { phase: "waiting", asOf, until, error };
  }
}
