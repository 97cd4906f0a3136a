import { describe, expect, test } from "vitest";
import type { HelpGroup } from "../../../src/app/dashboardView.ts";
import { helpLines } from "../../../src/ui/helpLines.ts";
import { spansWidth } from "../../../src/ui/spans.ts";

const entry = (keys: string, title: string, whyDisabled?: string) => ({ keys, title, whyDisabled });
const groups: readonly HelpGroup[] = [
  { title: "Move", entries: [entry("j ↓", "Down"), entry("k ↑", "Up"), entry("PgDn Ctrl-F", "A page down")] },
  { title: "Scope", entries: [entry("n", "Choose a namespace", "The rows come from a file.")] },
  { title: "App", entries: [entry("q", "Quit")] },
];

function textsOf(top: number, columns: number, lines: number, shown = groups): readonly string[] {
  return helpLines(shown, top, columns, lines).map((line) =>
    line
      .map(({ text }) => text)
      .join("")
      .trimEnd(),
  );
}

test("every key stands with what it does, groups one below the other", () => {
  expect(textsOf(0, 60, 20)).toEqual([
    "Move",
    "j ↓          Down",
    "k ↑          Up",
    "PgDn Ctrl-F  A page down",
    "",
    "Scope",
    "n            Choose a namespace (The rows come from a file.)",
    "",
    "App",
    "q            Quit",
  ]);
});

test("groups stand side by side where they fit, and a reason that does not is cut off", () => {
  expect(textsOf(0, 130, 20)).toEqual([
    "Move                                        Scope                                       App",
    "j ↓          Down                           n            Choose a namespace (The ro…    q            Quit",
    "k ↑          Up",
    "PgDn Ctrl-F  A page down",
  ]);
});

describe("when it does not fit", () => {
  test("it says how much is below", () => {
    expect(textsOf(0, 60, 4)).toEqual(["Move", "j ↓          Down", "k ↑          Up", "7 more lines below"]);
  });

  test("it can be scrolled, not beyond its end", () => {
    expect(textsOf(3, 60, 4)).toEqual(["PgDn Ctrl-F  A page down", "", "Scope", "4 more lines below"]);
    expect(textsOf(99, 60, 4)).toEqual([
      "n            Choose a namespace (The rows come from a file.)",
      "",
      "App",
      "q            Quit",
    ]);
  });
});

test("a key that does nothing now is dim as a whole, with the reason", () => {
  const line = helpLines(groups, 0, 60, 20)[6];

  expect(line?.every(({ look }) => look.dim === true)).toBe(true);
});

test("no line is wider than it may be, no matter how narrow", () => {
  for (let columns = 1; columns < 240; columns++) {
    const lines = helpLines(groups, 0, columns, 30);
    expect(Math.max(...lines.map(spansWidth))).toBeLessThanOrEqual(columns);
  }
});
