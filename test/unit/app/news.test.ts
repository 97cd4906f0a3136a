import { describe, expect, test } from "vitest";
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

  expect(news.dismiss(0)).toBe(true);
  expect(textsOf(news, 1)).toEqual(["two"]);
  expect(news.dismiss(0)).toBe(true);
  expect(news.dismiss(0)).toBe(false);
  expect(textsOf(news, 2)).toEqual([undefined]);
});

describe("a line that stands", () => {
  test("stays for ever, also behind what is said for a while", () => {
    const news = new News([]);
    news.stand("a pod came", 0);
    news.say("copied");

    expect(textsOf(news, 0, 7, 8, 90_000)).toEqual(["copied", "copied", "a pod came", "a pod came"]);
    expect(news.at(90_000 * seconds)?.until).toBe(Number.POSITIVE_INFINITY);
  });

  test("comes at once, whatever was said before", () => {
    const news = new News(["old"]);
    news.at(0);
    news.stand("a pod came", 1);

    expect(textsOf(news, 1)).toEqual(["a pod came"]);
  });

  test("goes with a key, but not with one that was on its way", () => {
    const news = new News([]);
    news.stand("a pod came", 0);

    expect([news.dismiss(999), news.isStanding]).toEqual([false, true]);
    expect([news.dismiss(1_000), news.isStanding]).toEqual([true, false]);
  });

  test("goes when the place that it speaks of is left", () => {
    const news = new News([]);
    news.stand("a pod came", 0);
    news.forget();

    expect(textsOf(news, 0)).toEqual([undefined]);
  });
});
