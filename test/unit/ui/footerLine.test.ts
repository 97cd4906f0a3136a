import { expect, test } from "vitest";
import { footerLine, noticeLine } from "../../../src/ui/footerLine.ts";
import { span } from "../../../src/ui/spans.ts";

const footer = [
  { keys: "?", title: "help" },
  { keys: "/", title: "filter" },
  { keys: "q", title: "quit" },
];

test.each([
  [30, "? help  / filter  q quit"],
  [24, "? help  / filter  q quit"],
  [23, "? help  / filter"],
  [6, "? help"],
  [5, ""],
])("in %i columns the keys are %j: none is cut", (columns, text) => {
  expect(
    footerLine(footer, columns)
      .map((part) => part.text)
      .join(""),
  ).toBe(text);
});

test("the key of what cannot be done now is dimmed", () => {
  const [first] = footer;
  if (first === undefined) throw new Error("no key");

  expect(footerLine([{ ...first, isRefused: true }], 30)).toEqual([
    span("?", { dim: true }),
    span(" help", { dim: true }),
  ]);
});

test("news is cut where the line ends, in its tone", () => {
  expect(noticeLine({ text: "pod web-1 is gone", tone: "warning" }, 8)).toEqual([
    span("pod web…", { tone: "warning" }),
  ]);
});
