import { ProtobufReader } from "../base/protobuf.ts";
import { objectOf, textOf } from "./jsonFields.ts";

/** A namespace, as far as choosing one needs it. */
export interface NamespaceRow {
  /** The name: namespaces lie in no namespace. */
  readonly key: string;
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
}

const namespace = { metadata: 1 } as const;
const objectMeta = { name: 1, uid: 5, resourceVersion: 6 } as const;

/** Turns v1 Namespaces into rows. */
export const namespaceDecoder = {
  /** @throws TypeError naming the field that is wrong. */
  fromJson(object: unknown): NamespaceRow {
    const metadata = objectOf(objectOf(object, "the namespace").metadata, "metadata");
    const name = textOf(metadata.name, "metadata.name");
    const uid = textOf(metadata.uid, "metadata.uid");
    return { key: name, name, uid, resourceVersion: textOf(metadata.resourceVersion, "metadata.resourceVersion") };
  },
  /** @throws RangeError when the bytes from `start` to `end` are not a namespace. */
  fromProtobuf(bytes: Uint8Array, start: number, end: number): NamespaceRow {
    const reader = new ProtobufReader();
    reader.reset(bytes, start, end);
    let row = { name: "", uid: "", resourceVersion: "" };
    for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
      if (field !== namespace.metadata) {
        reader.skip();
        continue;
      }
      const outer = reader.enter();
      row = metadataFrom(reader);
      reader.leave(outer);
    }
    return { key: row.name, ...row };
  },
};

function metadataFrom(reader: ProtobufReader) {
  const row = { name: "", uid: "", resourceVersion: "" };
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === objectMeta.name) row.name = reader.string();
    else if (field === objectMeta.uid) row.uid = reader.string();
    else if (field === objectMeta.resourceVersion) row.resourceVersion = reader.string();
    else reader.skip();
  }
  return row;
}
