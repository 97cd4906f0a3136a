import { get, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { letBreak } from "../../../src/demo/flakyPort.ts";
import { type Answered, type DemoApi, startDemoApi } from "../../support/demoApi.ts";

const watch = "/api/v1/pods?watch=1&resourceVersion=1";
let api: DemoApi;
let startMs: number;
let stop: () => void;

beforeEach(async () => {
  api = await startDemoApi();
  startMs = api.time.now();
  stop = letBreak(api.listener);
});

afterEach(() => {
  stop();
  return api.close();
});

function at(seconds: number): void {
  api.time.advanceTo(startMs + seconds * 1_000);
}

/** Over a connection of its own, as `200`, `429 TooManyRequests, after 3 s`. */
async function answerOf(path: string): Promise<string> {
  const response = await new Promise<IncomingMessage | undefined>((resolve) => {
    get(api.url + path, { agent: false }, resolve).once("error", () => resolve(undefined));
  });
  if (response === undefined) return "no answer";
  const { statusCode, headers } = response;
  const { reason } = JSON.parse(await text(response)) as Answered;
  const wait = headers["retry-after"];
  return [
    statusCode,
    ...(reason === undefined ? [] : [` ${reason}`]),
    ...(wait === undefined ? [] : [`, after ${wait} s`]),
  ].join("");
}

test("what is open is cut", async () => {
  const open = await api.watch(watch);
  const ended = open.rest().then(
    () => "ended",
    () => "cut",
  );
  at(12);
  expect(await ended).toBe("cut");
  expect(await answerOf("/api/v1/pods")).toBe("200");
});

test("then it asks to wait, forgets its history, and gives no answer, in turn and round after round", async () => {
  for (const round of [0, 60, 120]) {
    at(round + 24);
    expect(await answerOf("/api/v1/namespaces")).toBe("200");
    expect(await answerOf(watch)).toBe("429 TooManyRequests, after 3 s");
    at(round + 36);
    expect(await answerOf(watch)).toBe("410 Expired");
    at(round + 48);
    for (let asked = 0; asked < 3; asked++) expect(await answerOf("/api/v1/pods")).toBe("no answer");
    expect(await answerOf("/api/v1/pods")).toBe("200");
  }
});

test("what nobody met is over at the next moment, and all of it when it is stopped", async () => {
  at(24);
  at(36);
  expect(await answerOf(watch)).toBe("410 Expired");
  at(48);
  stop();
  expect(await answerOf("/api/v1/pods")).toBe("200");
  expect(api.time.nextAt).toBeUndefined();
});
