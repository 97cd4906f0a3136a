import { describe, expect, test } from "vitest";
import { type Cursor, start } from "../../../../src/kube/sync/cursor.ts";
import type { Life, Outcome } from "../../../../src/kube/sync/outcome.ts";
import { advance } from "../../../../src/kube/sync/recovery.ts";
import { failing } from "../../../support/runReflector.ts";

/** A watch of version 9 that has been well. */
const watching: Cursor = { ...start, ask: { kind: "watch", from: "9" }, version: "9" };
const life = (lastedMs: number | undefined, version: string | undefined): Life => ({
  accepted: lastedMs !== undefined,
  lastedMs: lastedMs ?? 0,
  progress: 0,
  version,
});
/** Not accepted when it did not last. */
const failed = (
  failure: Parameters<typeof failing>[0],
  lastedMs?: number,
  version: string | undefined = "9",
): Outcome => ({
  kind: "failed",
  error: failing(failure),
  ...life(lastedMs, version),
});
const neverListed = (lastedMs?: number): Outcome => ({
  kind: "failed",
  error: failing("unreachable"),
  ...life(lastedMs, undefined),
});
const cursorAfter = (cursor: Cursor, ...outcomes: readonly Outcome[]) => outcomes.reduce(advance, cursor);
const times = (count: number, outcome: Outcome) => Array<Outcome>(count).fill(outcome);

describe("patience", () => {
  test("counts each failure", () => {
    expect(cursorAfter(watching, ...times(4, failed("unreachable"))).tries).toBe(4);
  });

  test("is not reset by a watch that only opened", () => {
    expect(cursorAfter(watching, ...times(3, failed("unreachable")), failed("unreachable", 2_000)).tries).toBe(4);
  });

  test("is reset by a watch that was well for 30 seconds", () => {
    expect(cursorAfter(watching, ...times(5, failed("unreachable")), failed("unreachable", 30_000)).tries).toBe(1);
  });

  test("is reset by a person, and by a machine that woke up", () => {
    const tired = cursorAfter(watching, ...times(5, failed("unreachable")));

    expect(advance(tired, { kind: "asked", version: "9" })).toMatchObject({ tries: 0, pause: { kind: "none" } });
    expect(advance(tired, { kind: "resumed", version: "9" })).toMatchObject({ tries: 0, pause: { kind: "none" } });
  });

  test("with a way that is dead is not lost over an answer", () => {
    const tries = [failed("unreachable"), failed("unreachable"), failed("throttled"), failed("proxy")];

    expect(cursorAfter(watching, ...tries).unconnected).toBe(1);
    expect(cursorAfter(watching, ...times(3, failed("unreachable"))).unconnected).toBe(3);
    expect(cursorAfter(watching, failed("unreachable", 5_000)).unconnected).toBe(0);
  });

  test("is kept over lists that are lost again and again", () => {
    const lost: Outcome = { kind: "lost", reason: "historyExpired", ...life(10, "9") };
    const again = cursorAfter(watching, lost, { kind: "synced", version: "12" }, lost);

    expect(again).toMatchObject({ ask: { kind: "streamingList" }, pause: { kind: "backoff" }, tries: 2 });
  });
});

describe("the version", () => {
  test.each([
    ["the server ends it", { kind: "ended", ...life(60_000, "12") }],
    ["the connection breaks", failed("unreachable", 60_000, "12")],
    ["the server refuses it", failed("throttled", undefined, "12")],
    ["a person asks", { kind: "asked", version: "12" }],
    ["the machine slept", { kind: "resumed", version: "12" }],
  ] satisfies [string, Outcome][])("of a watch goes on from the last event when %s", (_when, outcome) => {
    expect(advance(watching, outcome)).toMatchObject({ ask: { kind: "watch", from: "12" }, version: "12" });
  });

  test("of a lost history is not asked for again, however often the list fails", () => {
    const gone = cursorAfter(watching, failed("gone"), ...times(4, failed("unreachable")));

    expect(gone).toMatchObject({ ask: { kind: "streamingList" }, resync: "historyExpired", version: "9" });
  });
});

describe("a list", () => {
  test("of a lost history asks for the newest also where only lists are allowed", () => {
    const lost: Outcome = { kind: "lost", reason: "historyExpired", ...life(10, "9") };

    expect(cursorAfter(watching, lost, failed("forbidden"), failed("unreachable")).ask).toEqual({
      ...{ kind: "list", from: undefined, form: "paged" },
    });
  });

  const paged: Cursor = { ...watching, ask: { kind: "list", from: "9", form: "paged" } };

  test.each([
    [
      "of a version that is gone asks for the newest, at once",
      paged,
      failed("gone"),
      { from: undefined, form: "paged" },
    ],
    ["whose pages are gone asks for one body, at once", paged, failed("gone", 10), { from: "9", form: "oneBody" }],
  ])("%s", (_what, cursor, outcome, ask) => {
    expect(advance(cursor, outcome)).toMatchObject({ ask: { kind: "list", ...ask }, pause: { kind: "none" } });
  });

  test("of the newest version that is gone waits", () => {
    const newest: Cursor = { ...paged, ask: { kind: "list", from: undefined, form: "oneBody" } };

    expect(advance(newest, failed("gone", 10)).pause.kind).toBe("backoff");
  });

  test("is tried in pages after the streaming list was cut twice", () => {
    const cuts = cursorAfter(start, neverListed(5_000), neverListed(5_000));

    expect(cuts.ask).toEqual({ kind: "list", from: undefined, form: "paged" });
    expect(cursorAfter(start, neverListed(5_000)).ask.kind).toBe("streamingList");
  });

  test("is not tried in pages because the server could not be reached", () => {
    expect(cursorAfter(start, ...times(4, neverListed())).ask.kind).toBe("streamingList");
  });
});
