import { describe, expect, test } from "vitest";
import type { Column } from "../../../src/table/column.ts";
import { filterOf } from "../../../src/table/filter.ts";
import { AnswerTime } from "../../../src/table/rowFilter.ts";
import { type Thing, thing, thingTable } from "./thing.ts";

const web = thing("web-1", { size: 7, state: "Angry" });
const api = thing("api-2", { size: 9, state: "calm" });

function passing(line: string, rows = [web, api], now = 0): readonly string[] {
  const filter = filterOf(line, thingTable.terms).over(thingTable.columns);
  return rows.filter((row) => filter?.passes(row, now, new AnswerTime()) ?? true).map(({ key }) => key);
}

test.each([
  ["", ["web-1", "api-2"]],
  ["web", ["web-1"]],
  ["WEB", ["web-1"]],
  ["angry", ["web-1"]],
  ["-", ["web-1", "api-2"]],
  ["web angry", ["web-1"]],
  ["web calm", []],
  ["!web", ["api-2"]],
  ["!web !api", []],
  ["7", ["web-1"]],
  ['""', ["web-1", "api-2"]],
  ['!""', []],
  ["/^web-\\d$/", ["web-1"]],
  ["/^ANGRY$/", ["web-1"]],
  ["/^web-1 /", []],
  ["!/[12]/", []],
  ["!/web|none/", ["api-2"]],
  ["size>=8", ["api-2"]],
  ["!size>=8", ["web-1"]],
  ["size:7", ["web-1"]],
  ["size>=5 api", ["api-2"]],
])("%j lets %j pass", (line, keys) => {
  expect(passing(line)).toEqual(keys);
});

test.each([
  ["web /(/", [{ start: 4, end: 7, reason: "not a regular expression: Unterminated group" }], ["web-1"]],
  ["size>=many web", [{ start: 0, end: 10, reason: "many is not a number" }], ["web-1"]],
  ["web size=", [{ start: 4, end: 9, reason: "a value is missing, as in size>=5" }], ["web-1"]],
  ["colour=red web", [{ start: 0, end: 10, reason: "there is no colour; known are size" }], ["web-1"]],
  ["! web", [{ start: 0, end: 1, reason: "a word is missing after !" }], ["web-1"]],
  [
    'a=b /x "y',
    [
      { start: 0, end: 3, reason: "there is no a; known are size" },
      { start: 4, end: 9, reason: "the closing / is missing" },
    ],
    ["web-1", "api-2"],
  ],
])("of %j what does not parse is named and filters nothing", (line, problems, keys) => {
  expect(filterOf(line, thingTable.terms).problems).toEqual(problems);
  expect(passing(line)).toEqual(keys);
});

test("a colon behind an unknown name is part of the word", () => {
  const port = thing("web:80");

  expect(passing("web:80", [port, web])).toEqual(["web:80"]);
  expect(passing('!web:"80"', [port, web])).toEqual(["web-1"]);
});

test("a filter of nothing but problems or of nothing lets everything pass unasked", () => {
  expect(filterOf("", thingTable.terms).over(thingTable.columns)).toBeUndefined();
  expect(filterOf("a=b", thingTable.terms).over(thingTable.columns)).toBeUndefined();
});

describe("words", () => {
  const columns = thingTable.columns.slice(0, 1);

  test("look at the columns that are shown only", () => {
    const filter = filterOf("angry", thingTable.terms).over(columns);

    expect(filter?.passes(web, 0, new AnswerTime())).toBe(false);
  });

  test("do not ask a column for the text that cannot contain them", () => {
    const column: Column<Thing> = {
      id: "x",
      title: "X",
      dropOrder: 0,
      text: () => {
        throw new Error("asked");
      },
      compare: () => 0,
      mayContain: (word) => word === "yes",
    };
    const asked = (line: string) => () => filterOf(line, []).over([column])?.passes(web, 0, new AnswerTime());

    expect(asked("NO")()).toBe(false);
    expect(asked("YES")).toThrow("asked");
  });

  test("find capitals in columns that may have some, and are themselves folded everywhere", () => {
    const column = (isLowerCase: boolean): Column<Thing> => ({
      id: "x",
      title: "X",
      dropOrder: 0,
      isLowerCase,
      text: (row) => row.state,
      compare: () => 0,
    });
    const passes = (line: string, isLowerCase: boolean, row: Thing) =>
      filterOf(line, [])
        .over([column(isLowerCase)])
        ?.passes(row, 0, new AnswerTime());

    expect(passes("aNGRY", false, web)).toBe(true);
    expect(passes("CALM", true, api)).toBe(true);
  });
});

describe("as time goes by", () => {
  const minute = 60_000;
  const row = thing("x", { bornAt: 0 });

  test("an answer that came from the age holds until the age changes", () => {
    const filter = filterOf("/^2m$/", []).over(thingTable.columns);
    const at = (now: number) => {
      const answer = new AnswerTime();
      return [filter?.passes(row, now, answer), answer.until];
    };

    expect(at(minute)).toEqual([false, 2 * minute]);
    expect(at(2 * minute)).toEqual([true, 3 * minute]);
    expect(at(3 * minute)).toEqual([false, 4 * minute]);
  });

  test("an answer that came from another cell holds for ever", () => {
    const answer = new AnswerTime();

    expect(filterOf("x", []).over(thingTable.columns)?.passes(row, minute, answer)).toBe(true);
    expect(answer.until).toBe(Number.POSITIVE_INFINITY);
  });

  test.each([
    { what: "a text that time does not change", line: "x", isTimeless: true },
    { what: "an ageing text that never changes", line: "never", isTimeless: true },
    { what: "an age", line: "/^2m$/", isTimeless: false },
    { what: "a term that ages, though no later time changes it", line: "old=1", isTimeless: false },
  ])("an answer from $what was the same before: $isTimeless", ({ line, isTimeless }) => {
    const old = {
      name: "old",
      example: "old=1",
      ages: true,
      parse: () => Object.assign(() => true, { steadyFor: () => Number.POSITIVE_INFINITY }),
    };
    const steady = thingTable.columns.map((column) => ({ ...column, steadyFor: () => Number.POSITIVE_INFINITY }));
    const columns = line === "never" ? steady : thingTable.columns;
    const answer = new AnswerTime();
    filterOf(line, [old]).over(columns)?.passes(row, minute, answer);

    expect(answer.isTimeless).toBe(isTimeless);
    answer.reset();
    expect(answer.isTimeless).toBe(true);
  });

  test("an answer of nobody knows how long holds for a second", () => {
    const ageing = { name: "young", example: "young=1", ages: true, parse: () => () => true };
    const answer = new AnswerTime();
    filterOf("young=1", [ageing]).over(thingTable.columns)?.passes(row, 500, answer);

    expect(answer.until).toBe(1_500);
  });

  test("the earliest end of several counts", () => {
    const answer = new AnswerTime();
    answer.holdsUntil(20);
    answer.holdsUntil(10);
    answer.holdsUntil(30);

    expect(answer.until).toBe(10);
  });
});
