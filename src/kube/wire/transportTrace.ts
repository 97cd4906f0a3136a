/** What a request is doing. All from `dns` to `tls` are absent on a pooled connection; `proxy` is asking it for a tunnel. */
export type TransportPhase = "credentials" | "dns" | "tcp" | "proxy" | "tls" | "firstByte" | "body";

/** The life of one request. No headers and no bodies: those hold secrets. */
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
  /** As they came over the wire, before decompression. */
  readonly bytesReceived: number;
  /** In order; durations in milliseconds. The last one may still grow. */
  readonly phases: readonly { readonly phase: TransportPhase; readonly ms: number }[];
  /** Why it failed, in words. */
  readonly error: string | undefined;
}

/** Receives each trace when it starts, when a phase ends, and when the request ends. Same `id`, newer value. */
export type TraceListener = (trace: TransportTrace) => void;
