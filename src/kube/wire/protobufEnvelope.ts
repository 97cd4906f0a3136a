import type { ProtobufReader } from "../../base/protobuf.ts";

/** The four bytes before everything that Kubernetes writes as protobuf (apimachinery runtime/serializer/protobuf). */
export const magic = Buffer.from("k8s\0");

/** Where an object's message lies in `bytes`, and of what kind it is. */
export interface ProtobufObject {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Opens the envelope of a protobuf object: `k8s\0` and a `runtime.Unknown` (typeMeta 1, raw 2).
 * @throws RangeError when it is none.
 */
export function openEnvelope(reader: ProtobufReader, bytes: Uint8Array, start: number, end: number): ProtobufObject {
  if (!hasMagic(bytes, start, end)) throw new RangeError("does not start with k8s\\0");
  reader.reset(bytes, start + magic.length, end);
  let kind = "";
  let object = { start: end, end };
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) {
      const outer = reader.enter();
      for (let inner = reader.nextField(); inner !== 0; inner = reader.nextField()) {
        if (inner === 2) kind = reader.string();
        else reader.skip();
      }
      reader.leave(outer);
    } else if (field === 2) {
      const outer = reader.enter();
      object = { start: reader.position, end: reader.end };
      reader.leave(outer);
    } else reader.skip();
  }
  return { kind, ...object };
}

export function hasMagic(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start >= magic.length && magic.every((byte, index) => bytes[start + index] === byte);
}
