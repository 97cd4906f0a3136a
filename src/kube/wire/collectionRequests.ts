import type { TraceListener, TransportTrace } from "./transportTrace.ts";

/** The requests of one list, as they are now. */
export class ListRequests {
  /** One request that goes on as a watch; otherwise pages, or one that answers with everything. */
  readonly isStream: boolean;
  /** How many were asked for. */
  pages = 0;
  #newest: TransportTrace | undefined;
  #bytesBefore = 0;
  #bytesAtEnd: number | undefined;

  constructor(isStream: boolean) {
    this.isStream = isStream;
  }

  /** Undefined before anything was asked. */
  get newest(): TransportTrace | undefined {
    return this.#newest;
  }

  /** Of the list alone, as they came over the wire. */
  get bytes(): number {
    return this.#bytesAtEnd ?? this.#bytesBefore + (this.#newest?.bytesReceived ?? 0);
  }

  /** What comes from now on is no part of the list. */
  end(): void {
    this.#bytesAtEnd ??= this.bytes;
  }

  readonly hear: TraceListener = (trace) => {
    if (trace === this.#newest) return;
    this.#bytesBefore += this.#newest?.bytesReceived ?? 0;
    this.#newest = trace;
  };
}

/** What one collection was asked for last: its newest list, and the newest watch, as they are now. */
export class CollectionRequests {
  #list: ListRequests | undefined;
  #watch: TransportTrace | undefined;

  get list(): ListRequests | undefined {
    return this.#list;
  }

  /** Undefined while the answer to a streaming list is still the watch. */
  get watch(): TransportTrace | undefined {
    return this.#watch;
  }

  /** The one under way, or else the last. */
  get newest(): TransportTrace | undefined {
    return this.#watch ?? this.#list?.newest;
  }

  newList(isStream: boolean): ListRequests {
    this.#watch = undefined;
    this.#list = new ListRequests(isStream);
    return this.#list;
  }

  readonly hearWatch: TraceListener = (trace) => {
    this.#watch = trace;
  };
}
