import { expect, test } from "vitest";
import { type LogLine, logLineOf, mergedByTime } from "../../../../src/resources/logs/logLine.ts";

test.each([
  { raw: "2026-01-05T10:00:00.123456789Z started", time: "2026-01-05T10:00:00.123456789", text: "started" },
  { raw: "2026-01-05T10:00:00Z  indented", time: "2026-01-05T10:00:00", text: " indented" },
  { raw: "2026-01-05T10:00:00.5Z ", time: "2026-01-05T10:00:00.5", text: "" },
  { raw: "2026-01-05T12:00:00.5+02:00 x", time: "2026-01-05T10:00:00.500", text: "x" },
  { raw: "failed to open log file", time: "", text: "failed to open log file" },
  { raw: "", time: "", text: "" },
])("$raw", ({ raw, time, text }) => {
  expect(logLineOf(raw, 2)).toEqual({ source: 2, time, text });
});

const line = (source: number, time: string, text = ""): LogLine => ({ source, time, text });

test("logs of several containers come in the order of time, each in its own order", () => {
  const merged = mergedByTime([
    [line(0, "10:00:00.1"), line(0, "10:00:00.3"), line(0, "10:00:00.2", "late")],
    [],
    [line(2, "10:00:00.12"), line(2, ""), line(2, "10:00:00.4")],
  ]);

  expect(merged.map(({ source, time, text }) => `${source} ${time}${text}`)).toEqual([
    "0 10:00:00.1",
    "2 10:00:00.12",
    "2 ",
    "0 10:00:00.3",
    "0 10:00:00.2late",
    "2 10:00:00.4",
  ]);
});
