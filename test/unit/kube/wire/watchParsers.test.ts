import { describe, expect, test } from "vitest";
import type { WatchEvent as ServerEvent } from "../../../../src/demo/apiserver/answer.ts";
import { loadProtobuf } from "../../../../src/demo/apiserver/encoding/protobuf.ts";
import { StatusError, statusOf } from "../../../../src/demo/apiserver/statusError.ts";
import type { Versioned, WatchEvent } from "../../../../src/kube/sync/listWatch.ts";
import type { WatchParser } from "../../../../src/kube/wire/bodyParser.ts";
import { WatchFrames } from "../../../../src/kube/wire/watchFrames.ts";
import { WatchLines } from "../../../../src/kube/wire/watchLines.ts";
import { nameDecoder } from "../../../support/nameRow.ts";

const pod = (name: string) => ({
  metadata: {
    name,
    namespace: "shop",
    uid: `u-${name}`,
    resourceVersion: "12",
    annotations: { "odd/one": 'naïve 🐳\u001b[31m\nnext, "quoted" \\ {[' },
  },
});
const bookmark = (end?: string) => ({
  metadata: { resourceVersion: "99", annotations: end === undefined ? {} : { "k8s.io/initial-events-end": end } },
});
const expired = statusOf(
  new StatusError("Expired", "too old resource version: 1 (2)", {
    causes: [{ reason: "ResourceExpired", message: "older than 2" }],
    retryAfterSeconds: 3,
  }),
);
const events: readonly (readonly [type: string, object: Readonly<Record<string, unknown>>])[] = [
  ["ADDED", pod("a".repeat(253))],
  ["MODIFIED", pod("b")],
  ["DELETED", pod("c")],
  ["BOOKMARK", bookmark("true")],
  ["BOOKMARK", bookmark("false")],
  ["BOOKMARK", bookmark()],
  ["COMPACTED", pod("d")],
  ["ERROR", expired],
];
const row = (name: string): Versioned => ({ key: `shop/${name}`, uid: `u-${name}`, resourceVersion: "12" });
const expected: readonly WatchEvent<Versioned>[] = [
  { type: "put", row: row("a".repeat(253)) },
  { type: "put", row: row("b") },
  { type: "delete", row: row("c") },
  { type: "bookmark", resourceVersion: "99", initialEventsEnd: true },
  { type: "bookmark", resourceVersion: "99", initialEventsEnd: false },
  { type: "bookmark", resourceVersion: "99", initialEventsEnd: false },
  { type: "unknown", name: "COMPACTED" },
  {
    type: "error",
    status: {
      code: 410,
      reason: "Expired",
      message: "too old resource version: 1 (2)",
      causes: [{ reason: "ResourceExpired", message: "older than 2" }],
      retryAfterSeconds: 3,
    },
  },
];

interface Encoding {
  readonly name: string;
  readonly parser: () => WatchParser<Versioned>;
  readonly body: Buffer;
}

const encoder = await loadProtobuf();

const encodings: readonly Encoding[] = [
  {
    name: "protobuf frames",
    parser: () => new WatchFrames(nameDecoder),
    body: Buffer.concat(
      events.map(([type, object]) => {
        const whole = { apiVersion: "v1", kind: "Pod", ...object };
        return encoder.event({ type: type as ServerEvent["type"], object: whole });
      }),
    ),
  },
  {
    name: "JSON lines",
    parser: () => new WatchLines(nameDecoder),
    body: Buffer.from(events.map(([type, object]) => `${JSON.stringify({ type, object })}\n`).join("\n")),
  },
];

/** Gives the body in pieces, each in a buffer that is overwritten afterwards, as a network buffer may be. */
function parse(parser: WatchParser<Versioned>, pieces: readonly Buffer[]): WatchEvent<Versioned>[] {
  return pieces.flatMap((piece) => {
    const chunk = Buffer.from(piece);
    const found = parser.push(chunk);
    chunk.fill(0xee);
    return found;
  });
}

describe.each(encodings)("a watch as $name", ({ parser, body }) => {
  test("tells each event", () => {
    expect(parse(parser(), [body])).toEqual(expected);
  });

  test("tells the same wherever it is cut in two", () => {
    for (let cut = 1; cut < body.length; cut++) {
      expect(parse(parser(), [body.subarray(0, cut), body.subarray(cut)]), `cut at ${cut}`).toEqual(expected);
    }
  });

  test.each([1, 2, 3, 7, 64])("tells the same in pieces of %d bytes", (size) => {
    const pieces: Buffer[] = [];
    for (let start = 0; start < body.length; start += size) pieces.push(body.subarray(start, start + size));
    expect(parse(parser(), pieces)).toEqual(expected);
  });

  test("drops an event whose end does not come", () => {
    expect(parse(parser(), [body.subarray(0, -2)])).toEqual(expected.slice(0, -1));
  });
});

describe.each([
  ["garbage between frames", () => new WatchFrames(nameDecoder), Buffer.from("\0\0\0\x05hello")],
  ["a frame of 4 GB", () => new WatchFrames(nameDecoder), Buffer.from([0xff, 0xff, 0xff, 0xff])],
  [
    "an object without an envelope",
    () => new WatchFrames(nameDecoder),
    Buffer.from("\0\0\0\x0b\x0a\x05ADDED\x12\x02\x0a\0", "latin1"),
  ],
  ["a line that is no JSON", () => new WatchLines(nameDecoder), Buffer.from("<html>\n")],
  ["a line that is no event", () => new WatchLines(nameDecoder), Buffer.from("[1]\n")],
  ["an event without a type", () => new WatchLines(nameDecoder), Buffer.from("{}\n")],
  ["an event that is no pod", () => new WatchLines(nameDecoder), Buffer.from('{"type":"ADDED","object":{}}\n')],
])("%s", (_name, parser, body) => {
  test("is a protocol error that says so", () => {
    expect(() => parser().push(body)).toThrow(expect.objectContaining({ failure: "protocol" }));
  });
});

test("a line of more than 64 MB is refused before it is complete", () => {
  const parser = new WatchLines(nameDecoder);
  const piece = Buffer.alloc(1024 * 1024, "x");
  const pushAll = () => {
    for (let count = 0; count < 70; count++) parser.push(piece);
  };
  expect(pushAll).toThrow(/longer than 64 MB/);
});
