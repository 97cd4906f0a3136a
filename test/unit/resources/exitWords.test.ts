import { expect, test } from "vitest";
import { exitWords } from "../../../src/resources/exitWords.ts";

test.each([
  { terminated: { exitCode: 0, reason: "Completed" }, words: "exit 0" },
  { terminated: { exitCode: 1, reason: "Error" }, words: "exit 1" },
  { terminated: { exitCode: 137, reason: "OOMKilled" }, words: "exit 137 (SIGKILL), OOMKilled" },
  { terminated: { exitCode: 143, reason: "Error" }, words: "exit 143 (SIGTERM)" },
  { terminated: { exitCode: 139 }, words: "exit 139 (SIGSEGV)" },
  { terminated: { exitCode: 0, signal: 9 }, words: "exit 0 (SIGKILL)" },
  { terminated: { exitCode: 127, reason: "Error" }, words: "exit 127 (command not found)" },
  {
    terminated: { exitCode: 128, reason: "StartError" },
    words: "exit 128 (the runtime could not start it), StartError",
  },
  { terminated: { exitCode: 200 }, words: "exit 200" },
  { terminated: {}, words: "exit 0" },
])("$terminated is $words", ({ terminated, words }) => {
  expect(exitWords(terminated)).toBe(words);
});
