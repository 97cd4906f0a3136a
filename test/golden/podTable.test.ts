import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { durationText } from "../../src/resources/duration.ts";
import { podDecoder } from "../../src/resources/podDecoder.ts";
import type { PodRow } from "../../src/resources/podRow.ts";
import { kubectlColumns } from "../../src/resources/podTable.ts";
import { podBytes } from "../support/podProtobuf.ts";

interface GoldenPod {
  readonly case: string;
  readonly now: string;
  readonly pod: { readonly metadata?: { readonly name?: string } };
  readonly cells: Readonly<Record<string, string>>;
}

function linesOf<T>(file: string): T[] {
  const text = readFileSync(new URL(`data/${file}`, import.meta.url), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line): T => JSON.parse(line));
}

const pods = linesOf<GoldenPod>("pods.ndjson");

function cellsOf(row: PodRow, now: number): Record<string, string> {
  const columns = kubectlColumns.filter(({ id }) => id !== "namespace");
  return Object.fromEntries(columns.map((column) => [column.title, column.text(row, now)]));
}

const decoders: readonly { readonly from: string; readonly decode: (pod: unknown) => PodRow }[] = [
  { from: "JSON", decode: (pod) => podDecoder.fromJson(pod) },
  {
    from: "protobuf",
    decode: (pod) => {
      const bytes = podBytes(pod);
      return podDecoder.fromProtobuf(bytes, 0, bytes.length);
    },
  },
];

describe.each(decoders)("pods from $from", ({ decode }) => {
  test.each(pods.map((golden, line) => ({ ...golden, line: line + 1 })))(
    "line $line ($case) has the cells that the API server prints",
    ({ pod, now, cells }) => {
      expect(cellsOf(decode(pod), Date.parse(now))).toEqual(cells);
    },
  );
});

test("JSON and protobuf make the same rows", () => {
  const [json, protobuf] = decoders.map(({ decode }) => pods.map(({ pod }) => decode(pod)));

  expect(protobuf).toEqual(json);
});

test("durations read as the API server writes them", () => {
  const durations = linesOf<{ readonly ms: number; readonly text: string }>("durations.ndjson");

  expect(durations).toHaveLength(660);
  expect(durations.map(({ ms }) => durationText(ms))).toEqual(durations.map(({ text }) => text));
});
