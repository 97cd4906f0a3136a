import { expect, test } from "vitest";
import { Questions } from "../../../../src/app/behind/questions.ts";
import type { Place } from "../../../../src/app/connection.ts";
import { nowhere } from "../../../../src/app/connection.ts";
import { noSelectors } from "../../../../src/app/scope.ts";
import { openSession } from "../../../../src/app/session.ts";
import { KubeError } from "../../../../src/kube/kubeError.ts";
import type { SyncState } from "../../../../src/kube/sync/syncState.ts";
import { FakeClock } from "../../../support/fakeClock.ts";
import { FakeFollow, fakeCluster, liveAt, podTableOf } from "../../../support/fakeCluster.ts";

const error = new KubeError("forbidden", "no");
const settle = () => new FakeClock().advance(0);

function opened(namespace: string | undefined = "shop") {
  const follows = new FakeFollow();
  const cluster = fakeCluster();
  const scope = { namespace, selectors: noSelectors };
  const session = openSession(cluster, scope, podTableOf(scope), follows.follow);
  let place: Place = { ...nowhere, cluster, session };
  let heard = 0;
  const questions = new Questions(
    () => place,
    () => heard++,
  );
  const say = (state: SyncState) => {
    follows.of(`pods of ${namespace ?? "all namespaces"}`).say(state);
    questions.consider();
  };
  return {
    cluster,
    questions,
    say,
    heard: () => heard,
    moveTo: (next: Place) => {
      place = next;
      questions.consider();
    },
    place: () => place,
  };
}

test("are asked once while the server answers, for this namespace", async () => {
  const { cluster, questions, say } = opened();
  say(liveAt(0));
  say(liveAt(1));
  cluster.identityAsked[0]?.answer({ username: "ada", groups: [] });
  await settle();

  expect(cluster.identityAsked).toHaveLength(1);
  expect(cluster.fakeAccess.asked).toEqual(["list pods shop", "watch pods shop"]);
  expect(questions.answers).toEqual({
    identity: { value: { username: "ada", groups: [] } },
    list: { value: { isAllowed: true, reason: "" } },
    watch: { value: { isAllowed: true, reason: "" } },
  });
});

test.each<SyncState>([
  { phase: "starting" },
  { phase: "connecting", host: "", since: 0 },
  { phase: "unauthorized", asOf: undefined, error },
  { phase: "unreachable", asOf: undefined, error, retryAt: 0 },
  { phase: "broken", asOf: undefined, error, retryAt: 0 },
  { phase: "waiting", asOf: undefined, error, until: 0 },
  { phase: "catchingUp", asOf: 0, since: 0, cause: "" },
])("are not asked of a server that does not answer: $phase", (state) => {
  const { cluster, questions, say } = opened();
  say(state);

  expect(cluster.identityAsked).toHaveLength(0);
  expect(questions.answers.identity).toBeUndefined();
});

test("are asked again when the server refuses the pods, and of the next cluster", () => {
  const { cluster, say, moveTo, place } = opened();
  say(liveAt(0));
  say({ phase: "forbidden", asOf: undefined, error, retryAt: 0 });
  expect(cluster.identityAsked).toHaveLength(2);

  const next = fakeCluster();
  moveTo({ ...place(), cluster: next });
  expect(next.identityAsked).toHaveLength(1);
});

test("of a login that was left behind are no answers for the next one", async () => {
  const { cluster, questions, say, moveTo, place } = opened();
  say(liveAt(0));
  cluster.identityAsked[0]?.answer({ username: "ada", groups: [] });
  await settle();
  say({ phase: "connecting", host: "", since: 0 });
  moveTo({ ...place(), cluster: fakeCluster() });

  expect(questions.answers.identity).toBeUndefined();
});

test("that get no answer say why, and a server that is too old for the review says that", async () => {
  const { cluster, questions, say } = opened();
  cluster.fakeAccess.error = new KubeError("server", "the server answers 500");
  say(liveAt(0));
  cluster.identityAsked[0]?.fail(new KubeError("notFound", "the server could not find the requested resource"));
  await settle();

  expect(questions.answers).toEqual({
    identity: { problem: "this server cannot say: it does not have the review (Kubernetes has it since 1.28)" },
    list: { problem: "the server answers 500" },
    watch: { problem: "the server answers 500" },
  });
});

test("end when nobody looks any more", async () => {
  const { cluster, questions, say, heard } = opened();
  say(liveAt(0));
  await settle();
  const before = heard();
  questions.close();
  cluster.identityAsked[0]?.answer({ username: "ada", groups: [] });
  await settle();

  expect(cluster.identityAsked[0]?.signal.aborted).toBe(true);
  expect(heard()).toBe(before);
});
