import { expect, test } from "vitest";
import { Cell } from "../../../src/base/readable.ts";

test("tells each change, after it, and no equal value", () => {
  const cell = new Cell(1);
  const seen: number[] = [];
  cell.subscribe(() => seen.push(cell.get()));
  for (const value of [2, 2, 3, Number.NaN, Number.NaN]) cell.set(value);

  expect(seen).toEqual([2, 3, Number.NaN]);
});

test("a listener that left hears nothing more, the others do", () => {
  const cell = new Cell("a");
  const heard: string[] = [];
  const leave = cell.subscribe(() => heard.push("one"));
  cell.subscribe(() => heard.push("two"));
  leave();
  leave();
  cell.set("b");

  expect(heard).toEqual(["two"]);
});

test("a listener may leave, and another come, while it is told", () => {
  const cell = new Cell(0);
  const heard: string[] = [];
  const leave = cell.subscribe(() => {
    heard.push("once");
    leave();
    cell.subscribe(() => heard.push("later"));
  });
  cell.subscribe(() => heard.push("always"));
  cell.set(1);
  expect(heard).toEqual(["once", "always"]);
  cell.set(2);
  expect(heard).toEqual(["once", "always", "always", "later"]);
});
