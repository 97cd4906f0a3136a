import { describe, expect, test } from "vitest";
import { problemsOf } from "../../../../src/app/text/searchPrompt.ts";
import { type TextLines, textLines } from "../../../../src/app/text/textLines.ts";
import { Hits, type Pattern, patternOf } from "../../../../src/app/text/textSearch.ts";
import { styled } from "../../../../src/table/look.ts";

const found = (query: string, text: string) =>
  patternOf(query)
    ?.rangesIn(text)
    .map(({ start, end }) => text.slice(start, end));

test.each([
  { query: "err", text: "an Error, an ERR", found: ["Err", "ERR"] },
  { query: "Err", text: "an Error, an ERR", found: ["Err"] },
  { query: "a.c", text: "abc a.c", found: ["a.c"] },
  { query: "[x]*", text: "a [x]* b", found: ["[x]*"] },
  { query: "/a.c/", text: "abc Abd a-c", found: ["abc", "a-c"] },
  { query: "/x*/", text: "axxb", found: ["xx"] },
  { query: "/", text: "a/b", found: ["/"] },
])("$query finds $found in $text", ({ query, text, found: wanted }) => {
  expect(found(query, text)).toEqual(wanted);
});

test("nothing is looked for when nothing is typed, and a broken expression says so", () => {
  expect(patternOf("")).toBeUndefined();
  expect(problemsOf("/(/")).toHaveLength(1);
  expect(problemsOf("(")).toEqual([]);
});

describe("hits", () => {
  const lines = (...texts: readonly string[]) => textLines(texts.map((text) => [styled(text)]));
  const hitsIn = (text: TextLines) => {
    const hits = new Hits(patternOf("x") as Pattern);
    hits.scan(text, Number.POSITIVE_INFINITY, () => 0);
    return hits;
  };

  test("are counted, numbered and walked round the ends", () => {
    const hits = hitsIn(lines("x", "", "x", "x", ""));

    expect(hits.count).toBe(3);
    expect([0, 1, 2, 3].map((line) => hits.placeOf(line))).toEqual([1, undefined, 2, 3]);
    expect([hits.beside(0, 1), hits.beside(3, 1), hits.beside(0, -1), hits.beside(4, -1)]).toEqual([2, 0, 3, 3]);
  });

  test("of a text without any are none", () => {
    const hits = hitsIn(lines("a"));

    expect(hits.beside(0, 1)).toBeUndefined();
    expect(hits.beside(0, -1)).toBeUndefined();
  });

  test("in a text that grows only what is new is looked through, and what fell out is forgotten", () => {
    const asked: number[] = [];
    const growing = {
      first: 0,
      end: 3,
      plain: (line: number) => {
        asked.push(line);
        return "x";
      },
      styled: () => [],
    };
    const hits = hitsIn(growing);
    growing.first = 2;
    growing.end = 5;
    hits.scan(growing, Number.POSITIVE_INFINITY, () => 0);

    expect(asked).toEqual([0, 1, 2, 3, 4]);
    expect(hits.count).toBe(3);
    expect(hits.beside(1, 1)).toBe(2);
    expect(hits.beside(2, -1)).toBe(4);
    expect(hits.placeOf(2)).toBe(1);
  });

  test("are looked for no longer than allowed, and the rest later", () => {
    let now = 0;
    const hits = new Hits(patternOf("x") as Pattern);
    const many = lines(...Array.from({ length: 1_200 }, () => "x"));
    const scan = () => hits.scan(many, 1, () => now++);

    expect(scan()).toBe(false);
    expect(hits.count).toBe(500);
    while (!scan());
    expect(hits.count).toBe(1_200);
  });
});
