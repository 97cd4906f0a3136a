import { describe, expect, test } from "vitest";
import { loadProtobuf } from "../../../../src/demo/apiserver/encoding/protobuf.ts";
import type { Versioned } from "../../../../src/kube/sync/listWatch.ts";
import type { ListParser } from "../../../../src/kube/wire/bodyParser.ts";
import { JsonList } from "../../../../src/kube/wire/jsonList.ts";
import { ProtobufList } from "../../../../src/kube/wire/protobufList.ts";
import { nameDecoder } from "../../../support/nameRow.ts";

const pods = ["a", "b", "🐳"].map((name) => ({
  metadata: {
    name,
    namespace: "shop",
    uid: `u-${name}`,
    resourceVersion: "12",
    annotations: { odd: 'naïve\u001b[31m\n"items": [{]}, \\' },
  },
  status: { phase: "Running" },
}));
const rows = pods.map(({ metadata }) => ({
  key: `shop/${metadata.name}`,
  uid: metadata.uid,
  resourceVersion: "12",
}));
const metadata = { resourceVersion: "77", continue: "next", remainingItemCount: 997 };
const meta = { resourceVersion: "77", continue: "next", remaining: 997 };
const list = { kind: "PodList", apiVersion: "v1", metadata, items: pods };
const json = (): ListParser<Versioned> => new JsonList(nameDecoder);
const protobuf = (): ListParser<Versioned> => new ProtobufList(nameDecoder);

const encoder = await loadProtobuf();

function listAsProtobuf(listMeta: object, items: readonly unknown[]): Buffer {
  const head = { kind: "PodList", apiVersion: "v1", metadata: listMeta };
  return Buffer.concat([...encoder.list({ head, itemsField: "items", items })]);
}

const bodies: readonly (readonly [name: string, parser: () => ListParser<Versioned>, body: Buffer])[] = [
  ["JSON", json, Buffer.from(JSON.stringify(list))],
  ["pretty JSON", json, Buffer.from(`\n${JSON.stringify(list, null, 2)}\n`)],
  [
    "JSON with items first and unknown members",
    json,
    Buffer.from(JSON.stringify({ items: pods, other: [[1, "]"], { items: [] }], metadata, kind: "PodList" })),
  ],
  ["protobuf", protobuf, listAsProtobuf(metadata, pods)],
];

function parse(parser: ListParser<Versioned>, pieces: readonly Buffer[]): Versioned[] {
  const found = pieces.flatMap((piece) => {
    const chunk = Buffer.from(piece);
    const part = parser.push(chunk);
    chunk.fill(0xee);
    return part;
  });
  parser.end();
  return found;
}

describe.each(bodies)("a list as %s", (_name, parserOf, body) => {
  test("gives every row and what it says about itself", () => {
    const parser = parserOf();
    expect(parse(parser, [body])).toEqual(rows);
    expect(parser.meta).toEqual(meta);
  });

  test("gives the same wherever it is cut in two", () => {
    for (let cut = 1; cut < body.length; cut++) {
      const parser = parserOf();
      expect(parse(parser, [body.subarray(0, cut), body.subarray(cut)]), `cut at ${cut}`).toEqual(rows);
      expect(parser.meta).toEqual(meta);
    }
  });

  test.each([1, 2, 3, 7, 64])("gives the same in pieces of %d bytes", (size) => {
    const pieces: Buffer[] = [];
    for (let start = 0; start < body.length; start += size) pieces.push(body.subarray(start, start + size));
    expect(parse(parserOf(), pieces)).toEqual(rows);
  });

  test("is an error when its end does not come, wherever it is cut off", () => {
    const whole = body.toString("latin1").trimEnd().length;
    for (let cut = 0; cut < whole; cut++) {
      const parser = parserOf();
      const read = () => parse(parser, [body.subarray(0, cut)]);
      expect(read, `cut off at ${cut}`).toThrow(expect.objectContaining({ failure: "unreachable" }));
    }
  });
});

describe.each<readonly [name: string, parser: () => ListParser<Versioned>, body: Buffer]>([
  ["JSON", json, Buffer.from('{"kind":"PodList","metadata":{"resourceVersion":"5"},"items":[]}')],
  ["JSON without items", json, Buffer.from('{"kind":"PodList","metadata":{"resourceVersion":"5"},"items":null}')],
  ["protobuf", protobuf, listAsProtobuf({ resourceVersion: "5" }, [])],
])("an empty list as %s", (_name, parserOf, body) => {
  test("has no rows and a version", () => {
    const parser = parserOf();
    expect(parse(parser, [body])).toEqual([]);
    expect(parser.meta.resourceVersion).toBe("5");
  });
});

test.each<readonly [name: string, parser: () => ListParser<Versioned>, body: Buffer]>([
  ["another object", json, Buffer.from('{"kind":"Pod","metadata":{}}')],
  ["an array", json, Buffer.from("[]")],
  ["text", json, Buffer.from("hello")],
  ["two objects", json, Buffer.from('{"kind":"PodList","items":[]}{"kind":"PodList"}')],
  ["brackets that do not match", json, Buffer.from('{"kind":"PodList","items":[}]')],
  ["an item that is no pod", json, Buffer.from('{"kind":"PodList","items":[{}]}')],
  ["an item that is no JSON", json, Buffer.from('{"kind":"PodList","items":[{a}]}')],
  [
    "another protobuf object",
    protobuf,
    encoder.object({ kind: "Status", apiVersion: "v1", message: "no", status: "Failure", metadata: {} }),
  ],
  ["protobuf without its magic", protobuf, Buffer.from("k9s\0\x12\0")],
])("%s instead of a list is a protocol error", (_name, parserOf, body) => {
  expect(() => parse(parserOf(), [body])).toThrow(expect.objectContaining({ failure: "protocol" }));
});
