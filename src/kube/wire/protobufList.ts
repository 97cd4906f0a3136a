import { ProtobufReader } from "../../base/protobuf.ts";
import type { RowDecoder } from "../sync/listWatch.ts";
import {
  cutShort,
  emptyMeta,
  type ListMeta,
  type ListParser,
  maxObjectBytes,
  Scratch,
  tooLong,
  undecodable,
} from "./bodyParser.ts";
import { magic } from "./protobufEnvelope.ts";

/**
 * A protobuf list as it arrives: `k8s\0`, `Unknown` (typeMeta 1, raw 2), in raw the list (metadata 1, items 2). All lengths are said
 * in advance, so that nothing is kept but the item that is cut in two.
 */
export class ProtobufList<Row> implements ListParser<Row> {
  readonly #decoder: RowDecoder<Row>;
  readonly #reader = new ProtobufReader();
  readonly #scratch = new Scratch();
  #meta = emptyMeta;
  #rows: Row[] = [];
  #kind = "";
  #magicBytes = 0;
  #state: "tag" | "length" | "number" | "value" = "tag";
  /** The varint that is being read, and how far it is shifted. */
  #varint = 0;
  #shift = 0;
  #field = 0;
  #wireType = 0;
  /** Bytes that are left of the list; undefined outside of it. */
  #left: number | undefined;
  #sawList = false;
  /** The value that is being collected; undefined when it is passed over. */
  #value: Buffer | undefined;
  #filled = 0;
  #size = 0;

  constructor(decoder: RowDecoder<Row>) {
    this.#decoder = decoder;
  }

  get meta(): ListMeta {
    return this.#meta;
  }

  push(chunk: Uint8Array): Row[] {
    this.#rows = [];
    try {
      let at = 0;
      while (at < chunk.length) at = this.#step(chunk, at);
    } catch (error) {
      throw undecodable("a list", error);
    }
    return this.#rows;
  }

  end(): void {
    const isWhole = this.#sawList && this.#left === undefined && this.#state === "tag" && this.#shift === 0;
    if (!isWhole) throw cutShort();
  }

  /** Takes at least one byte; returns the index of the next one. */
  #step(chunk: Uint8Array, at: number): number {
    if (this.#magicBytes < magic.length) {
      if (chunk[at] !== magic[this.#magicBytes++]) throw new RangeError("does not start with k8s\\0");
      return at + 1;
    }
    if (this.#state === "value") return this.#collect(chunk, at);
    this.#count(1);
    const byte = chunk[at] as number;
    if (this.#shift > 63) throw new RangeError("number is longer than ten bytes");
    this.#varint += (byte & 0x7f) * 2 ** this.#shift;
    this.#shift += 7;
    if (byte >= 0x80) return at + 1;
    const number = this.#varint;
    this.#varint = 0;
    this.#shift = 0;
    if (this.#state === "tag") this.#tag(number);
    else if (this.#state === "length") this.#begin(number, chunk, at + 1);
    else this.#finish();
    return at + 1;
  }

  #tag(tag: number): void {
    this.#field = Math.floor(tag / 8);
    this.#wireType = tag % 8;
    if (this.#wireType === 2) this.#state = "length";
    else if (this.#wireType === 0) this.#state = "number";
    else if (this.#wireType === 1 || this.#wireType === 5) this.#skip(this.#wireType === 1 ? 8 : 4);
    else throw new RangeError(`wire type ${this.#wireType}`);
  }

  #begin(size: number, chunk: Uint8Array, at: number): void {
    if (this.#left !== undefined && size > this.#left) throw new RangeError("an item reaches beyond the list");
    if (this.#left === undefined && this.#field === 2) {
      this.#left = size;
      this.#sawList = true;
      this.#finish();
      return;
    }
    const wanted = this.#field === 1 || (this.#left !== undefined && this.#field === 2);
    if (!wanted) {
      this.#skip(size);
      return;
    }
    if (size > maxObjectBytes) throw tooLong("an object");
    this.#state = "value";
    this.#size = size;
    this.#filled = 0;
    // A value that lies whole in this chunk is read where it is.
    this.#value = size <= chunk.length - at ? undefined : this.#scratch.take(size);
    if (size === 0) this.#take(chunk, at, at);
  }

  #skip(size: number): void {
    this.#state = "value";
    this.#size = size;
    this.#filled = 0;
    this.#value = undefined;
    this.#wireType = -1;
    if (size === 0) this.#finish();
  }

  #collect(chunk: Uint8Array, at: number): number {
    const count = Math.min(chunk.length - at, this.#size - this.#filled);
    this.#count(count);
    this.#value?.set(chunk.subarray(at, at + count), this.#filled);
    this.#filled += count;
    if (this.#filled < this.#size) return at + count;
    if (this.#wireType === -1) this.#finish();
    else if (this.#value !== undefined) this.#take(this.#value, 0, this.#size);
    else this.#take(chunk, at, at + count);
    return at + count;
  }

  #take(bytes: Uint8Array, start: number, end: number): void {
    if (this.#left === undefined) this.#kind = kindFrom(this.#reader, bytes, start, end);
    else if (this.#field === 1) this.#meta = metaFrom(this.#reader, bytes, start, end);
    else if (!this.#kind.endsWith("List")) throw new RangeError(`is a ${this.#kind}`);
    else this.#rows.push(this.#decoder.fromProtobuf(bytes, start, end));
    this.#value = undefined;
    this.#finish();
  }

  #finish(): void {
    this.#state = "tag";
    if (this.#left === 0) this.#left = undefined;
  }

  #count(bytes: number): void {
    if (this.#left === undefined) return;
    if (this.#left < bytes) throw new RangeError("a field reaches beyond the list");
    this.#left -= bytes;
  }
}

function kindFrom(reader: ProtobufReader, bytes: Uint8Array, start: number, end: number): string {
  reader.reset(bytes, start, end);
  let kind = "";
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 2) kind = reader.string();
    else reader.skip();
  }
  return kind;
}

/** ListMeta: resourceVersion 2, continue 3, remainingItemCount 4. */
function metaFrom(reader: ProtobufReader, bytes: Uint8Array, start: number, end: number): ListMeta {
  reader.reset(bytes, start, end);
  let meta = emptyMeta;
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 2) meta = { ...meta, resourceVersion: reader.string() };
    else if (field === 3) meta = { ...meta, continue: reader.string() };
    else if (field === 4) meta = { ...meta, remaining: reader.int64() };
    else reader.skip();
  }
  return meta;
}
