import { expect, test } from "vitest";
import { RequestBook } from "../../../../src/kube/wire/requestBook.ts";
import { TraceRecorder } from "../../../../src/kube/wire/traceRecorder.ts";
import { FakeClock } from "../../../support/fakeClock.ts";

const clock = new FakeClock();
const begin = (book: RequestBook, id: number) =>
  new TraceRecorder({ id, method: "GET", url: `https://a/${id}` }, clock, [book.hear]);

test("a request stands in it once, however often it is told of, and as it is now", () => {
  const book = new RequestBook();
  const recorder = begin(book, 1);
  recorder.headers(200, "application/json", "");
  recorder.received(500);

  expect(book.newest()).toMatchObject([{ id: 1, status: 200, bytesReceived: 500, endedAt: undefined }]);
  recorder.end();
  expect(book.newest()).toMatchObject([{ id: 1, endedAt: clock.now() }]);
});

test("the newest come first, and the oldest of more than 200 fall out", () => {
  const book = new RequestBook();
  for (let id = 1; id <= 250; id++) begin(book, id).end();

  const ids = book.newest().map(({ id }) => id);
  expect(ids).toEqual(Array.from({ length: 200 }, (_, index) => 250 - index));
});

test("a request that is told of after it fell out does not come back", () => {
  const book = new RequestBook();
  const old = begin(book, 0);
  for (let id = 1; id <= 200; id++) begin(book, id).end();
  old.end();

  expect(book.newest().map(({ id }) => id)).not.toContain(0);
});

test("requests of two clusters that count alike are two", () => {
  const book = new RequestBook();
  begin(book, 1).end();
  begin(book, 1).end();

  expect(book.newest()).toHaveLength(2);
});

test("who listens hears of each step, and of none after leaving", () => {
  const book = new RequestBook();
  let heard = 0;
  const leave = book.onChange(() => heard++);
  const recorder = begin(book, 1);
  recorder.step("tcp");
  expect(heard).toBe(2);
  leave();
  recorder.end();
  expect(heard).toBe(2);
});
