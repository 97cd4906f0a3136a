import type { Fault } from "./apiserver/faults.ts";
import type { HttpListener } from "./apiserver/httpListener.ts";

/** Ms of one round. */
const roundMs = 60_000;

/** What each moment of a round breaks: all connections, and what is asked next, if anything. */
const moments: readonly { readonly atMs: number; readonly next?: Fault }[] = [
  { atMs: 12_000 },
  { atMs: 24_000, next: refusal(429, "TooManyRequests", "Too many requests, please try again later.") },
  { atMs: 36_000, next: refusal(410, "Expired", "The resourceVersion for the provided watch is too old.") },
  { atMs: 48_000, next: { reset: true, times: 3 } },
];

/** Lets a port break in one way after the other, round after round. Returns its inverse. */
export function letBreak(port: HttpListener): () => void {
  let takeBack = () => {};
  const steps = moments.map(({ atMs, next }) => ({
    atMs,
    run: () => {
      // Nobody may have asked since.
      takeBack();
      takeBack = next === undefined ? () => {} : port.fail(next);
      port.dropConnections();
    },
  }));
  const stop = port.repeat(roundMs, steps);
  return () => {
    stop();
    takeBack();
  };
}

function refusal(code: number, reason: string, message: string): Fault {
  const status = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", message, reason, code };
  const isForPods: Fault["on"] = ({ query, path }) => path.endsWith("/pods") && query.get("watch") !== null;
  const wait = code === 429 ? { headers: { "retry-after": "3" } } : {};
  return { on: isForPods, status: code, body: status, ...wait };
}
