import { expect, test } from "vitest";
import { standingsOf } from "../../../../src/app/behind/standings.ts";
import { type Failure, KubeError } from "../../../../src/kube/kubeError.ts";
import type { SyncState } from "../../../../src/kube/sync/syncState.ts";

const of = (failure: Failure) => new KubeError(failure, "no");
const failed = { asOf: undefined, retryAt: 0 };

/** One letter a step: done, Under way, Troubled, BROKEN, - not reached. */
function signsOf(sync: SyncState): string {
  const signs = { done: "d", doing: "U", troubled: "T", broken: "B", notReached: "-", notNeeded: "n" };
  return Object.values(standingsOf(sync))
    .map((standing) => signs[standing])
    .join("");
}

test.each<{ what: string; sync: SyncState; signs: string }>([
  { what: "starting", sync: { phase: "starting" }, signs: "U-----" },
  {
    what: "a login under way",
    sync: { phase: "authenticating", what: "running aws", since: 0 },
    signs: "U-----",
  },
  { what: "connecting", sync: { phase: "connecting", host: "", since: 0 }, signs: "dU----" },
  { what: "loading", sync: { phase: "loading", received: 0, total: undefined }, signs: "ddddU-" },
  { what: "live", sync: { phase: "live", verifiedAt: 0 }, signs: "dddddd" },
  { what: "catching up", sync: { phase: "catchingUp", asOf: 0, since: 0, cause: "" }, signs: "dddddT" },
  {
    what: "listing again",
    sync: { phase: "resyncing", asOf: 0, cause: "", received: 0, total: undefined },
    signs: "ddddU-",
  },
  { what: "polling", sync: { phase: "polling", verifiedAt: 0, everyMs: 10_000 }, signs: "dddddT" },
  { what: "a login refused", sync: { phase: "unauthorized", error: of("unauthorized"), ...failed }, signs: "ddB---" },
  { what: "no credentials", sync: { phase: "unauthorized", error: of("login"), ...failed }, signs: "B-----" },
  { what: "no right", sync: { phase: "forbidden", error: of("forbidden"), ...failed }, signs: "dddB--" },
  { what: "nobody there", sync: { phase: "unreachable", error: of("unreachable"), ...failed }, signs: "dB----" },
  { what: "a proxy in the way", sync: { phase: "unreachable", error: of("proxy"), ...failed }, signs: "dB----" },
  { what: "a bad certificate", sync: { phase: "broken", error: of("tls"), ...failed }, signs: "dB----" },
  { what: "no Kubernetes", sync: { phase: "broken", error: of("protocol"), ...failed }, signs: "dB----" },
  { what: "a bad kubeconfig", sync: { phase: "broken", error: of("config"), ...failed }, signs: "B-----" },
  { what: "a bad selector", sync: { phase: "broken", error: of("unsupported"), ...failed }, signs: "ddddB-" },
  {
    what: "an overloaded server before the list",
    sync: { phase: "waiting", asOf: undefined, until: 0, error: of("throttled") },
    signs: "ddddT-",
  },
  {
    what: "an overloaded server after the list",
    sync: { phase: "waiting", asOf: 1, until: 0, error: of("throttled") },
    signs: "dddddT",
  },
  {
    what: "a connection that was cut after the list",
    sync: { phase: "waiting", asOf: 1, until: 0, error: of("unreachable") },
    signs: "dT----",
  },
  { what: "a file", sync: { phase: "file", path: "pods.json", asOf: 0 }, signs: "nnnnnn" },
  { what: "stopped", sync: { phase: "stopped" }, signs: "------" },
])("$what: $signs", ({ sync, signs }) => {
  expect(signsOf(sync)).toBe(signs);
});
