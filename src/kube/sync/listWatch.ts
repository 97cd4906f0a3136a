import type { ApiStatus } from "../kubeError.ts";

/** What kube/ needs to know of a row to keep it right; the rest is the business of whoever decodes it. */
export interface Versioned {
  /** `namespace/name`, or `name` for what has no namespace. Its byte order is the server's list order. */
  readonly key: string;
  readonly uid: string;
  /** Opaque but comparable, see `compareVersions`. */
  readonly resourceVersion: string;
}

/** Turns one object from the wire into a row. Must not keep a reference into `bytes`. */
export interface RowDecoder<Row> {
  /** @throws when the object is not of the expected kind. */
  fromJson(object: unknown): Row;
  /** Decodes the message that fills `bytes` from `start` to `end`. */
  fromProtobuf(bytes: Uint8Array, start: number, end: number): Row;
}

/** One thing the server said on a watch. `unknown` is an event type of the future: counted, ignored. */
export type WatchEvent<Row> =
  | { readonly type: "put"; readonly row: Row }
  | { readonly type: "delete"; readonly row: Row }
  | { readonly type: "bookmark"; readonly resourceVersion: string; readonly initialEventsEnd: boolean }
  | { readonly type: "error"; readonly status: ApiStatus }
  | { readonly type: "unknown"; readonly name: string };

/** A part of a list, in arrival order. */
export interface ListPart<Row> {
  readonly rows: readonly Row[];
  /** Of the whole list; known from the first part of JSON that names it, at the latest from the last one. */
  readonly resourceVersion: string | undefined;
  /** Rows still to come after this page, when the server says so. */
  readonly remaining: number | undefined;
}

/** Where to start: a version, or undefined for "the newest, consistent". */
export type FromVersion = string | undefined;

/**
 * The three ways to ask the server for all rows and their changes. Batches hold what one network chunk brought.
 * The two watches yield an empty batch as soon as the response headers were accepted: on a quiet watch nothing else says so for
 * a minute. All throw KubeError; `protocol` before the first batch means that this is not the Kubernetes API, after it that an event
 * could not be decoded. All end promptly when the signal is aborted.
 */
export interface ListWatch<Row> {
  /** `sendInitialEvents`: every row as a put, a bookmark with `initialEventsEnd`, then changes, on one connection. */
  streamingList(from: FromVersion, signal: AbortSignal): AsyncIterable<readonly WatchEvent<Row>[]>;
  /** A list, paged when `pageSize` is given, otherwise in one body; decoded as it arrives. */
  list(from: FromVersion, options: ListOptions, signal: AbortSignal): AsyncIterable<ListPart<Row>>;
  watch(from: string, signal: AbortSignal): AsyncIterable<readonly WatchEvent<Row>[]>;
  /** Exact number of rows at the server, from a list of one; undefined when permissions forbid to know. */
  count(at: { readonly exactly: string } | undefined, signal: AbortSignal): Promise<RowCount | undefined>;
  /** A cheap request on another connection that proves that the server answers (GET /version). */
  probe(signal: AbortSignal): Promise<void>;
  /** See Transport.dropConnections. */
  dropConnections(): void;
}

export interface RowCount {
  /** Undefined when the server does not say (with selectors it never does). */
  readonly total: number | undefined;
  readonly resourceVersion: string;
}

export interface ListOptions {
  readonly pageSize: number | undefined;
  readonly gzip: boolean;
}

/** One change to the table, in order. */
export type RowChange<Row> =
  | { readonly type: "put"; readonly row: Row }
  | { readonly type: "remove"; readonly key: string };

/** Where the reflector puts what it learned. */
export interface RowSink<Row> {
  apply(changes: readonly RowChange<Row>[]): void;
  /** The complete truth after a list: rows not in it are gone. The map goes on changing: copy what is kept. */
  replace(rows: ReadonlyMap<string, Row>): void;
}
