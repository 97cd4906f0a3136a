import { expect, test } from "vitest";
import type { TypedCommand } from "../../../src/app/commandLine.ts";
import { commandPrompt } from "../../../src/app/prompts.ts";

const said: unknown[] = [];
const prompt = commandPrompt(
  () => ({ namespaces: [], contexts: [] }),
  (command: TypedCommand | { readonly reason: string }) => said.push("reason" in command ? command.reason : command),
  () => {},
);

test.each([
  { text: "dep", problems: 0 },
  { text: "ns shop-", problems: 0 },
  { text: "ns -", problems: 1 },
  { text: "ns Shop-", problems: 1 },
  { text: "ns shop- ", problems: 1 },
  { text: `ns ${"a".repeat(62)}-`, problems: 1 },
])("of `$text` $problems parts are wrong while more can be typed", ({ text, problems }) => {
  expect(prompt.problems(text)).toHaveLength(problems);
});

test("a name that ends with - is wrong once it is entered", () => {
  prompt.onEnter("ns shop-");

  expect(said).toEqual([expect.stringContaining("ends with a letter or digit")]);
});
