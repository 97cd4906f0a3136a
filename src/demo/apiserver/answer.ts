import type { WebSocket } from "ws";
import type { KubeObject } from "../objects/kubeObject.ts";
import type { Ending } from "./faults.ts";
import type { ObjectForm } from "./negotiation.ts";

/** An object that goes over the wire: also those that no store keeps, as `Status` and `Table`. */
export interface ApiObject {
  readonly kind: string;
  readonly apiVersion: string;
  readonly [field: string]: unknown;
}

/** What a handler answers, before it is decided how that is written down. */
export type Answer = ObjectAnswer | ListAnswer | WatchAnswer | BytesAnswer | UpgradeAnswer;

interface AnyAnswer {
  /** Default 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Each becomes a `Warning` header, which kubectl prints. */
  readonly warnings?: readonly string[];
}

export interface ObjectAnswer extends AnyAnswer {
  readonly type: "object";
  readonly object: ApiObject | KubeObject;
}

/** An object with many parts, of which one is made at a time. */
export interface ListAnswer extends AnyAnswer {
  readonly type: "list";
  readonly list: LongList;
}

export interface LongList {
  /** All but the items: `kind`, `apiVersion`, `metadata`. */
  readonly head: ApiObject;
  /** `items`, or `rows` of a Table. */
  readonly itemsField: string;
  readonly items: Iterable<unknown>;
}

export interface WatchAnswer extends AnyAnswer {
  readonly type: "watch";
  /** Ends when the signal does. What it throws after its start becomes an ERROR event. */
  events(signal: AbortSignal): AsyncIterable<readonly (WatchEvent | Garbage)[]>;
}

export interface WatchEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK" | "ERROR";
  readonly object: ApiObject | KubeObject;
}

/** What only a server writes that is broken: bytes that are no event, and perhaps an end that is none. */
export interface Garbage {
  readonly type: "GARBAGE";
  readonly bytes: Buffer;
  readonly ending?: Ending;
}

/** Something that is no object: text, a log, a document. */
export interface BytesAnswer extends AnyAnswer {
  readonly type: "bytes";
  readonly contentType: string;
  readonly body: string | Buffer | ((signal: AbortSignal) => AsyncIterable<string | Buffer>);
}

/** The connection becomes a WebSocket. */
export interface UpgradeAnswer extends AnyAnswer, Upgrade {
  readonly type: "upgrade";
}

export interface Upgrade {
  /** Which of those that the client offers is spoken. */
  readonly protocol: string;
  /** Hears of the socket as soon as it is open. */
  open(socket: WebSocket): void;
}

/** Another form of objects that a client asks for with `as=`, as Table and PartialObjectMetadata. Made for one request. */
export interface Representation {
  object(object: KubeObject): ApiObject;
  /** `metadata` is that of the list. */
  list(items: Iterable<KubeObject>, metadata: Readonly<Record<string, unknown>>): LongList;
  /** The object of an event of a watch, bookmarks among them. */
  watched(object: KubeObject, type: WatchEvent["type"]): ApiObject;
}

/** Undefined when there is no such form of these objects: then the next type that the client accepts is tried. */
export type Represent = (
  as: ObjectForm,
  info: { readonly resource: string; readonly group: string },
  query: URLSearchParams,
) => Representation | undefined;

/** Default of `status`: 200. */
export function jsonAnswer(
  object: ApiObject | KubeObject,
  { status = 200, warnings = [] }: { readonly status?: number; readonly warnings?: readonly string[] } = {},
): ObjectAnswer {
  return { type: "object", object, status, warnings };
}
