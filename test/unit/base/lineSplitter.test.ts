import { expect, test } from "vitest";
import { LineSplitter } from "../../../src/base/lineSplitter.ts";

const text = "one\n\nzwei ü\r\n日本\nlast";

test("lines are the same however the bytes are cut", () => {
  const bytes = Buffer.from(text);
  for (let size = 1; size <= bytes.length; size++) {
    const splitter = new LineSplitter();
    const lines: string[] = [];
    for (let at = 0; at < bytes.length; at += size) lines.push(...splitter.push(bytes.subarray(at, at + size)));
    lines.push(...splitter.end());

    expect(lines).toEqual(["one", "", "zwei ü\r", "日本", "last"]);
  }
});

test("a line without an end does not grow for ever", () => {
  const splitter = new LineSplitter();

  expect(splitter.push(Buffer.alloc(150_000, "x")).map(({ length }) => length)).toEqual([65_536, 65_536]);
  expect(splitter.end()[0]).toHaveLength(150_000 - 2 * 65_536);
  expect(splitter.end()).toEqual([]);
});
