import type { Clock } from "../../base/clock.ts";
import type { Credentials } from "../auth/credentials.ts";
import type { ApiRequest } from "./transport.ts";

/** One request from its start to the end of its body: cut off when the caller or the transport says so. */
export class Exchange {
  readonly request: ApiRequest;
  readonly signal: AbortSignal;
  used: Credentials | undefined;
  /** It was handed to the connection, may have changed something there, and has no answer yet. */
  isUnanswered = false;
  readonly #sources: readonly AbortSignal[];
  readonly #controller = new AbortController();
  readonly #abort: () => void;
  #cut: (() => void) | undefined;
  readonly #ended = new AbortController();

  constructor(request: ApiRequest, ...sources: readonly AbortSignal[]) {
    this.request = request;
    this.signal = this.#controller.signal;
    this.#sources = sources;
    this.#abort = () => {
      this.#controller.abort(sources.find(({ aborted }) => aborted)?.reason);
      this.end();
    };
    for (const source of sources) source.addEventListener("abort", this.#abort, { once: true });
    if (sources.some(({ aborted }) => aborted)) this.#abort();
  }

  /** What to cut off when it ends early; undefined when there is nothing more. */
  hold(cut: (() => void) | undefined): void {
    this.#cut = cut;
  }

  /** Cuts it off after `ms` milliseconds, with `reason`, unless it has ended by then. */
  limit(ms: number, clock: Clock, reason: Error): void {
    clock.sleep(ms, this.#ended.signal).then(
      () => {
        this.#controller.abort(reason);
        this.end();
      },
      () => undefined,
    );
  }

  end(): void {
    this.#ended.abort();
    for (const source of this.#sources) source.removeEventListener("abort", this.#abort);
    this.#cut?.();
    this.#cut = undefined;
  }
}

/** Rejects when `signal` is aborted, until `done` is. */
export function rejectionOf(signal: AbortSignal, done: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    done.addEventListener("abort", () => signal.removeEventListener("abort", stop), { once: true });
    if (signal.aborted) stop();
  });
}
