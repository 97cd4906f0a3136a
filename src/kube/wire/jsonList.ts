import { JsonParts } from "../../base/jsonParts.ts";
import { KubeError } from "../kubeError.ts";
import type { RowDecoder } from "../sync/listWatch.ts";
import { isRecord, textOf } from "./apiStatus.ts";
import { cutShort, emptyMeta, type ListMeta, type ListParser, maxObjectBytes, undecodable } from "./bodyParser.ts";

/** A JSON list as it arrives. */
export class JsonList<Row> implements ListParser<Row> {
  readonly #decoder: RowDecoder<Row>;
  readonly #parse: (text: string) => unknown;
  readonly #parts: JsonParts;
  #meta = emptyMeta;
  #kind = "";
  #rows: Row[] = [];
  #isOver = false;

  constructor(decoder: RowDecoder<Row>, parse: (text: string) => unknown = JSON.parse) {
    this.#decoder = decoder;
    this.#parse = parse;
    const listener = {
      member: (text: string) => this.#member(text),
      item: (text: string) => void this.#rows.push(this.#decoder.fromJson(this.#parse(text))),
      end: () => {
        if (this.#isOver) throw new SyntaxError("is not one JSON object");
        this.#isOver = true;
      },
    };
    this.#parts = new JsonParts(listener, maxObjectBytes);
  }

  get meta(): ListMeta {
    return this.#meta;
  }

  push(chunk: Uint8Array): Row[] {
    this.#rows = [];
    try {
      this.#parts.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
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

  #member(text: string): void {
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
