/** What a request is doing. All from `dns` to `tls` are absent on a pooled connection; `proxy` is asking it for a tunnel. */
export type TransportPhase = "credentials" | "dns" | "tcp" | "proxy" | "tls" | "firstByte" | "body";

/** How a connection leads to the server. */
export interface Route {
  /** Where the socket ends, `10.0.0.1:6443`: at the proxy where there is one. Empty when it is not known. */
  readonly address: string;
  /** `TLSv1.3`; undefined without TLS. */
  readonly tls: string | undefined;
  /** When the server's certificate ends, milliseconds since the epoch; undefined without TLS. */
  readonly certificateUntil: number | undefined;
}

/**
 * The life of one request. No headers and no bodies: those hold secrets. It is the same object from the start of the request to its
 * end and goes on changing, so that what is going on can be read at any moment and nothing is copied for each piece of a body.
 */
export interface TransportTrace {
  readonly id: number;
  readonly method: string;
  /** Without user or password. */
  readonly url: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Undefined while it runs. */
  readonly endedAt: number | undefined;
  readonly status: number | undefined;
  readonly mediaType: string | undefined;
  /** `gzip`; undefined for an answer that was not packed. */
  readonly encoding: string | undefined;
  /** Undefined before there is one. */
  readonly connection: (Route & { /** It served another request before. */ readonly reused: boolean }) | undefined;
  /** As they came over the wire, before decompression. */
  readonly bytesReceived: number;
  /** In order; durations in milliseconds. */
  readonly phases: readonly { readonly phase: TransportPhase; readonly ms: number }[];
  /** Why it failed, in words. */
  readonly error: string | undefined;
}

/** Hears of each request when it starts, when a phase ends, and when the request ends. */
export type TraceListener = (trace: TransportTrace) => void;
