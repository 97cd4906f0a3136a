import type { Interner } from "./intern.ts";

/** The wire format's four kinds of value, and the two marks of the long gone groups (protobuf encoding, "Message Structure"). */
const wire = { varint: 0, fixed64: 1, bytes: 2, startGroup: 3, endGroup: 4, fixed32: 5 } as const;

/**
 * Walks over one protobuf message, field by field, for decoders that are written by hand and read only what they need.
 * Every read stays inside the message: what is cut off or of another wire type throws a RangeError.
 *
 * ```
 * for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
 *   if (field === 1) name = reader.string();
 *   else if (field === 2) {
 *     const outer = reader.enter();
 *     // fields of the inner message
 *     reader.leave(outer);
 *   } else reader.skip();
 * }
 * ```
 */
export class ProtobufReader {
  #bytes: Buffer = Buffer.alloc(0);
  #position = 0;
  #end = 0;
  #wireType = 0;

  /** Starts at a message that fills `bytes` from `start` to `end`. One reader can read any number of messages. */
  reset(bytes: Uint8Array, start: number, end: number): void {
    if (start < 0 || start > end || end > bytes.length) throw new RangeError("message lies outside of its bytes");
    if (Buffer.isBuffer(bytes)) this.#bytes = bytes;
    else this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#position = start;
    this.#end = end;
  }

  /** Index of the next byte to read, in the bytes given to `reset`. */
  get position(): number {
    return this.#position;
  }

  /** Index after the last byte of the message that is being read. */
  get end(): number {
    return this.#end;
  }

  /** Number of the next field, 0 at the end of the message. Its value must then be read, entered or skipped. */
  nextField(): number {
    if (this.#position === this.#end) return 0;
    const tag = this.#varint();
    this.#wireType = tag & 7;
    const field = tag >>> 3;
    if (field === 0) throw new RangeError("field number 0");
    return field;
  }

  uint32(): number {
    this.#expect(wire.varint);
    return this.#varint();
  }

  int32(): number {
    this.#expect(wire.varint);
    return this.#varint() | 0;
  }

  bool(): boolean {
    this.#expect(wire.varint);
    return this.#varint() !== 0;
  }

  /** A signed 64-bit number, exact up to 2^53. */
  int64(): number {
    this.#expect(wire.varint);
    const start = this.#position;
    let number = 0;
    let factor = 1;
    // Moments in seconds have five bytes; up to seven fit into a plain number, which is never negative.
    for (let count = 0; count < 7; count++) {
      const byte = this.#byte();
      number += (byte & 0x7f) * factor;
      if (byte < 0x80) return number;
      factor *= 128;
    }
    this.#position = start;
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(BigInt.asIntN(64, value));
    }
    throw new RangeError("number is longer than ten bytes");
  }

  /** A copy: it keeps nothing of the bytes alive. */
  string(): string {
    const start = this.#range();
    return this.#bytes.toString("utf8", start, this.#position);
  }

  /** A word that repeats: the one copy that `words` keeps, found without making a string. */
  interned(words: Interner): string {
    const start = this.#range();
    return words.ofBytes(this.#bytes, start, this.#position);
  }

  /** Goes into a message; until `leave` its end is the end. Returns what `leave` needs. */
  enter(): number {
    const start = this.#range();
    const outer = this.#end;
    this.#end = this.#position;
    this.#position = start;
    return outer;
  }

  /** Goes on behind the entered message, also when it was not read to its end. */
  leave(outer: number): void {
    this.#position = this.#end;
    this.#end = outer;
  }

  /** Passes over the value of the field. */
  skip(): void {
    this.#skip(this.#wireType, 0);
  }

  #skip(wireType: number, depth: number): void {
    switch (wireType) {
      case wire.varint:
        this.#varint();
        return;
      case wire.fixed64:
        this.#advance(8);
        return;
      case wire.bytes:
        this.#advance(this.#varint());
        return;
      case wire.fixed32:
        this.#advance(4);
        return;
      case wire.startGroup:
        if (depth > 100) throw new RangeError("groups are nested too deep");
        for (;;) {
          const inner = this.#varint() & 7;
          if (inner === wire.endGroup) return;
          this.#skip(inner, depth + 1);
        }
      default:
        throw new RangeError(`wire type ${wireType} has no value`);
    }
  }

  /** Passes over a length and its bytes; returns where they start, `#position` is where they end. */
  #range(): number {
    this.#expect(wire.bytes);
    const length = this.#varint();
    const start = this.#position;
    this.#advance(length);
    return start;
  }

  #expect(wireType: number): void {
    if (this.#wireType !== wireType) throw new RangeError(`wire type ${this.#wireType} instead of ${wireType}`);
  }

  #advance(count: number): void {
    if (count > this.#end - this.#position) throw new RangeError("message is cut off");
    this.#position += count;
  }

  #byte(): number {
    if (this.#position >= this.#end) throw new RangeError("message is cut off");
    // The index is inside of the message, and that inside of the bytes.
    return this.#bytes[this.#position++] as number;
  }

  /** The low 32 bits of a varint, unsigned. */
  #varint(): number {
    let byte = this.#byte();
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    for (let shift = 7; shift < 70; shift += 7) {
      byte = this.#byte();
      if (shift < 32) value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    throw new RangeError("number is longer than ten bytes");
  }
}
