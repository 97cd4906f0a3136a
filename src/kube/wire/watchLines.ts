import type { RowDecoder, WatchEvent } from "../sync/listWatch.ts";
import { isRecord, statusFromJson, textOf } from "./apiStatus.ts";
import { initialEventsEndKey, maxObjectBytes, tooLong, undecodable, type WatchParser } from "./bodyParser.ts";

const lineFeed = 0x0a;

/** A JSON watch: one event a line. */
export class WatchLines<Row> implements WatchParser<Row> {
  readonly #decoder: RowDecoder<Row>;
  readonly #parse: (text: string) => unknown;
  /** The beginning of a line whose end has not come. */
  #parts: Buffer[] = [];
  #length = 0;

  constructor(decoder: RowDecoder<Row>, parse: (text: string) => unknown = JSON.parse) {
    this.#decoder = decoder;
    this.#parse = parse;
  }

  push(chunk: Uint8Array): WatchEvent<Row>[] {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const events: WatchEvent<Row>[] = [];
    let start = 0;
    for (let end = bytes.indexOf(lineFeed); end !== -1; end = bytes.indexOf(lineFeed, start)) {
      const line = this.#take(bytes, start, end);
      start = end + 1;
      if (line.trim() !== "") events.push(this.#event(line));
    }
    if (start < bytes.length) {
      this.#length += bytes.length - start;
      if (this.#length > maxObjectBytes) throw tooLong("a line");
      this.#parts.push(Buffer.from(bytes.subarray(start)));
    }
    return events;
  }

  #take(bytes: Buffer, start: number, end: number): string {
    if (this.#parts.length === 0) return bytes.toString("utf8", start, end);
    const line = Buffer.concat([...this.#parts, bytes.subarray(start, end)]).toString();
    this.#parts = [];
    this.#length = 0;
    return line;
  }

  #event(line: string): WatchEvent<Row> {
    try {
      const event = this.#parse(line);
      if (!isRecord(event)) throw new TypeError("not an object");
      return this.#decode(textOf(event.type), event.object);
    } catch (error) {
      throw undecodable("a line", error);
    }
  }

  #decode(type: string, object: unknown): WatchEvent<Row> {
    switch (type) {
      case "ADDED":
      case "MODIFIED":
        return { type: "put", row: this.#decoder.fromJson(object) };
      case "DELETED":
        return { type: "delete", row: this.#decoder.fromJson(object) };
      case "BOOKMARK": {
        const metadata = isRecord(object) && isRecord(object.metadata) ? object.metadata : {};
        const annotations = isRecord(metadata.annotations) ? metadata.annotations : {};
        return {
          type: "bookmark",
          resourceVersion: textOf(metadata.resourceVersion),
          initialEventsEnd: annotations[initialEventsEndKey] === "true",
        };
      }
      case "ERROR": {
        const status = statusFromJson(object);
        if (status === undefined) throw new TypeError("an error without a status");
        return { type: "error", status };
      }
      case "":
        throw new TypeError("an event without a type");
      default:
        return { type: "unknown", name: type };
    }
  }
}
