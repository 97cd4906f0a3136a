import type { Field, Namespace, Type, Writer } from "protobufjs";

/** Go embeds these in the object around them, so that JSON has no field of that name (k8s.io/api, `json:",inline"`). */
const embedded: ReadonlySet<string> = new Set([
  "localObjectReference",
  "volumeSource",
  "handler",
  "ephemeralContainerCommon",
  "persistentVolumeSource",
]);

/** Types whose JSON is not that of their fields. */
interface OwnForm {
  /** Gives an object as the schema has it. */
  fromJson(value: unknown): unknown;
  toJson(message: Readonly<Record<string, unknown>>): unknown;
}

const meta = ".k8s.io.apimachinery.pkg.apis.meta.v1";
const time: OwnForm = {
  fromJson(value) {
    const ms = Date.parse(String(value));
    const seconds = Math.floor(ms / 1000);
    return { seconds, nanos: (ms - seconds * 1000) * 1e6 };
  },
  // Go writes a time that is not there as an empty one.
  toJson: ({ seconds }) =>
    seconds === undefined ? undefined : `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}Z`,
};
const microTime: OwnForm = {
  fromJson: time.fromJson,
  toJson: ({ seconds, nanos }) => {
    if (seconds === undefined) return undefined;
    const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
    const micros = Math.floor(Number(nanos ?? 0) / 1000);
    return `${whole}.${String(micros).padStart(6, "0")}Z`;
  },
};
/** Any JSON, as bytes in one field. */
const jsonIn = (field: string): OwnForm => ({
  fromJson: (value) => ({ [field]: Buffer.from(JSON.stringify(value)) }),
  toJson: ({ [field]: bytes }) => JSON.parse(String(bytes)) as unknown,
});
const ownForms: Readonly<Record<string, OwnForm>> = {
  [`${meta}.Time`]: time,
  [`${meta}.MicroTime`]: microTime,
  [`${meta}.FieldsV1`]: jsonIn("Raw"),
  [`${meta}.Verbs`]: { fromJson: (items) => ({ items }), toJson: ({ items }) => items ?? [] },
  ".k8s.io.apimachinery.pkg.runtime.RawExtension": jsonIn("raw"),
  ".k8s.io.apimachinery.pkg.api.resource.Quantity": {
    fromJson: (value) => ({ string: String(value) }),
    toJson: ({ string }) => string ?? "0",
  },
  ".k8s.io.apimachinery.pkg.util.intstr.IntOrString": {
    fromJson: (value) => (typeof value === "number" ? { type: 0, intVal: value } : { type: 1, strVal: String(value) }),
    toJson: ({ type, intVal, strVal }) => (type === 1 ? (strVal ?? "") : (intVal ?? 0)),
  },
};

const varint = 0;
/** The wire type of texts, bytes and messages. */
export const lengthDelimited = 2;

/** Writes one value behind a tag that is written already. */
type Write = (value: unknown, writer: Writer) => void;

interface MessageForm {
  /** Of a type whose JSON is not that of its fields. */
  readonly own: OwnForm | undefined;
  /** By number. */
  readonly fields: readonly FieldForm[];
}

interface FieldForm {
  readonly name: string;
  readonly isEmbedded: boolean;
  write(value: unknown, writer: Writer): void;
  read(value: unknown): unknown;
}

/**
 * Kubernetes objects as JSON has them, written to protobuf and read from it, as the schema says. What the schema does not
 * know is left out.
 */
export class MessageForms {
  readonly #root: Namespace;
  readonly #forms = new Map<Type, MessageForm>();

  constructor(root: Namespace) {
    this.#root = root;
  }

  /** @throws Error when the schema has no such type. */
  write(typeName: string, object: unknown, writer: Writer): Writer {
    this.#writeMessage(this.#root.lookupType(typeName), object, writer);
    return writer;
  }

  /** @throws Error for bytes that are no such message. */
  read(typeName: string, bytes: Uint8Array): unknown {
    const type = this.#root.lookupType(typeName);
    const message = type.decode(bytes);
    return this.#json(type, type.toObject(message, { longs: Number, bytes: Buffer }));
  }

  has(typeName: string): boolean {
    return this.#root.lookup(typeName) !== null;
  }

  #writeMessage(type: Type, object: unknown, writer: Writer): void {
    const { own, fields } = this.#formOf(type);
    const message = (own === undefined ? object : own.fromJson(object)) as Readonly<Record<string, unknown>>;
    for (const field of fields) {
      const value = field.isEmbedded ? message : message[field.name];
      if (value !== undefined && value !== null) field.write(value, writer);
    }
  }

  #json(type: Type, message: Readonly<Record<string, unknown>>): unknown {
    const { own, fields } = this.#formOf(type);
    if (own !== undefined) return own.toJson(message);
    const object: Record<string, unknown> = {};
    for (const field of fields) {
      const value = message[field.name];
      // Go writes a text that is not there as an empty one.
      if (value === undefined || value === "") continue;
      const json = field.read(value);
      if (field.isEmbedded) Object.assign(object, json);
      else if (json !== undefined) object[field.name] = json;
    }
    return object;
  }

  /** Made once a type: the library puts its full name together again each time that it is asked. */
  #formOf(type: Type): MessageForm {
    let form = this.#forms.get(type);
    if (form === undefined) {
      const fields = type.fieldsArray.toSorted((one, other) => one.id - other.id);
      form = { own: ownForms[type.fullName], fields: fields.map((field) => this.#fieldForm(field)) };
      this.#forms.set(type, form);
    }
    return form;
  }

  #fieldForm(field: Field): FieldForm {
    const { name, resolvedType } = field.resolve();
    const type = resolvedType as Type | null;
    const isVarint = type === null && field.type !== "string" && field.type !== "bytes";
    const tag = tagOf(field.id, isVarint ? varint : lengthDelimited);
    const write: Write =
      type === null ? scalarWrite(field.type) : (value, writer) => this.#writeNested(type, value, writer);
    const read = (value: unknown) =>
      type === null ? scalarRead(value) : this.#json(type, value as Readonly<Record<string, unknown>>);
    return { name, isEmbedded: embedded.has(name), ...shaped(field, tag, write, read) };
  }

  #writeNested(type: Type, value: unknown, writer: Writer): void {
    writer.fork();
    this.#writeMessage(type, value, writer);
    writer.ldelim();
  }
}

/** What stands before a value. */
export function tagOf(id: number, wireType: number): number {
  return ((id << 3) | wireType) >>> 0;
}

const keyTag = tagOf(1, lengthDelimited);
const valueTag = tagOf(2, lengthDelimited);

/** One value, many, or a map. */
function shaped(
  field: Field,
  tag: number,
  write: Write,
  read: (value: unknown) => unknown,
): Pick<FieldForm, "write" | "read"> {
  if (field.map) {
    return {
      write(value, writer) {
        for (const [key, inner] of Object.entries(value as object)) {
          // All maps of the schema are from texts to something that is no number.
          writer.uint32(tag).fork().uint32(keyTag).string(key).uint32(valueTag);
          write(inner, writer);
          writer.ldelim();
        }
      },
      read: (value) => Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, read(inner)])),
    };
  }
  if (field.repeated) {
    return {
      write(values, writer) {
        for (const value of values as readonly unknown[]) write(value, writer.uint32(tag));
      },
      read: (values) => (values as readonly unknown[]).map(read),
    };
  }
  return { write: (value, writer) => write(value, writer.uint32(tag)), read };
}

/** Bytes are base64 in JSON. */
function scalarRead(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
}

function scalarWrite(type: string): Write {
  switch (type) {
    case "string":
      return (value, writer) => writer.string(String(value));
    case "bytes":
      return (value, writer) =>
        writer.bytes(typeof value === "string" ? Buffer.from(value, "base64") : (value as Uint8Array));
    case "bool":
      return (value, writer) => writer.bool(value === true);
    default:
      return (value, writer) => writer.int64(Number(value));
  }
}
