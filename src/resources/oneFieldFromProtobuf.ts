import type { Interner } from "../base/intern.ts";
import type { ProtobufReader } from "../base/protobuf.ts";

/** A word of a message, the rest passed over. */
export function wordFrom(reader: ProtobufReader, wanted: number, words: Interner): string {
  let word = "";
  const outer = reader.enter();
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === wanted) word = reader.interned(words);
    else reader.skip();
  }
  reader.leave(outer);
  return word;
}

/** A text of a message, the rest passed over. */
export function textFrom(reader: ProtobufReader, wanted: number): string {
  let text = "";
  const outer = reader.enter();
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === wanted) text = reader.string();
    else reader.skip();
  }
  reader.leave(outer);
  return text;
}
