import { expect, test } from "vitest";
import { promptLine } from "../../../src/ui/promptLine.ts";

const wrong = { start: 3, end: 11, reason: "a namespace's name starts and ends with a letter or digit" };

function shown(text: string, columns: number, more: object = {}): string {
  const prompt = { label: ":", text, cursor: text.length, errors: [], completion: "", hint: "", ...more };
  return promptLine(prompt, columns)
    .map((span) => span.text)
    .join("");
}

test.each([
  { text: "ns shop-eu", columns: 13, line: ": ns shop-eu " },
  { text: "ns shop-eu", columns: 12, line: ": … shop-eu " },
  { text: "ns shop-eu", columns: 8, line: ": …p-eu " },
  { text: "ns 店店", columns: 10, line: ": ns 店店 " },
  { text: "ns 店店", columns: 9, line: ": … 店店 " },
])("$text in $columns columns is scrolled no more than its cursor needs", ({ text, columns, line }) => {
  expect(shown(text, columns)).toBe(line);
});

test("a reason takes only what the typed text leaves", () => {
  const line = shown("ns shop_eu_", 60, { errors: [wrong] });

  expect(line).toMatch(/^: ns shop_eu_ +a namespace's name .*…$/);
  expect(line).toHaveLength(60);
});
