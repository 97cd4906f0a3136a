import { describe, expect, test } from "vitest";
import { failing, first, runReflector } from "../../../support/runReflector.ts";
import { type Answer, end, part, put, row } from "../../../support/scriptedListWatch.ts";

const watchForbidden: Answer = { stream: [failing("forbidden")] };
const listForbidden: Answer = { list: [failing("forbidden")] };
const listed = (version: string): Answer => ({ list: [part([row("a", version)], version)] });
const synced: Answer = { stream: [...first, "hang"] };
const ended: Answer = { stream: [...first, "end"] };
const minute = 60_000;

describe("who may list but not watch", () => {
  test("gets the list every ten seconds, from the version before, and is told so at once", async () => {
    const run = await runReflector([watchForbidden, listed("9"), listed("10"), listed("11")], { forMs: 0 });

    expect(run.states.at(-1)).toEqual({ phase: "polling", verifiedAt: run.clock.now(), everyMs: 10_000 });
    await run.clock.advance(20_000);
    expect(run.source.requests).toEqual(["streamingList", "list paged", "list paged 9", "list paged 10"]);
    expect(run.rows()).toEqual({ a: "uid-a@11" });
    expect(run.phase()).toBe("polling");
    expect(run.states.some((state) => "error" in state)).toBe(false);
  });

  test("is asked for less often when a list takes long", async () => {
    const slow = (version: string): Answer => ({ list: [part([row("a", "3")], version, 1), 3_000, part([], version)] });
    const run = await runReflector([watchForbidden, slow("9"), slow("10")], { forMs: 3_000 });

    expect(run.states.at(-1)).toMatchObject({ phase: "polling", everyMs: 30_000 });
    await run.clock.advance(29_999);
    expect(run.source.requests).toHaveLength(2);
    await run.clock.advance(1);
    expect(run.source.requests).toHaveLength(3);
  });

  test("is tried as a watcher now and then: a permission that was granted is noticed", async () => {
    const lists = ["9", "10", "11", "12", "13", "14"].map(listed);
    const granted: Answer = { stream: [[], [put("a", "20")], "hang"] };
    const run = await runReflector([watchForbidden, ...lists, granted], { forMs: minute });

    expect(run.source.requests.at(-1)).toBe("watch 14");
    expect(run.rows()).toEqual({ a: "uid-a@20" });
    expect(run.phase()).toBe("live");
  });

  test("goes on with lists when the watch is still refused", async () => {
    const lists = ["9", "10", "11", "12", "13", "14"].map(listed);
    const run = await runReflector([watchForbidden, ...lists, watchForbidden, listed("15"), listed("16")], {
      forMs: minute + 12_000,
    });

    expect(run.source.requests.slice(-3)).toEqual(["watch 14", "list paged 14", "list paged 15"]);
    expect(run.phases()).not.toContain("forbidden");
  });

  test("gets the newest list when the version before is no longer known", async () => {
    const expired: Answer = { list: [failing("gone")] };
    const run = await runReflector([watchForbidden, listed("9"), expired, listed("30")], { forMs: 10_000 });

    expect(run.source.requests.slice(-2)).toEqual(["list paged 9", "list paged"]);
    expect(run.rows()).toEqual({ a: "uid-a@30" });
  });

  test("keeps the rows over a failed list, and says as of when they are", async () => {
    const refused: Answer = { list: [failing("unreachable")] };
    const run = await runReflector([watchForbidden, listed("9"), refused, refused, refused, refused, refused], {
      forMs: 0,
    });
    const asOf = run.clock.now();
    await run.clock.advance(12_000);

    expect(run.rows()).toEqual({ a: "uid-a@9" });
    expect(run.states.at(-1)).toMatchObject({ asOf, error: { failure: "unreachable" } });
  });
});

describe("who may watch but not list", () => {
  test("is live through the streaming list alone", async () => {
    const run = await runReflector([synced], {
      forMs: minute,
      prepare: ({ source }) => {
        source.count = async () => undefined;
      },
    });

    expect(run.source.requests).toEqual(["streamingList"]);
    expect(run.phase()).toBe("live");
  });
});

describe("who may neither list nor watch", () => {
  test("is told by whom and when it is tried again, which is every minute", async () => {
    const run = await runReflector([watchForbidden, listForbidden, synced], { forMs: 59_000 });

    expect(run.source.requests).toEqual(["streamingList", "list paged"]);
    expect(run.states.at(-1)).toMatchObject({ phase: "forbidden", asOf: undefined, error: { failure: "forbidden" } });
    await run.clock.advance(2_000);
    expect(run.phase()).toBe("live");
  });

  test("any more, keeps the last rows", async () => {
    const refusals = Array.from({ length: 50 }, () => [watchForbidden, listForbidden]).flat();
    const run = await runReflector([ended, ...refusals], { forMs: 5_000 });

    expect(run.states.at(-1)).toMatchObject({ phase: "forbidden", asOf: expect.any(Number) });
    expect(run.rows()).toEqual({ a: "uid-a@3", b: "uid-b@5" });
  });

  test("since its server started again and knows no roles yet, goes on soon where the watch was", async () => {
    const run = await runReflector([ended, watchForbidden, listForbidden], { forMs: 3_000 });

    expect(run.source.requests).toEqual(["streamingList", "watch 9", "list paged", "watch 9"]);
    expect(run.phase()).toBe("live");
  });

  test("and may list again a moment later, is tried as a watcher at once", async () => {
    const run = await runReflector([ended, watchForbidden, listed("12")], { forMs: 3_000 });

    expect(run.source.requests).toEqual(["streamingList", "watch 9", "list paged", "watch 12"]);
    expect(run.phase()).toBe("live");
  });

  test("any more, is asked for no oftener than the backoff lets it", async () => {
    const refusals = Array.from({ length: 200 }, () => [watchForbidden, listForbidden]).flat();
    const run = await runReflector([ended, ...refusals], { forMs: 10 * minute });

    expect(run.source.requests.length).toBeLessThan(2 * 100);
  });
});

describe("a login that is refused", () => {
  const refused: Answer = { stream: [failing("unauthorized")] };

  test("from the start is not tried again before a person says so", async () => {
    const run = await runReflector([refused, synced], { forMs: 10 * minute });

    expect(run.source.requests).toEqual(["streamingList"]);
    expect(run.states.at(-1)).toMatchObject({ phase: "unauthorized", asOf: undefined, retryAt: undefined });
    run.reflector.reconnectNow();
    await run.clock.advance(1_000);
    expect(run.phase()).toBe("live");
  });

  test("after it was good keeps the rows, and is tried again every minute", async () => {
    const run = await runReflector([ended, refused, refused], { forMs: 59_000 });

    expect(run.source.requests).toEqual(["streamingList", "watch 9"]);
    const times = { asOf: expect.any(Number), retryAt: expect.any(Number) };
    expect(run.states.at(-1)).toMatchObject({ phase: "unauthorized", ...times });
    expect(run.rows()).toEqual({ a: "uid-a@3", b: "uid-b@5" });
    await run.clock.advance(60_000);
    expect(run.phase()).toBe("unauthorized");
    await run.clock.advance(62_000);
    expect(run.source.requests).toEqual(["streamingList", "watch 9", "watch 9", "watch 9"]);
    expect(run.phase()).toBe("live");
  });

  test("because its plugin fails is tried again every minute", async () => {
    const run = await runReflector([{ stream: [failing("login")] }, synced], { forMs: 59_000 });

    expect(run.source.requests).toEqual(["streamingList"]);
    expect(run.phase()).toBe("unauthorized");
    await run.clock.advance(2_000);
    expect(run.phase()).toBe("live");
  });
});

describe("what will not heal by itself", () => {
  test.each([
    { failure: "config", retryAfterMs: undefined },
    { failure: "tls", retryAfterMs: 30_000 },
    { failure: "protocol", retryAfterMs: 30_000 },
  ] as const)("$failure is called broken, and tried again after $retryAfterMs", async ({ failure, retryAfterMs }) => {
    const run = await runReflector([{ stream: [failing(failure)] }, { stream: [[], [end("9")], "hang"] }], {
      forMs: 0,
    });

    const retryAt = retryAfterMs && run.clock.now() + retryAfterMs;
    expect(run.states.at(-1)).toMatchObject({ phase: "broken", error: { failure }, retryAt });
    await run.clock.advance(31_000);
    expect(run.phase()).toBe(retryAfterMs === undefined ? "broken" : "live");
  });

  test("a request that the server calls bad is not made again before a person says so", async () => {
    const status = { code: 400, reason: "BadRequest", message: "field label not supported", causes: [] };
    const bad = failing("unsupported", { status });
    const run = await runReflector([{ stream: [bad] }, { list: [bad] }], { forMs: 10 * minute });

    expect(run.source.requests).toEqual(["streamingList", "list paged"]);
    expect(run.states.at(-1)).toMatchObject({ phase: "broken", error: { status }, retryAt: undefined });
  });
});
