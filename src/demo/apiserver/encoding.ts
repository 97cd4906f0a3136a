import { stringify } from "yaml";
import type { KubeObject } from "../objects/kubeObject.ts";
import type { ApiObject, LongList, WatchEvent } from "./answer.ts";
import type { Format } from "./negotiation.ts";

/** How objects, lists and events of a watch are written in one format. */
export interface Encoding {
  object(object: ApiObject | KubeObject): Buffer;
  /** In pieces, each made when it is asked for. */
  list(list: LongList): Iterable<Buffer>;
  event(event: WatchEvent): Buffer;
}

const json: Encoding = {
  object: (object) => Buffer.from(`${JSON.stringify(object)}\n`),
  list: listAsJson,
  event: (event) => Buffer.from(`${JSON.stringify(event)}\n`),
};

const yaml: Encoding = {
  object: (object) => Buffer.from(yamlOf(object)),
  *list({ head, itemsField, items }) {
    const { metadata, ...rest } = head;
    yield Buffer.from(yamlOf({ ...rest, [itemsField]: [...items], metadata }));
  },
  event: (event) => Buffer.from(`---\n${yamlOf(event)}`),
};

export const encodings: Readonly<Record<Exclude<Format, "protobuf">, Encoding>> = { json, yaml };

/** A piece is about this long: large enough to be cheap, small enough to leave room for others. */
const pieceLength = 64 * 1024;

function* listAsJson({ head, itemsField, items }: LongList): Iterable<Buffer> {
  let piece = `${JSON.stringify(head).slice(0, -1)},"${itemsField}":[`;
  let separator = "";
  for (const item of items) {
    piece += separator + JSON.stringify(item);
    separator = ",";
    if (piece.length < pieceLength) continue;
    yield Buffer.from(piece);
    piece = "";
  }
  yield Buffer.from(`${piece}]}\n`);
}

function yamlOf(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}
