import { promisify } from "node:util";
import { crc32, deflateRaw, gunzip } from "node:zlib";

/**
 * What a block is: `head` begins the file, `state` begins all there is at one moment, `rest` goes on with that, `moments` are
 * changes after it.
 */
export type BlockKind = "head" | "state" | "rest" | "moments";

/** What can be known of a block without unpacking it. */
export interface BlockHead {
  readonly kind: BlockKind;
  /** The moment it begins with, milliseconds since the epoch. */
  readonly at: number;
  /** Of `state` and `rest`: rows that the blocks after it have. */
  readonly left: number;
  /** Length of the whole block. */
  readonly bytes: number;
}

/** In the order of their numbers in a file. */
const kinds: readonly BlockKind[] = ["head", "state", "rest", "moments"];

/**
 * A block is one member of gzip (RFC 1952), so `zcat` reads the whole file. Its extra field (2.3.1.1) says how long it is, which
 * lets a reader walk from block to block, and what for: subfield `PS` with length, kind, moment and rows left.
 */
const extra = { length: 4, kind: 8, at: 9, left: 17 } as const;
const fixedHeader = Buffer.from([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0xff]);
const subfieldBytes = 17;
const subfieldHeader = Buffer.from([0x50, 0x53, subfieldBytes, 0]);
/** Bytes of a block before its packed text. */
export const blockHeadBytes = fixedHeader.length + 2 + subfieldHeader.length + subfieldBytes;
const extraAt = fixedHeader.length + 2;
/** CRC and length of the text. */
const trailerBytes = 8;
/** No block of ours is nearly as long; a file that says so wants our memory. */
const longest = { packed: 16 * 1024 * 1024, text: 32 * 1024 * 1024 } as const;

const deflated = promisify(deflateRaw);
const gunzipped = promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip);

/** Packs text in the background, off the main thread. */
export async function packedBlock(text: string, head: Omit<BlockHead, "bytes">): Promise<Buffer> {
  const bytes = Buffer.from(text);
  const packed = await deflated(bytes);
  const length = blockHeadBytes + packed.length + trailerBytes;
  const field = Buffer.alloc(2 + subfieldHeader.length + subfieldBytes);
  field.writeUInt16LE(subfieldHeader.length + subfieldBytes, 0);
  subfieldHeader.copy(field, 2);
  const inField = field.subarray(2);
  inField.writeUInt32LE(length, extra.length);
  inField.writeUInt8(kinds.indexOf(head.kind), extra.kind);
  inField.writeDoubleLE(head.at, extra.at);
  inField.writeUInt32LE(head.left, extra.left);
  const trailer = Buffer.alloc(trailerBytes);
  trailer.writeUInt32LE(crc32(bytes), 0);
  trailer.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([fixedHeader, field, packed, trailer]);
}

/** Reads the first `blockHeadBytes` of a block; undefined when they are none of ours. */
export function blockHeadFrom(bytes: Buffer): BlockHead | undefined {
  if (bytes.length < blockHeadBytes || !bytes.subarray(0, fixedHeader.length).equals(fixedHeader)) return undefined;
  const isOurs = bytes.subarray(extraAt, extraAt + subfieldHeader.length).equals(subfieldHeader);
  const inField = bytes.subarray(extraAt);
  const kind = kinds[inField.readUInt8(extra.kind)];
  const length = inField.readUInt32LE(extra.length);
  const at = inField.readDoubleLE(extra.at);
  if (!isOurs || kind === undefined || length < blockHeadBytes + trailerBytes || length > longest.packed) {
    return undefined;
  }
  return isMoment(at) ? { kind, at, left: inField.readUInt32LE(extra.left), bytes: length } : undefined;
}

/** The text of a whole block. @throws the error of node:zlib when it is damaged. */
export async function unpackedBlock(bytes: Buffer): Promise<string> {
  const text = await gunzipped(bytes, { maxOutputLength: longest.text });
  return text.toString();
}

/** A time that a calendar has (ECMAScript's time values), milliseconds since the epoch. */
export function isMoment(value: unknown): value is number {
  return typeof value === "number" && Math.abs(value) <= 8.64e15;
}
