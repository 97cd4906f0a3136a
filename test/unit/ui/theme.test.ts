import { describe, expect, test } from "vitest";
import type { Tone } from "../../../src/table/column.ts";
import type { Look } from "../../../src/table/look.ts";
import { themeFor } from "../../../src/ui/theme.ts";

/** The codes around a text, `<31>x<39>`. */
function painted(look: Look, env: Readonly<Record<string, string>> = {}): string {
  return themeFor(env)
    .paint("x", look)
    .replaceAll("\u001b[", "<")
    .replaceAll(/<(\d+)m/g, "<$1>");
}

test.each<[Look, string]>([
  [{}, "x"],
  [{ tone: "normal" }, "x"],
  [{ tone: "good" }, "<32>x<39>"],
  [{ tone: "busy" }, "<36>x<39>"],
  [{ tone: "warning" }, "<33>x<39>"],
  [{ tone: "bad" }, "<1><31>x<39><22>"],
  [{ tone: "muted" }, "<2>x<22>"],
  [{ tone: "muted", dim: false, inverse: true }, "<7>x<27>"],
  [{ bold: true, dim: true }, "<1>x<22>"],
  [{ dim: true, underline: true }, "<2><4>x<24><22>"],
  [{ tone: "warning", bold: true, inverse: true }, "<7><1><33>x<39><22><27>"],
])("%j is painted %j", (look, text) => {
  expect(painted(look)).toBe(text);
});

test("nothing is painted around nothing", () => {
  expect(themeFor({}).paint("", { tone: "bad", inverse: true })).toBe("");
});

describe("without colours", () => {
  const tones: readonly Tone[] = ["normal", "good", "busy", "warning", "bad", "muted"];

  test.each([{ NO_COLOR: "1" }, { NO_COLOR: "0" }, { TERM: "dumb" }])("%j leaves no colour code", (env) => {
    for (const tone of tones) expect(painted({ tone, bold: true, inverse: true }, env)).not.toMatch(/<[39]\d>/);
  });

  test("what is bad is bold, a warning underlined, what is over dim", () => {
    const env = { NO_COLOR: "1" };

    expect(tones.map((tone) => painted({ tone }, env))).toEqual(["x", "x", "x", "<4>x<24>", "<1>x<22>", "<2>x<22>"]);
  });

  test("an empty NO_COLOR does not count", () => {
    expect(painted({ tone: "good" }, { NO_COLOR: "" })).toBe("<32>x<39>");
  });
});

test("bars are blocks where there are blocks, and ASCII on a dumb terminal", () => {
  expect(themeFor({ NO_COLOR: "1" }).paint(" ▁▂▃▄▅▆▇█", {})).toBe(" ▁▂▃▄▅▆▇█");
  expect(themeFor({ TERM: "dumb" }).paint(" ▁▂▃▄▅▆▇█", {})).toBe(" _.:-=+*#");
});
