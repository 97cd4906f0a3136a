import { expect, test } from "vitest";
import { News } from "../../../src/app/news.ts";

const seconds = 1_000;
const textsOf = (news: News, ...times: readonly number[]) => times.map((time) => news.at(time * seconds)?.text);

test("what was wrong at the start is said one after the other, each for eight seconds", () => {
  expect(textsOf(new News(["one", "two"]), 0, 7.9, 8, 15.9, 16, 60)).toEqual([
    "one",
    "one",
    "two",
    "two",
    undefined,
    undefined,
  ]);
});

test("names when it changes by itself", () => {
  expect(new News(["one"]).at(1 * seconds)?.until).toBe(9 * seconds);
});

test("what is said now takes the place of what stands there", () => {
  const news = new News(["old", "waiting"]);
  news.at(0);
  news.say("new");

  expect(textsOf(news, 1, 9)).toEqual(["new", "waiting"]);
});

test("several lines that belong together keep their order", () => {
  const news = new News([]);
  news.say("open https://login.example", "and enter ABC-123");

  expect(textsOf(news, 0, 8, 16)).toEqual(["open https://login.example", "and enter ABC-123", undefined]);
});

test("what stands there can be taken away, and what waits comes next", () => {
  const news = new News(["one", "two"]);
  news.at(0);

  expect(news.dismiss()).toBe(true);
  expect(textsOf(news, 1)).toEqual(["two"]);
  expect(news.dismiss()).toBe(true);
  expect(news.dismiss()).toBe(false);
  expect(textsOf(news, 2)).toEqual([undefined]);
});
