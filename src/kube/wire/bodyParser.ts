import { plainText } from "../../base/plainText.ts";
import { KubeError } from "../kubeError.ts";
import type { WatchEvent } from "../sync/listWatch.ts";

/** Turns the chunks of a watch into events, cut wherever the network likes. What is incomplete at the end is dropped with it. */
export interface WatchParser<Row> {
  /**
   * The events that are complete with this chunk. Keeps no reference into it.
   * @throws KubeError `protocol` when bytes or an event cannot be understood; the parser is of no use after it.
   */
  push(chunk: Uint8Array): WatchEvent<Row>[];
}

/** Turns the chunks of a list into rows, one by one. */
export interface ListParser<Row> {
  /** The rows that are complete with this chunk. Keeps no reference into it. @throws KubeError `protocol`. */
  push(chunk: Uint8Array): Row[];
  /** As far as the list has said it by now. */
  readonly meta: ListMeta;
  /** @throws KubeError `unreachable` when the list is not complete, `protocol` when it was none. */
  end(): void;
}

/** What a list says about itself (meta/v1 ListMeta). */
export interface ListMeta {
  readonly resourceVersion: string | undefined;
  /** Token of the next page; empty on the last one. */
  readonly continue: string;
  readonly remaining: number | undefined;
}

export const emptyMeta: ListMeta = { resourceVersion: undefined, continue: "", remaining: undefined };

/** Longest event or object that is taken; etcd itself refuses a hundredth of it. */
export const maxObjectBytes = 64 * 1024 * 1024;

/** The annotation of the bookmark that ends a streaming list (meta/v1 InitialEventsAnnotationKey). */
export const initialEventsEndKey = "k8s.io/initial-events-end";

/** Room for one object that arrives in pieces, used again for the next one: a fresh buffer for each would be half of the work. */
export class Scratch {
  #room = Buffer.allocUnsafe(0);

  /** `size` bytes with anything in them, until the next call. */
  take(size: number): Buffer {
    // A rare giant is not worth keeping.
    if (size > 1024 * 1024) return Buffer.allocUnsafe(size);
    if (size > this.#room.length) this.#room = Buffer.allocUnsafeSlow(Math.max(2 * size, 32 * 1024));
    return this.#room.subarray(0, size);
  }
}

/** A body that ended in good order, but too early: something on the way gave up. */
export function cutShort(): KubeError {
  return new KubeError("unreachable", "The server's answer ended before the list was complete.");
}

export function tooLong(what: string): KubeError {
  return new KubeError("protocol", `The server sent ${what} longer than ${maxObjectBytes / (1024 * 1024)} MB.`);
}

export function undecodable(what: string, error: unknown): KubeError {
  if (error instanceof KubeError) return error;
  const why = error instanceof Error ? plainText(error.message).slice(0, 120) : "unknown error";
  return new KubeError("protocol", `The server sent ${what} that cannot be decoded (${why}).`, { cause: error });
}
