import { expect, test } from "vitest";
import { KubeError } from "../../../../src/kube/kubeError.ts";
import { savedState, stateFromSaved } from "../../../../src/kube/sync/savedState.ts";
import type { SyncState } from "../../../../src/kube/sync/syncState.ts";

const error = new KubeError("unreachable", "no route to host", { advice: "Look at the VPN." });

test.each<SyncState>([
  { phase: "starting" },
  { phase: "authenticating", what: "running aws", since: 5 },
  { phase: "connecting", host: "prod:6443", since: 5 },
  { phase: "loading", received: 12, total: undefined },
  { phase: "live", verifiedAt: 7 },
  { phase: "catchingUp", asOf: 1, since: 2, cause: "the server ended the watch" },
  { phase: "resyncing", asOf: 1, cause: "the history expired", received: 1, total: 3 },
  { phase: "waiting", asOf: undefined, until: 9, error },
  { phase: "polling", verifiedAt: 1, everyMs: 5_000 },
  { phase: "unauthorized", asOf: 3, error },
  { phase: "forbidden", asOf: 3, error, retryAt: 4 },
  { phase: "unreachable", asOf: 3, error, retryAt: 4 },
  { phase: "broken", asOf: undefined, error, retryAt: undefined },
  { phase: "stopped" },
])("$phase is the same after it was a text", (state) => {
  expect(stateFromSaved(JSON.parse(JSON.stringify(savedState(state))))).toEqual(state);
});

test.each([
  { phase: "dreaming" },
  { phase: "constructor" },
  { phase: "live" },
  { phase: "live", verifiedAt: 1e300 },
  { phase: "live", verifiedAt: "now" },
  { phase: "connecting", host: 7, since: 1 },
  { phase: "unreachable", retryAt: 1, error: "no" },
  { phase: "unreachable", retryAt: 1, error: { message: 7, failure: "login" } },
])("%o is no state", (saved) => {
  expect(stateFromSaved(saved)).toBeUndefined();
});

test("what a file says in a state is safe for a terminal", () => {
  const saved = {
    phase: "unreachable",
    retryAt: 1,
    error: { failure: "x", message: "a\u001b[2Jb", advice: "c\u0007" },
  };
  expect(stateFromSaved(saved)).toMatchObject({ error: { failure: "protocol", message: "a[2Jb", advice: "c" } });
});
