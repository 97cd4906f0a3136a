import { describe, expect, test } from "vitest";
import { nowhere, type Place } from "../../../src/app/connection.ts";
import type { HeaderFacts } from "../../../src/app/headerBadges.ts";
import { headerOf, headerSteadyFor } from "../../../src/app/headerWords.ts";
import { nothingFound } from "../../../src/app/inquiry.ts";
import { noSelectors } from "../../../src/app/scope.ts";
import { isStale } from "../../../src/app/staleness.ts";
import { KubeError } from "../../../src/kube/kubeError.ts";
import type { SyncState } from "../../../src/kube/sync/syncState.ts";
import { accessOf } from "../../support/accessOf.ts";
import { fakeCluster, openedSession } from "../../support/fakeCluster.ts";

const now = new Date(2026, 0, 5, 10, 22, 31).getTime();
const error = new KubeError("unreachable", "The connection was refused.");
const live: SyncState = { phase: "live", verifiedAt: now };

const placeOf = (change: Partial<Place> = {}, access = accessOf("https://10.0.0.1:6443")): Place => ({
  ...nowhere,
  context: "prod",
  cluster: fakeCluster(access),
  ...change,
});
const header = (sync: SyncState, place = placeOf(), change: Partial<HeaderFacts> = {}) =>
  headerOf(place, {
    sync,
    past: undefined,
    now,
    filter: "",
    concerns: [],
    marks: { count: 0, hidden: 0 },
    metrics: undefined,
    waiting: undefined,
    watching: undefined,
    retryKey: "r",
    nowKey: "Esc",
    mouse: false,
    mark: "",
    changesAllowed: false,
    forwards: 0,
    recorded: undefined,
    change: undefined,
    replay: undefined,
    ...change,
  });

describe("the state in words", () => {
  test.each([
    { sync: { phase: "starting" }, text: "starting", tone: "busy", detail: "" },
    {
      sync: { phase: "authenticating", what: "running aws", since: now - 4_999 },
      text: "logging in",
      tone: "busy",
      detail: "running aws 4 s",
    },
    {
      sync: { phase: "connecting", host: "https://h:6443", since: now - 1_000 },
      text: "connecting",
      tone: "busy",
      detail: "https://h:6443 1 s",
    },
    {
      sync: { phase: "loading", received: 12_400, total: 100_000 },
      text: "loading",
      tone: "busy",
      detail: "12,400 of 100,000",
    },
    { sync: { phase: "loading", received: 12_400, total: undefined }, text: "loading", tone: "busy", detail: "12,400" },
    { sync: live, text: "live", tone: "good", detail: "verified 10:22:31" },
    {
      sync: { phase: "catchingUp", asOf: now, since: now, cause: "x" },
      text: "reconnecting",
      tone: "warning",
      detail: "as of 10:22:31",
    },
    {
      sync: { phase: "resyncing", asOf: now, cause: "the history expired", received: 3, total: 9 },
      text: "reloading because the history expired",
      tone: "warning",
      detail: "3 of 9",
    },
    {
      sync: { phase: "waiting", asOf: now, until: now + 6_001, error },
      text: "The connection was refused.",
      tone: "warning",
      detail: "as of 10:22:31, retry in 7 s",
    },
    {
      sync: { phase: "waiting", asOf: undefined, until: now, error },
      text: "The connection was refused.",
      tone: "warning",
      detail: "retrying",
    },
    {
      sync: { phase: "polling", verifiedAt: now, everyMs: 10_000 },
      text: "no permission to watch: asking every 10 s",
      tone: "warning",
      detail: "verified 10:22:31",
    },
    {
      sync: { phase: "unauthorized", asOf: now, error },
      text: "login expired",
      tone: "bad",
      detail: "as of 10:22:31, r tries again",
    },
    {
      sync: { phase: "unauthorized", asOf: undefined, error: new KubeError("unauthorized", "x") },
      text: "login refused",
      tone: "bad",
      detail: "r tries again",
    },
    {
      sync: { phase: "unauthorized", asOf: undefined, error: new KubeError("login", "x") },
      text: "login failed",
      tone: "bad",
      detail: "r tries again",
    },
    {
      sync: { phase: "forbidden", asOf: undefined, retryAt: now + 60_000, error },
      text: "not allowed",
      tone: "bad",
      detail: "retry in 60 s",
    },
    {
      sync: { phase: "unreachable", asOf: undefined, retryAt: now + 1, error },
      text: "unreachable",
      tone: "bad",
      detail: "retry in 1 s",
    },
    {
      sync: { phase: "broken", asOf: undefined, retryAt: undefined, error },
      text: "broken",
      tone: "bad",
      detail: "r tries again",
    },
    {
      sync: { phase: "broken", asOf: undefined, retryAt: undefined, error: new KubeError("unsupported", "x") },
      text: "request refused",
      tone: "bad",
      detail: "r tries again",
    },
    { sync: { phase: "stopped" }, text: "stopped", tone: "muted", detail: "" },
  ] satisfies readonly { sync: SyncState; text: string; tone: string; detail: string }[])(
    "$sync.phase: $text ($detail)",
    ({ sync, text, tone, detail }) => {
      expect(header(sync)).toMatchObject({ state: { text, tone }, detail });
    },
  );

  test.each([
    { retryKey: "F5", detail: "as of 10:22:31, F5 tries again" },
    { retryKey: undefined, detail: "as of 10:22:31" },
  ])("names the key $retryKey that tries again", ({ retryKey, detail }) => {
    expect(header({ phase: "unauthorized", asOf: now, error }, placeOf(), { retryKey }).detail).toBe(detail);
  });
});

describe("the place", () => {
  test("has no words where nothing is known yet", () => {
    expect(header({ phase: "starting" }, nowhere)).toMatchObject({
      context: "",
      cluster: "",
      user: "",
      namespace: "",
      server: "",
      version: "",
      badges: [],
      mark: "",
    });
  });

  test("is context, cluster, user, namespace, server and its version", () => {
    const place = placeOf({
      session: openedSession({ namespace: undefined, selectors: noSelectors }),
      findings: { ...nothingFound, facts: { version: "v1.35.4", skewMs: 0 } },
    });

    expect(header(live, place)).toMatchObject({
      context: "prod",
      cluster: "test",
      user: "tester",
      namespace: "all namespaces",
      server: "https://10.0.0.1:6443",
      version: "Kubernetes v1.35.4",
    });
  });

  test("says that requests without a user are anonymous", () => {
    expect(header(live, placeOf({}, accessOf("https://h", { user: undefined }))).user).toBe("anonymous");
  });
});

test("the mark of the clusters is said as it came, wherever one is", () => {
  expect(header(live, placeOf(), { mark: "demo cluster" }).mark).toBe("demo cluster");
  expect(header({ phase: "starting" }, nowhere, { mark: "demo cluster" }).mark).toBe("demo cluster");
});

test("badges warn of what changes the meaning of the table", () => {
  const selectors = { labels: "app=web", fields: "" };
  const tls = { ca: undefined, serverName: undefined, insecure: true };
  const place = placeOf({ session: openedSession({ namespace: "shop", selectors }) }, accessOf("https://h", { tls }));

  expect(header(live, place, { filter: "status=x", waiting: 1_200, changesAllowed: true }).badges).toEqual([
    { text: "changes allowed", tone: "warning" },
    { text: "paused, 1,200 changes wait", tone: "warning" },
    { text: "TLS not verified", tone: "bad" },
    { text: "-l app=web", tone: "busy" },
    { text: "filter status=x", tone: "busy", mayBeCut: true },
  ]);
});

test.each([
  { waiting: 0, text: "paused" },
  { waiting: 1, text: "paused, 1 change waits" },
  { waiting: 2, text: "paused, 2 changes wait" },
])("$text", ({ waiting, text }) => {
  expect(header(live, placeOf(), { waiting }).badges).toEqual([{ text, tone: "warning" }]);
});

test.each([
  { phase: "starting", stale: false },
  { phase: "connecting", stale: false },
  { phase: "loading", stale: false },
  { phase: "live", stale: false },
  { phase: "polling", stale: false },
  { phase: "file", stale: false },
  { phase: "authenticating", stale: true },
  { phase: "catchingUp", stale: true },
  { phase: "resyncing", stale: true },
  { phase: "waiting", stale: true },
  { phase: "unauthorized", stale: true },
  { phase: "forbidden", stale: true },
  { phase: "unreachable", stale: true },
  { phase: "broken", stale: true },
  { phase: "stopped", stale: true },
] as const)("rows are dimmed while $phase: $stale", ({ phase, stale }) => {
  expect(isStale({ phase } as SyncState)).toBe(stale);
});

describe("the words change by time alone", () => {
  const counting: readonly { what: string; sync: SyncState }[] = [
    { what: "a login", sync: { phase: "authenticating", what: "x", since: now - 300 } },
    { what: "a connection", sync: { phase: "connecting", host: "x", since: now - 1_999 } },
    { what: "a pause", sync: { phase: "waiting", asOf: undefined, until: now + 6_400, error } },
    { what: "whole seconds left", sync: { phase: "unreachable", asOf: undefined, retryAt: now + 3_000, error } },
    { what: "the last moment", sync: { phase: "forbidden", asOf: undefined, retryAt: now + 1, error } },
    { what: "a broken one that is tried again", sync: { phase: "broken", asOf: undefined, retryAt: now + 500, error } },
  ];

  test.each(counting)("at the moment that is named, not before: $what", ({ sync }) => {
    const at = (time: number) => header(sync, placeOf(), { now: time });
    const steadyFor = headerSteadyFor(sync, now);

    expect(at(now + steadyFor - 1)).toEqual(at(now));
    expect(at(now + steadyFor)).not.toEqual(at(now));
  });

  test.each([
    { sync: live },
    { sync: { phase: "loading", received: 1, total: 2 } },
    { sync: { phase: "waiting", asOf: undefined, until: Number.POSITIVE_INFINITY, error } },
    { sync: { phase: "unreachable", asOf: undefined, retryAt: now, error } },
    { sync: { phase: "unauthorized", asOf: undefined, error } },
    { sync: { phase: "stopped" } },
  ] satisfies readonly { sync: SyncState }[])("never: $sync.phase", ({ sync }) => {
    expect(headerSteadyFor(sync, now)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("a moment before", () => {
  const past = { at: now - 125_000, history: { changes: 1_204, bytes: 3_100_000, since: now - 3_600_000 } };

  test("stands in the place of live, with how far back one can go and the key that comes back", () => {
    const { state, detail, badges } = header(live, placeOf(), { past });

    expect(state).toEqual({ text: "as of 10:20:26, 2m5s ago", tone: "warning" });
    expect(detail).toBe("1,204 changes since 09:22:31, 3 MB");
    expect(badges).toEqual([{ text: "Esc: back to now", tone: "warning" }]);
  });

  test("of a recording is as long ago as the recording has gone on, not as the clock on the wall", () => {
    const replay = { at: now - 120_000, startsAt: 0, endsAt: now, speed: 1, isPlaying: false };

    expect(header(live, placeOf(), { past, replay }).state.text).toBe("as of 10:20:26, 5s ago");
  });
});
