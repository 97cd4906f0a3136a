import { describe, expect, test } from "vitest";
import { JsonParts, JsonPartsError, type TextPosition } from "../../../src/base/jsonParts.ts";

interface Told {
  readonly kind: "member" | "item" | "end";
  readonly text?: string;
  readonly at?: TextPosition;
}

function told(pieces: readonly string[], maxBytes = 1_000): readonly Told[] {
  const events: Told[] = [];
  const parts = new JsonParts(
    {
      member: (text, at) => events.push({ kind: "member", text, at }),
      item: (text, at) => events.push({ kind: "item", text, at }),
      end: () => events.push({ kind: "end" }),
    },
    maxBytes,
  );
  for (const piece of pieces) parts.push(Buffer.from(piece));
  return events;
}

const document = `{ "kind": "List",
  "other": [1, {"items": [2]}], "items": [
    {"a": "}],\\"{"},
    2
  ], "z": {}
}
`;
const parts: readonly Told[] = [
  { kind: "member", text: ' "kind": "List"', at: { line: 1, column: 2 } },
  { kind: "member", text: '\n  "other": [1, {"items": [2]}]', at: { line: 1, column: 18 } },
  { kind: "item", text: '\n    {"a": "}],\\"{"}', at: { line: 2, column: 43 } },
  { kind: "item", text: "\n    2\n  ", at: { line: 3, column: 21 } },
  { kind: "member", text: ' "z": {}\n', at: { line: 5, column: 5 } },
  { kind: "end" },
];

describe("a JSON document", () => {
  test("is told part by part, with the place of each", () => {
    expect(told([document])).toEqual(parts);
  });

  test("is told the same wherever it is cut", () => {
    for (let cut = 1; cut < document.length; cut++) {
      expect(told([document.slice(0, cut), document.slice(cut)]), `cut at ${cut}`).toEqual(parts);
    }
  });

  test("may be followed by another one", () => {
    expect(told(['{"a":1}\n{"items":[3]}']).map(({ kind }) => kind)).toEqual(["member", "end", "item", "end"]);
  });

  test.each([
    { what: "text", pieces: ["\n  hello"], at: { line: 2, column: 3 }, message: /expected \{/ },
    { what: "a list", pieces: ["[]"], at: { line: 1, column: 1 }, message: /expected \{/ },
    { what: "a bracket too many", pieces: ["{}", "\n}"], at: { line: 2, column: 1 }, message: /expected \{/ },
    { what: "a wrong end of the items", pieces: ['{"items":[', "1}"], at: { line: 1, column: 12 }, message: /, or \]/ },
    { what: "a comma too many", pieces: ['{"a":1,\n}'], at: { line: 2, column: 1 }, message: /a name in quotes/ },
    { what: "a comma first", pieces: ['{"items":[,1]}'], at: { line: 1, column: 11 }, message: /expected a value/ },
    { what: "no comma", pieces: ['{"items":[]"a":1}'], at: { line: 1, column: 12 }, message: /expected , or \}/ },
    { what: "a wrong end", pieces: ['{"a":1\n]'], at: { line: 2, column: 1 }, message: /, or \}/ },
  ])("with $what is refused with its place", ({ pieces, at, message }) => {
    expect(() => told(pieces)).toThrow(expect.objectContaining({ at }));
    expect(() => told(pieces)).toThrow(message);
  });

  test("with a part that is longer than allowed is refused when it arrives in pieces", () => {
    expect(() => told(['{"a":"', "x".repeat(2_000_000)], 1024 * 1024)).toThrow(JsonPartsError);
  });
});
