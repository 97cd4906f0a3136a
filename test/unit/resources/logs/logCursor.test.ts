import { describe, expect, test } from "vitest";
import { LogCursor } from "../../../../src/resources/logs/logCursor.ts";
import { logLineOf } from "../../../../src/resources/logs/logLine.ts";

/** A log, and a server that answers as the kubelet does: from a whole second on. */
function readAgain(log: readonly string[], cuts: readonly number[]): readonly string[] {
  const cursor = new LogCursor();
  const taken: string[] = [];
  let since: string | undefined;
  for (const cut of [...cuts, log.length]) {
    const from = since?.slice(0, 19) ?? "";
    const sent = log.slice(0, cut).filter((line) => line.slice(0, 19) >= from);
    for (const line of sent) if (cursor.takes(logLineOf(line, 0))) taken.push(line);
    since = cursor.resume();
  }
  return taken;
}

const at = (time: string, text: string) => `2026-01-05T10:00:${time}Z ${text}`;
/** Several a second, the same moment twice, the same line twice, a moment that goes back. */
const log = [
  at("00.1", "a"),
  at("00.2", "b"),
  at("00.2", "b"),
  at("00.2", "c"),
  at("01", "d"),
  at("01.5", "e"),
  at("01.4", "f"),
  at("01.5", "e"),
  at("02.000000001", "g"),
];

test.each(log.map((_, cut) => ({ cut })))("a stream that breaks after $cut lines loses and doubles none", ({ cut }) => {
  expect(readAgain(log, [cut])).toEqual(log);
});

test("neither do streams that break again and again", () => {
  for (let first = 0; first <= log.length; first++) {
    for (let second = first; second <= log.length; second++) {
      expect(readAgain(log, [first, second, second])).toEqual(log);
    }
  }
});

describe("where to go on", () => {
  test("is the second of the newest line", () => {
    const cursor = new LogCursor();
    for (const line of log) cursor.takes(logLineOf(line, 0));

    expect(cursor.resume()).toBe("2026-01-05T10:00:02Z");
  });

  test("is unknown before the first line, and of lines without a time", () => {
    const cursor = new LogCursor();
    expect(cursor.takes(logLineOf("unable to retrieve container logs", 0))).toBe(true);

    expect(cursor.resume()).toBeUndefined();
  });
});
