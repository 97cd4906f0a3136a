import { Ring } from "../../base/ring.ts";
import type { TraceListener, TransportTrace } from "./transportTrace.ts";

/** As many requests are remembered. */
const mostRequests = 200;

/** The newest requests of a cluster, whatever asked them: a TraceListener that is always there, and so does next to nothing. */
export class RequestBook {
  readonly #requests = new Ring<TransportTrace>(mostRequests);
  readonly #known = new WeakSet<TransportTrace>();
  readonly #listeners = new Set<() => void>();

  readonly hear: TraceListener = (trace) => {
    if (!this.#known.has(trace)) {
      this.#known.add(trace);
      this.#requests.push(trace);
    }
    for (const listener of this.#listeners) listener();
  };

  /** The newest first. */
  newest(): readonly TransportTrace[] {
    const requests: TransportTrace[] = [];
    for (let number = this.#requests.end - 1; number >= this.#requests.first; number--) {
      const trace = this.#requests.at(number);
      if (trace !== undefined) requests.push(trace);
    }
    return requests;
  }

  /** Calls `listener` when a request begins, comes further, or ends; returns the inverse. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
