import type { Writer } from "protobufjs";
import type { KubeObject } from "../../objects/kubeObject.ts";
import type { ApiObject, LongList, WatchEvent } from "../answer.ts";
import { loadSchema } from "../loadSchema.ts";
import { type Encoding, pieceBytes } from "./encoding.ts";
import { lengthDelimited, MessageForms, tagOf } from "./messageForm.ts";

const core = "k8s.io.api.core.v1";
const meta = "k8s.io.apimachinery.pkg.apis.meta.v1";
const runtime = "k8s.io.apimachinery.pkg.runtime";

/** What a body begins with (apimachinery pkg/runtime/serializer/protobuf). */
const magic = Buffer.from("k8s\0");

let loading: Promise<Encoding> | undefined;

/** Loads the schema when it is asked for the first time. */
export function loadProtobuf(): Promise<Encoding> {
  loading ??= protobuf();
  return loading;
}

/** Kinds of core/v1 and meta/v1 have a schema here, but for Table, which nobody has one for. */
export function isInSchema(apiVersion: string, kind: string): boolean {
  return (apiVersion === "v1" || apiVersion === "meta.k8s.io/v1") && kind !== "Table";
}

async function protobuf(): Promise<Encoding> {
  const { default: library } = await import("protobufjs");
  return new ProtobufEncoding(new MessageForms(await loadSchema()), () => library.Writer.create());
}

class ProtobufEncoding implements Encoding {
  readonly #forms: MessageForms;
  readonly #writer: () => Writer;

  constructor(forms: MessageForms, writer: () => Writer) {
    this.#forms = forms;
    this.#writer = writer;
  }

  object(object: ApiObject | KubeObject): Buffer {
    const message = this.#message(object.kind, object);
    return Buffer.concat([this.#opening(object, message.length), message]);
  }

  /** The length of the whole stands before the first item: each is made twice, which costs less than keeping them all. */
  *list({ head, items }: LongList): Iterable<Buffer> {
    const itemKind = head.kind.replace(/List$/, "");
    const start = this.#field(1, this.#written(`${meta}.ListMeta`, head.metadata));
    let bytes = start.length;
    let unseen = 0;
    for (const item of items) {
      const message = this.#message(itemKind, item);
      const length = this.#head(2, message.length).length + message.length;
      bytes += length;
      unseen += length;
      if (unseen < pieceBytes) continue;
      unseen = 0;
      yield Buffer.alloc(0);
    }
    let piece: Uint8Array[] = [this.#opening(head, bytes), start];
    let pieceLength = 0;
    for (const item of items) {
      const message = this.#message(itemKind, item);
      piece.push(this.#head(2, message.length), message);
      pieceLength += message.length;
      if (pieceLength < pieceBytes) continue;
      yield Buffer.concat(piece);
      piece = [];
      pieceLength = 0;
    }
    yield Buffer.concat(piece);
  }

  /** Put together once: of a hundred thousand objects each copy is one that the collector has to follow. */
  event({ type, object }: WatchEvent): Buffer {
    const message = this.#message(object.kind, object);
    const opening = this.#opening(object, message.length);
    const raw = this.#head(1, opening.length + message.length);
    const inner = raw.length + opening.length + message.length;
    const start = [this.#field(1, Buffer.from(type)), this.#head(2, inner)];
    const length = Buffer.alloc(4);
    length.writeUInt32BE(start.reduce((sum, part) => sum + part.length, inner));
    return Buffer.concat([length, ...start, raw, opening, message]);
  }

  decoded(bytes: Buffer): unknown {
    if (!bytes.subarray(0, magic.length).equals(magic)) {
      const prefix = `[${magic.join(" ")}]`;
      throw new Error(`provided data does not appear to be a protobuf message, expected prefix ${prefix}`);
    }
    const unknown = this.#forms.read(`${runtime}.Unknown`, bytes.subarray(magic.length)) as UnknownObject;
    const { typeMeta, raw } = unknown;
    return { ...typeMeta, ...(this.#forms.read(this.#sentTypeOf(typeMeta), Buffer.from(raw, "base64")) as object) };
  }

  /** All of `runtime.Unknown` that stands before the bytes of the object. */
  #opening({ apiVersion, kind }: ApiObject | KubeObject, length: number): Buffer {
    const typeMeta = this.#field(1, this.#written(`${runtime}.TypeMeta`, { apiVersion, kind }));
    return Buffer.concat([magic, typeMeta, this.#head(2, length)]);
  }

  /** What stands before the bytes of a field. */
  #head(id: number, length: number): Uint8Array {
    return this.#writer().uint32(tagOf(id, lengthDelimited)).uint32(length).finish();
  }

  #field(id: number, bytes: Uint8Array): Buffer {
    return Buffer.from(this.#writer().uint32(tagOf(id, lengthDelimited)).bytes(bytes).finish());
  }

  #message(kind: string, object: unknown): Uint8Array {
    return this.#written(this.#typeOf(kind), object);
  }

  #written(typeName: string, object: unknown): Uint8Array {
    return this.#forms.write(typeName, object, this.#writer()).finish();
  }

  /** Clients also send kinds of other groups, `authorization.k8s.io/v1` among them; their packages are called by the first word. */
  #sentTypeOf({ apiVersion, kind }: UnknownObject["typeMeta"]): string {
    const [group = "", version] = apiVersion.split("/");
    return version === undefined ? this.#typeOf(kind) : `k8s.io.api.${group.split(".")[0]}.${version}.${kind}`;
  }

  #typeOf(kind: string): string {
    return this.#forms.has(`${core}.${kind}`) ? `${core}.${kind}` : `${meta}.${kind}`;
  }
}

interface UnknownObject {
  readonly typeMeta: { readonly apiVersion: string; readonly kind: string };
  /** Base64. */
  readonly raw: string;
}
