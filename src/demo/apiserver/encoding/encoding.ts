import type { KubeObject } from "../../objects/kubeObject.ts";
import type { ApiObject, LongList, WatchEvent } from "../answer.ts";

/** How objects, lists and events of a watch are written in one format, and read. */
export interface Encoding {
  object(object: ApiObject | KubeObject): Buffer;
  /** In pieces, each made when it is asked for. An empty one says that the next takes a while. */
  list(list: LongList): Iterable<Buffer>;
  event(event: WatchEvent): Buffer;
  /** Reads what a client sends. @throws Error when it cannot be read */
  decoded(bytes: Buffer): unknown;
}

/** A piece of a list is about this long: large enough to be cheap, small enough to leave room for others. */
export const pieceBytes = 64 * 1024;
