import { Interner } from "../../base/intern.ts";
import { ProtobufReader } from "../../base/protobuf.ts";
import type { RowDecoder, WatchEvent } from "../sync/listWatch.ts";
import { statusFromProtobuf } from "./apiStatus.ts";
import { initialEventsEndKey, maxObjectBytes, Scratch, tooLong, undecodable, type WatchParser } from "./bodyParser.ts";
import { openEnvelope } from "./protobufEnvelope.ts";

/**
 * A protobuf watch: frames of a length (4 bytes, big endian) and a `WatchEvent` (type 1, object 2 with raw 1, which holds
 * the object in its envelope).
 */
export class WatchFrames<Row> implements WatchParser<Row> {
  readonly #decoder: RowDecoder<Row>;
  readonly #reader = new ProtobufReader();
  readonly #scratch = new Scratch();
  readonly #words = new Interner();
  readonly #length = Buffer.alloc(4);
  #lengthBytes = 0;
  /** A frame that began in an earlier chunk, and how much of it is there. */
  #frame: Buffer | undefined;
  #filled = 0;

  constructor(decoder: RowDecoder<Row>) {
    this.#decoder = decoder;
  }

  push(chunk: Uint8Array): WatchEvent<Row>[] {
    const events: WatchEvent<Row>[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (this.#frame !== undefined) {
        const count = Math.min(chunk.length - at, this.#frame.length - this.#filled);
        this.#frame.set(chunk.subarray(at, at + count), this.#filled);
        this.#filled += count;
        at += count;
        if (this.#filled < this.#frame.length) break;
        events.push(this.#event(this.#frame, 0, this.#frame.length));
        this.#frame = undefined;
        continue;
      }
      // One byte or none may be here: the length itself can be cut in two.
      this.#length[this.#lengthBytes++] = chunk[at++] as number;
      if (this.#lengthBytes < 4) continue;
      this.#lengthBytes = 0;
      const length = this.#length.readUInt32BE();
      if (length > maxObjectBytes) throw tooLong("a watch event");
      if (length <= chunk.length - at) {
        events.push(this.#event(chunk, at, at + length));
        at += length;
      } else {
        this.#frame = this.#scratch.take(length);
        this.#filled = 0;
      }
    }
    return events;
  }

  #event(bytes: Uint8Array, start: number, end: number): WatchEvent<Row> {
    try {
      return this.#decode(bytes, start, end);
    } catch (error) {
      throw undecodable("a watch event", error);
    }
  }

  #decode(bytes: Uint8Array, start: number, end: number): WatchEvent<Row> {
    const reader = this.#reader;
    reader.reset(bytes, start, end);
    let type = "";
    let rawStart = start;
    let rawEnd = start;
    for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
      if (field === 1) type = reader.interned(this.#words);
      else if (field === 2) {
        const outer = reader.enter();
        for (let inner = reader.nextField(); inner !== 0; inner = reader.nextField()) {
          if (inner === 1) {
            const extension = reader.enter();
            rawStart = reader.position;
            rawEnd = reader.end;
            reader.leave(extension);
          } else reader.skip();
        }
        reader.leave(outer);
      } else reader.skip();
    }
    if (!knownTypes.has(type)) return { type: "unknown", name: type };
    const object = openEnvelope(reader, bytes, rawStart, rawEnd);
    switch (type) {
      case "DELETED":
        return { type: "delete", row: this.#decoder.fromProtobuf(bytes, object.start, object.end) };
      case "BOOKMARK":
        return bookmarkFrom(reader, bytes, object.start, object.end);
      case "ERROR":
        return { type: "error", status: statusFromProtobuf(bytes, object.start, object.end) };
      default:
        return { type: "put", row: this.#decoder.fromProtobuf(bytes, object.start, object.end) };
    }
  }
}

const knownTypes: ReadonlySet<string> = new Set(["ADDED", "MODIFIED", "DELETED", "BOOKMARK", "ERROR"]);

/** Any object's metadata is its field 1: resourceVersion 6, annotations 12. */
function bookmarkFrom(reader: ProtobufReader, bytes: Uint8Array, start: number, end: number): WatchEvent<never> {
  reader.reset(bytes, start, end);
  let resourceVersion = "";
  let initialEventsEnd = false;
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field !== 1) {
      reader.skip();
      continue;
    }
    const outer = reader.enter();
    for (let inner = reader.nextField(); inner !== 0; inner = reader.nextField()) {
      if (inner === 6) resourceVersion = reader.string();
      else if (inner === 12) {
        const [key, value] = mapEntry(reader);
        initialEventsEnd ||= key === initialEventsEndKey && value === "true";
      } else reader.skip();
    }
    reader.leave(outer);
  }
  return { type: "bookmark", resourceVersion, initialEventsEnd };
}

function mapEntry(reader: ProtobufReader): readonly [key: string, value: string] {
  let key = "";
  let value = "";
  const outer = reader.enter();
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) key = reader.string();
    else if (field === 2) value = reader.string();
    else reader.skip();
  }
  reader.leave(outer);
  return [key, value];
}
