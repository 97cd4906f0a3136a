import { expect, test } from "vitest";
import { goalFrom, isReached, matchingWords } from "../../../../src/cli/wait/goal.ts";

test.each([
  {
    text: "none",
    reached: [
      [0, 0],
      [0, 3],
    ],
    not: [[1, 3]],
  },
  {
    text: "any",
    reached: [
      [1, 3],
      [3, 3],
    ],
    not: [
      [0, 3],
      [0, 0],
    ],
  },
  {
    text: "all",
    reached: [[3, 3]],
    not: [
      [2, 3],
      [0, 3],
      [0, 0],
    ],
  },
  {
    text: "3",
    reached: [
      [3, 3],
      [4, 9],
    ],
    not: [
      [2, 3],
      [0, 0],
    ],
  },
])("--for $text", ({ text, reached, not }) => {
  const goal = goalFrom(text);
  if (goal === undefined) throw new Error(`${text} is no goal`);
  const isMet = ([matching = 0, pods = 0]: readonly number[]) => isReached(goal, { matching, pods });

  expect(reached.map(isMet)).toEqual(reached.map(() => true));
  expect(not.map(isMet)).toEqual(not.map(() => false));
});

test.each(["", "0", "-1", "1.5", "some", "NONE", "1e3"])("--for %j is no goal", (text) => {
  expect(goalFrom(text)).toBeUndefined();
});

test.each([
  { matching: 0, pods: 0, words: "there are no pods" },
  { matching: 0, pods: 1, words: "none of 1 pod matches" },
  { matching: 0, pods: 1_200, words: "none of 1,200 pods matches" },
  { matching: 1, pods: 3, words: "1 of 3 pods matches" },
  { matching: 2, pods: 3, words: "2 of 3 pods match" },
  { matching: 3, pods: 3, words: "all 3 pods match" },
  { matching: 1, pods: 1, words: "the only pod matches" },
])("$matching of $pods: $words", ({ matching, pods, words }) => {
  expect(matchingWords({ matching, pods })).toBe(words);
});
