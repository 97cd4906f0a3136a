import protobuf from "protobufjs";
import { describe, expect, test } from "vitest";
import { Interner } from "../../../src/base/intern.ts";
import { ProtobufReader } from "../../../src/base/protobuf.ts";

/** A message of every wire type, written by an encoder that is not ours. */
function everyWireType(): Uint8Array {
  const writer = protobuf.Writer.create();
  writer.uint32((1 << 3) | 0).uint32(300);
  writer.uint32((2 << 3) | 1).fixed64(7);
  writer.uint32((3 << 3) | 2).string("naïve 🐳");
  writer.uint32((4 << 3) | 3);
  writer.uint32((1 << 3) | 0).uint32(1);
  writer.uint32((9 << 3) | 3).uint32((9 << 3) | 4);
  writer.uint32((4 << 3) | 4);
  writer.uint32((5 << 3) | 5).fixed32(9);
  writer.uint32((600 << 3) | 2).fork();
  writer.uint32((1 << 3) | 2).string("inner");
  writer.ldelim();
  writer.uint32((7 << 3) | 0).bool(true);
  return writer.finish();
}

function readerOf(bytes: Uint8Array): ProtobufReader {
  const reader = new ProtobufReader();
  reader.reset(bytes, 0, bytes.length);
  return reader;
}

function readAll(reader: ProtobufReader): Record<string, unknown> {
  const seen: Record<string, unknown> = {};
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) seen.number = reader.uint32();
    else if (field === 3) seen.text = reader.string();
    else if (field === 600) {
      const outer = reader.enter();
      reader.nextField();
      seen.inner = reader.string();
      seen.innerEnd = reader.nextField();
      reader.leave(outer);
    } else if (field === 7) seen.flag = reader.bool();
    else reader.skip();
  }
  return seen;
}

describe("ProtobufReader", () => {
  test("reads what it knows and passes over every other wire type", () => {
    expect(readAll(readerOf(everyWireType()))).toEqual({
      number: 300,
      text: "naïve 🐳",
      inner: "inner",
      innerEnd: 0,
      flag: true,
    });
  });

  test("a message cut off inside of a field throws, wherever the cut is", () => {
    const bytes = everyWireType();
    const boundaries = new Set<number>([0, bytes.length]);
    const walk = readerOf(bytes);
    while (walk.nextField() !== 0) {
      walk.skip();
      boundaries.add(walk.position);
    }
    for (let cut = 0; cut < bytes.length; cut++) {
      const read = () => readAll(readerOf(bytes.subarray(0, cut)));
      if (boundaries.has(cut)) expect(read).not.toThrow();
      else expect(read, `cut after ${cut}`).toThrow(RangeError);
    }
  });

  test.each([
    [0],
    [127],
    [128],
    [2 ** 28 - 1],
    [2 ** 28],
    [1_785_578_719],
    [2 ** 31],
    [2 ** 53 - 1],
    [-1],
    [-62_135_596_800],
  ])("int64 of %d", (number) => {
    const bytes = protobuf.Writer.create().uint32(8).int64(number).finish();
    const reader = readerOf(bytes);
    reader.nextField();
    expect(reader.int64()).toBe(number);
    expect(reader.nextField()).toBe(0);
  });

  test.each([[0], [1], [137], [2 ** 31 - 1], [-1], [-(2 ** 31)]])("int32 of %d", (number) => {
    const reader = readerOf(protobuf.Writer.create().uint32(8).int32(number).finish());
    reader.nextField();
    expect(reader.int32()).toBe(number);
    expect(reader.nextField()).toBe(0);
  });

  test.each([
    ["a number that never ends", [0x08, ...new Array(11).fill(0xff), 0x01]],
    ["field number zero", [0x00, 0x01]],
    ["an unknown wire type", [0x0e]],
    ["an end of group without a start", [0x0c]],
    ["a length beyond the end", [0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f]],
  ])("%s throws", (_name, bytes) => {
    const reader = readerOf(Uint8Array.from(bytes));
    expect(() => {
      while (reader.nextField() !== 0) reader.skip();
    }).toThrow(RangeError);
  });

  test("a value of another wire type than asked for throws", () => {
    const reader = readerOf(Uint8Array.from([0x08, 0x01]));
    reader.nextField();
    expect(() => reader.string()).toThrow(RangeError);
  });

  test("a message inside of a larger buffer does not read beyond it", () => {
    const bytes = Uint8Array.from([0xff, 0x0a, 0x02, 0x61, 0x62, 0x63]);
    const reader = new ProtobufReader();
    reader.reset(bytes, 1, 4);
    reader.nextField();
    expect(() => reader.string()).toThrow(RangeError);
  });

  test("strings do not change when the buffer is used again", () => {
    const bytes = Buffer.from([0x0a, 0x02, 0x61, 0x62]);
    const reader = readerOf(bytes);
    reader.nextField();
    const text = reader.string();
    bytes.fill(0x7a);
    expect(text).toBe("ab");
  });
});

describe("Interner", () => {
  const words = ["", "node-1", "node-2", "Zürich", "CrashLoopBackOff", "🐳"];

  test.each(words)("finds %j by its bytes and by its text alike", (word) => {
    const interner = new Interner();
    const bytes = Buffer.from(`<${word}>`);
    expect(interner.ofBytes(bytes, 1, bytes.length - 1)).toBe(word);
    expect(interner.ofBytes(bytes, 1, bytes.length - 1)).toBe(word);
    expect(interner.of(word)).toBe(word);
  });

  test("keeps every word apart among more of them than it ever keeps", () => {
    const interner = new Interner();
    for (let round = 0; round < 2; round++) {
      for (let number = 0; number < 70_000; number++) {
        const bytes = Buffer.from(`n${number}`);
        const word = interner.ofBytes(bytes, 0, bytes.length);
        if (word !== `n${number}`) expect(word).toBe(`n${number}`);
      }
    }
  });
});
