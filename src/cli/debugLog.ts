import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import type { Clock } from "../base/clock.ts";
import type { SyncState } from "../kube/sync/syncState.ts";
import type { TransportTrace } from "../kube/wire/transportTrace.ts";
import { traceOf } from "./errorTrace.ts";

/**
 * The log of --debug: one JSON object a line with its time (`at`), its `kind`, and what there is to tell: requests, states of
 * the watch, errors. None of them holds a secret. Written at once, so that nothing is lost in a crash.
 */
export class DebugLog {
  readonly path: string;
  readonly #file: number;
  readonly #clock: Clock;
  /** Requests that are not written yet: each is one line, when it is over. */
  readonly #open = new Set<TransportTrace>();
  /** Those of them that are over, and about to be written. */
  readonly #ended = new Set<TransportTrace>();

  /** Makes the file, for this user alone. @throws when it cannot be made. */
  constructor(path: string, clock: Clock) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    this.path = path;
    this.#file = openSync(path, "a", 0o600);
    this.#clock = clock;
  }

  /** A TraceListener. */
  trace(trace: TransportTrace): void {
    this.#open.add(trace);
    if (trace.endedAt === undefined || this.#ended.has(trace)) return;
    this.#ended.add(trace);
    // An answer that was read to its end may at once turn out to be an error: that is told of the same request.
    setImmediate(() => this.#writeRequest(trace));
  }

  state(state: SyncState): void {
    const error = "error" in state ? state.error.message : undefined;
    this.write("state", { ...state, ...(error === undefined ? {} : { error }) });
  }

  error(error: unknown): void {
    this.write("error", { trace: traceOf(error) });
  }

  /** Writes one line. A log that cannot be written must not stop what it tells of. */
  write(kind: string, what: object): void {
    const line = JSON.stringify({ at: new Date(this.#clock.now()).toISOString(), kind, ...what });
    try {
      writeSync(this.#file, `${line}\n`);
    } catch {
      // A full disk, for example: there is nobody to tell.
    }
  }

  /** Writes down the requests that are still under way, too. */
  close(): void {
    for (const trace of [...this.#open]) this.#writeRequest(trace);
    closeSync(this.#file);
  }

  #writeRequest(trace: TransportTrace): void {
    this.#ended.delete(trace);
    if (this.#open.delete(trace)) this.write("request", trace);
  }
}
