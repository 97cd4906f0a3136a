import { expect, test } from "vitest";
import { fuzzyMatch } from "../../../src/app/fuzzy.ts";

const best = (query: string, names: readonly string[]) =>
  names
    .flatMap((name) => {
      const match = fuzzyMatch(query, name);
      return match === undefined ? [] : [{ name, score: match.score }];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ name }) => name);

test.each([
  {
    what: "the whole name, before names whose words start with the letters",
    query: "qa",
    names: ["qa", "quality-assurance"],
  },
  { what: "the start of the name", query: "web", names: ["web-1", "my-web", "cobweb"] },
  { what: "the start of a word", query: "sys", names: ["kube-system", "ecosystems"] },
  { what: "the first letters of words", query: "tb", names: ["team-b", "testbed"] },
  { what: "letters in a row", query: "ube", names: ["kube", "kuxbxe"] },
  { what: "the shorter of two equal fits", query: "shop", names: ["shop-eu", "shop-europe"] },
])("prefers $what", ({ query, names }) => {
  expect(best(query, names.toReversed())).toEqual(names);
});

test.each([
  { what: "a run", query: "sys", name: "kube-system", matched: [5, 6, 7] },
  { what: "a run at the start of a word rather than within one", query: "app", name: "myapp-app", matched: [6, 7, 8] },
  { what: "first letters of words", query: "ks", name: "kube-system", matched: [0, 5] },
  { what: "letters with gaps", query: "kem", name: "kube-system", matched: [0, 3, 10] },
  { what: "capitals as small letters", query: "PROD", name: "Prod", matched: [0, 1, 2, 3] },
  { what: "nothing, which every name has", query: "", name: "shop", matched: [] },
])("finds $what", ({ query, name, matched }) => {
  expect(fuzzyMatch(query, name)?.matched).toEqual(matched);
});

test.each([
  { query: "x", name: "shop" },
  { query: "pohs", name: "shop" },
  { query: "shopp", name: "shop" },
])("$query does not fit $name", ({ query, name }) => {
  expect(fuzzyMatch(query, name)).toBeUndefined();
});

test("does not take a word's start that leaves no place for the rest", () => {
  expect(fuzzyMatch("bc", "abc-b")?.matched).toEqual([1, 2]);
  expect(fuzzyMatch("bd", "abd-b")?.matched).toEqual([1, 2]);
});

test("points at the letters of the name where small letters are longer than capitals", () => {
  const name = "İstanbul-x";

  expect(fuzzyMatch("x", name)?.matched).toEqual([name.indexOf("x")]);
});
