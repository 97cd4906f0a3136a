import type { Socket } from "node:net";
import type { TraceListener } from "./transportTrace.ts";

/** One request to the API server. */
export interface ApiRequest {
  readonly method?: "GET" | "POST" | "DELETE" | "PATCH";
  /** Path below the server's base URL, `/api/v1/pods`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Value of the Accept header. */
  readonly accept: string;
  /** A JSON body. */
  readonly body?: unknown;
  /** Of the body, where it is a patch. Default `application/json`. */
  readonly contentType?: string;
  /** Ask for gzip, unless the cluster says `disable-compression`. Only lists are ever compressed by the server. */
  readonly gzip?: boolean;
  /** Give up when no response headers came in this time, milliseconds. Default: the request timeout, else 30,000. */
  readonly headersTimeoutMs?: number;
  /** A watch: its body has no end to wait for, and no request timeout bounds it. */
  readonly isEndless?: boolean;
  /** Hears of this request, beside the transport's own listener. */
  readonly onTrace?: TraceListener | undefined;
}

/** The answer, with status below 300: everything else is thrown as a KubeError. */
export interface ApiResponse {
  readonly status: number;
  /** Media type with its parameters, lower case: `application/vnd.kubernetes.protobuf;stream=watch`. */
  readonly mediaType: string;
  /** The server's `Date`, milliseconds since the epoch (whole seconds). */
  readonly serverDate: number | undefined;
  /**
   * Decompressed bytes as they arrive. Ends cleanly at the end of the body; throws KubeError `unreachable` when the connection or
   * its HTTP framing broke, `protocol` when compression is bad. A chunk may be overwritten after the next one is asked for: copy what is kept.
   * The connection is held until the body was read to its end, left by `break`, or the request's signal was aborted.
   */
  readonly body: AsyncIterable<Uint8Array>;
}

/** A connection of its own to the server, on which nothing has been said yet. Whoever gets it ends it. */
export interface Line {
  readonly socket: Socket;
  /** What is asked for on it. */
  readonly url: URL;
  /** What proves who asks. They hold secrets. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
}

/** Sends requests to one cluster as one user. */
export interface Transport {
  /**
   * Sends and waits for the headers. On 401 it refreshes the credentials once and asks again.
   * @throws KubeError for every status >= 300 and every failure on the way; `isUnanswered` where it could have changed something.
   */
  request(request: ApiRequest, signal: AbortSignal): Promise<ApiResponse>;
  /** Ends every connection at once: after a resume from sleep the sockets lie. The next request opens new ones. */
  dropConnections(): void;
  /** Aborts everything under way and closes all sockets. */
  close(): Promise<void>;
}

/** Opens connections for something else than requests: as Transport, and ended with it. */
export interface Dialer {
  /**
   * To a path with its query; through the same proxy, with the same trust and credentials. `open` says what has to be said on
   * the line; when it throws KubeError `unauthorized` the credentials are refreshed and it is called once more. The connection
   * is cut when `signal` is aborted, also later.
   * @throws KubeError for every failure on the way, and what `open` throws.
   */
  dial<T>(target: string, open: (line: Line) => Promise<T>, signal: AbortSignal): Promise<T>;
}

/** Our Accept headers, protobuf first: it is a third of the CPU on both sides; JSON is understood everywhere. */
export const acceptObject = "application/vnd.kubernetes.protobuf,application/json";
export const acceptWatch =
  "application/vnd.kubernetes.protobuf;stream=watch,application/json;stream=watch,application/json";
export const acceptJson = "application/json";
