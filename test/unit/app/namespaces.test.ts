import { describe, expect, test } from "vitest";
import { type NamespaceChoices, namespaceEntries } from "../../../src/app/namespaces.ts";

const entriesOf = (change: Partial<NamespaceChoices>) =>
  namespaceEntries({
    known: [],
    recent: [],
    current: undefined,
    typed: "",
    counts: new Map(),
    keyOfAll: "0",
    keysOfRecent: ["1", "2"],
    ...change,
  });
const values = (change: Partial<NamespaceChoices>) => entriesOf(change).map(({ value }) => value);

describe("the namespaces to choose from", () => {
  test("are all, the recent in the order of their keys, where one is, and the others, each once", () => {
    expect(values({ known: ["a", "shop", "web"], recent: ["web", "old"], current: "lab" })).toEqual([
      "*",
      "web",
      "old",
      "lab",
      "a",
      "shop",
    ]);
  });

  test("are said with their pods and keys", () => {
    const counts = new Map([
      ["web", 1],
      ["shop", 12_400],
      ["a", undefined],
    ]);
    const entries = entriesOf({ known: ["a", "shop", "web"], recent: ["web"], counts });

    expect(entries.map(({ text, detail }) => `${text}: ${detail}`)).toEqual([
      "all namespaces: key 0",
      "web: 1 pod, key 1",
      "a: ",
      "shop: 12,400 pods",
    ]);
  });

  test("have no key when none is left for them", () => {
    const [all, first] = entriesOf({ recent: ["web"], keyOfAll: undefined, keysOfRecent: [] });

    expect([all?.detail, first?.detail]).toEqual(["", ""]);
  });

  test.each([
    { current: undefined, marked: ["*"] },
    { current: "web", marked: ["web"] },
  ])("show where one is: $marked", ({ current, marked }) => {
    const entries = entriesOf({ known: ["shop", "web"], current });

    expect(entries.filter((entry) => entry.current).map(({ value }) => value)).toEqual(marked);
  });

  test.each([
    { typed: "secret", offered: ["secret"] },
    { typed: "web", offered: [] },
    { typed: "Secret", offered: [] },
    { typed: "", offered: [] },
  ])("end with what is typed, $typed, when it could be a name that is not listed", ({ typed, offered }) => {
    const always = entriesOf({ known: ["web"], typed }).filter((entry) => entry.always === true);

    expect(always.map(({ value }) => value)).toEqual(offered);
  });
});
