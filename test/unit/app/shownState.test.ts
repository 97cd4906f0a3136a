import { expect, test } from "vitest";
import { nowhere } from "../../../src/app/connection.ts";
import { nothingFound } from "../../../src/app/inquiry.ts";
import { noSelectors } from "../../../src/app/scope.ts";
import { openSession } from "../../../src/app/session.ts";
import { shownState } from "../../../src/app/shownState.ts";
import { KubeError } from "../../../src/kube/kubeError.ts";
import type { SyncState } from "../../../src/kube/sync/syncState.ts";
import { FakeFollow, fakeCluster, liveAt, podTableOf } from "../../support/fakeCluster.ts";

const login = { what: "running aws", since: 5 };
const error = new KubeError("unreachable", "refused");

function placeIn(state: SyncState, isLoggingIn: boolean) {
  const follows = new FakeFollow();
  const scope = { namespace: "shop", selectors: noSelectors };
  const session = openSession(fakeCluster(), scope, podTableOf(scope), follows.follow);
  follows.of("pods of shop").say(state);
  return { ...nowhere, session, findings: { ...nothingFound, login: isLoggingIn ? login : undefined } };
}

test("there is nothing to say of nowhere but that it starts", () => {
  expect(shownState(nowhere)).toEqual({ phase: "starting" });
});

test("a problem of the place comes before all", () => {
  const problem: SyncState = { phase: "broken", asOf: undefined, retryAt: undefined, error };

  expect(shownState({ ...nowhere, problem })).toBe(problem);
});

test.each([
  { state: { phase: "starting" }, shown: "authenticating" },
  { state: { phase: "connecting", host: "", since: 0 }, shown: "authenticating" },
  { state: { phase: "catchingUp", asOf: 0, since: 0, cause: "" }, shown: "authenticating" },
  { state: { phase: "waiting", asOf: 0, until: 1, error }, shown: "authenticating" },
  { state: { phase: "unauthorized", asOf: 0, error }, shown: "authenticating" },
  { state: { phase: "unreachable", asOf: 0, retryAt: 1, error }, shown: "authenticating" },
  { state: liveAt(0), shown: "live" },
  { state: { phase: "polling", verifiedAt: 0, everyMs: 1 }, shown: "polling" },
  { state: { phase: "loading", received: 1, total: 2 }, shown: "loading" },
  { state: { phase: "resyncing", asOf: 0, cause: "", received: 1, total: 2 }, shown: "resyncing" },
] satisfies readonly { state: SyncState; shown: string }[])(
  "a login while $state.phase is shown as $shown",
  ({ state, shown }) => {
    expect(shownState(placeIn(state, false))).toEqual(state);
    expect(shownState(placeIn(state, true)).phase).toBe(shown);
  },
);

test("a login says what is being done, and since when", () => {
  expect(shownState(placeIn({ phase: "starting" }, true))).toEqual({ phase: "authenticating", ...login });
});
