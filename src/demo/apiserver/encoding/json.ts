import type { LongList } from "../answer.ts";
import { type Encoding, pieceBytes } from "./encoding.ts";

export const json: Encoding = {
  object: line,
  list,
  event: line,
  decoded: (bytes) => JSON.parse(bytes.toString()),
};

function line(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`);
}

function* list({ head, itemsField, items }: LongList): Iterable<Buffer> {
  let piece = `${JSON.stringify(head).slice(0, -1)},"${itemsField}":[`;
  let separator = "";
  for (const item of items) {
    piece += separator + JSON.stringify(item);
    separator = ",";
    if (piece.length < pieceBytes) continue;
    yield Buffer.from(piece);
    piece = "";
  }
  yield Buffer.from(`${piece}]}\n`);
}
