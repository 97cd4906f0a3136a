import { KubeError } from "../kubeError.ts";
import type { RowDecoder } from "../sync/listWatch.ts";
import { isRecord, textOf } from "./apiStatus.ts";
import {
  cutShort,
  emptyMeta,
  type ListMeta,
  type ListParser,
  maxObjectBytes,
  tooLong,
  undecodable,
} from "./bodyParser.ts";

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

/**
 * A JSON list as it arrives: finds where each member of the outermost object and each element of its `items` ends,
 * and parses that alone. Order and white space do not matter.
 */
export class JsonList<Row> implements ListParser<Row> {
  readonly #decoder: RowDecoder<Row>;
  #meta = emptyMeta;
  #kind = "";
  #rows: Row[] = [];
  #depth = 0;
  /** Depth at which commas part what is parsed: 1 in the outermost object, 2 in `items`. */
  #base = 1;
  #inString = false;
  #escaped = false;
  #isOver = false;
  /** The beginning of a part whose end has not come. */
  #parts: Buffer[] = [];
  #length = 0;

  constructor(decoder: RowDecoder<Row>) {
    this.#decoder = decoder;
  }

  get meta(): ListMeta {
    return this.#meta;
  }

  push(chunk: Uint8Array): Row[] {
    this.#rows = [];
    try {
      this.#scan(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    } catch (error) {
      throw undecodable("a list", error);
    }
    return this.#rows;
  }

  end(): void {
    if (!this.#isOver) throw cutShort();
    if (!this.#kind.endsWith("List")) {
      throw new KubeError("protocol", `The server answered with a ${this.#kind || "thing"} instead of a list.`);
    }
  }

  #scan(bytes: Buffer): void {
    let start = 0;
    let inString = this.#inString;
    let escaped = this.#escaped;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === backslash) escaped = true;
        else if (byte === quote) inString = false;
      } else if (byte === quote) {
        inString = true;
      } else if (byte === comma) {
        if (this.#depth !== this.#base) continue;
        this.#finish(bytes, start, at);
        start = at + 1;
      } else if (byte === openBrace || byte === openBracket) {
        if (this.#depth === 0) {
          if (byte !== openBrace || this.#isOver) throw new SyntaxError("is not one JSON object");
          start = at + 1;
        } else if (this.#depth === 1 && byte === openBracket) {
          const text = this.#take(bytes, start, at);
          if (/^\s*"items"\s*:\s*$/.test(text)) {
            this.#base = 2;
            start = at + 1;
          } else {
            this.#keep(Buffer.from(text));
            start = at;
          }
        }
        this.#depth++;
      } else if (byte === closeBrace || byte === closeBracket) {
        if (this.#depth === this.#base) {
          if ((byte === closeBrace) !== (this.#base === 1)) throw new SyntaxError("has brackets that do not match");
          this.#finish(bytes, start, at);
          start = at + 1;
          this.#isOver = this.#base === 1;
          this.#base = 1;
        }
        this.#depth--;
      } else if (this.#depth === 0 && byte > 0x20) throw new SyntaxError("is not one JSON object");
    }
    this.#inString = inString;
    this.#escaped = escaped;
    if (this.#depth > 0 && start < bytes.length) this.#keep(bytes.subarray(start));
  }

  #keep(part: Buffer): void {
    this.#length += part.length;
    if (this.#length > maxObjectBytes) throw tooLong("an object");
    this.#parts.push(Buffer.from(part));
  }

  #take(bytes: Buffer, start: number, end: number): string {
    if (this.#parts.length === 0) return bytes.toString("utf8", start, end);
    const text = Buffer.concat([...this.#parts, bytes.subarray(start, end)]).toString();
    this.#parts = [];
    this.#length = 0;
    return text;
  }

  #finish(bytes: Buffer, start: number, end: number): void {
    const text = this.#take(bytes, start, end);
    if (text.trim() === "") return;
    if (this.#base === 2) {
      this.#rows.push(this.#decoder.fromJson(JSON.parse(text)));
      return;
    }
    const member: unknown = JSON.parse(`{${text}}`);
    if (!isRecord(member)) return;
    if (isRecord(member.metadata)) this.#meta = metaFrom(member.metadata);
    if (member.kind !== undefined) this.#kind = textOf(member.kind);
  }
}

function metaFrom(metadata: Readonly<Record<string, unknown>>): ListMeta {
  const { resourceVersion, remainingItemCount } = metadata;
  return {
    resourceVersion: typeof resourceVersion === "string" ? resourceVersion : undefined,
    continue: textOf(metadata.continue),
    remaining: typeof remainingItemCount === "number" ? remainingItemCount : undefined,
  };
}
