import { describe, expect, test } from "vitest";
import type { ServerFacts } from "../../../src/app/cluster.ts";
import { type Findings, Inquiry } from "../../../src/app/inquiry.ts";
import { noSelectors } from "../../../src/app/scope.ts";
import { openSession } from "../../../src/app/session.ts";
import { KubeError } from "../../../src/kube/kubeError.ts";
import type { SyncState } from "../../../src/kube/sync/syncState.ts";
import { FakeClock } from "../../support/fakeClock.ts";
import { FakeFollow, fakeCluster, liveAt, podTableOf } from "../../support/fakeCluster.ts";
import { podRow } from "../../support/podRow.ts";

const v1 = { version: "v1.35.4", skewMs: 7 };
const error = new KubeError("forbidden", "no");
const forbidden = (retryAt: number): SyncState => ({ phase: "forbidden", asOf: undefined, retryAt, error });
const outage: SyncState = { phase: "catchingUp", asOf: 0, since: 0, cause: "" };
const connecting: SyncState = { phase: "connecting", host: "", since: 0 };

function opened(namespace: string | null = "shop", facts?: ServerFacts) {
  const cluster = fakeCluster();
  const follows = new FakeFollow();
  const found: Findings[] = [];
  const inquiry = new Inquiry(cluster, facts, (findings) => found.push(findings));
  const sessionOf = (name: string | null) => {
    const scope = { namespace: name ?? undefined, selectors: noSelectors };
    return openSession(cluster, scope, podTableOf(scope), follows.follow);
  };
  const follow = (name: string | null) => {
    inquiry.follow(sessionOf(name));
    const pods = follows.all.at(-1);
    if (pods === undefined) throw new Error("nothing is followed");
    return pods;
  };
  return { cluster, found, inquiry, follow, pods: follow(namespace), settle: () => new FakeClock().advance(0) };
}

describe("the server's facts", () => {
  test("are asked once, when the server has begun to answer", async () => {
    const { cluster, inquiry, pods, settle } = opened();
    pods.say(connecting);
    expect(cluster.factsAsked).toHaveLength(0);
    pods.say({ phase: "loading", received: 1, total: undefined });
    pods.say(liveAt(0));
    cluster.factsAsked[0]?.answer(v1);
    await settle();
    pods.say(liveAt(1));

    expect(cluster.factsAsked).toHaveLength(1);
    expect(inquiry.findings.facts).toEqual(v1);
  });

  test("are asked again after an outage: it may be another server, on another clock", async () => {
    const { cluster, inquiry, pods, settle } = opened();
    pods.say(liveAt(0));
    cluster.factsAsked[0]?.answer(v1);
    await settle();
    pods.say(outage);
    expect(cluster.factsAsked).toHaveLength(1);
    pods.say(liveAt(2));
    cluster.factsAsked[1]?.answer({ version: "v1.36.0", skewMs: 0 });
    await settle();

    expect(cluster.factsAsked).toHaveLength(2);
    expect(inquiry.findings.facts?.version).toBe("v1.36.0");
  });

  test("are asked again once the pods are there, when the first answer was a failure", async () => {
    const { cluster, pods, settle } = opened();
    pods.say({ phase: "loading", received: 1, total: undefined });
    cluster.factsAsked[0]?.fail(new Error("refused"));
    await settle();
    pods.say({ phase: "loading", received: 2, total: undefined });
    expect(cluster.factsAsked).toHaveLength(1);
    pods.say(liveAt(0));
    pods.say(liveAt(1));

    expect(cluster.factsAsked).toHaveLength(2);
  });

  test("are not asked again in another namespace", async () => {
    const { cluster, follow, pods, settle } = opened();
    pods.say(liveAt(0));
    cluster.factsAsked[0]?.answer(v1);
    await settle();
    const next = follow("web");
    next.say(connecting);
    next.say(liveAt(1));

    expect(cluster.factsAsked).toHaveLength(1);
  });

  test("that are known from a connection before are not asked until the pods are there", () => {
    const { cluster, inquiry, pods } = opened("shop", v1);

    expect(inquiry.findings.facts).toEqual(v1);
    expect(cluster.factsAsked).toHaveLength(0);
    pods.say(connecting);
    pods.say(liveAt(0));
    expect(cluster.factsAsked).toHaveLength(1);
  });
});

describe("who we are", () => {
  test("is asked when the pods are refused, once", async () => {
    const { cluster, found, pods, settle } = opened();
    pods.say(liveAt(0));
    expect(cluster.identityAsked).toHaveLength(0);
    pods.say(forbidden(1));
    pods.say(forbidden(2));
    const identity = { username: "jane", groups: ["dev"] };
    cluster.identityAsked[0]?.answer(identity);
    await settle();
    pods.say(forbidden(3));

    expect(cluster.identityAsked).toHaveLength(1);
    expect(found.at(-1)?.identity).toEqual(identity);
  });

  test("is asked again at the next refusal when there was no answer", async () => {
    const { cluster, inquiry, pods, settle } = opened();
    pods.say(forbidden(1));
    cluster.identityAsked[0]?.fail(new KubeError("notFound", "SelfSubjectReview is unknown"));
    await settle();
    expect(inquiry.findings.identity).toBeUndefined();
    pods.say(forbidden(2));

    expect(cluster.identityAsked).toHaveLength(2);
  });
});

describe("whether a namespace exists", () => {
  test("is asked only when the server says that it has no pods", () => {
    const { cluster, pods } = opened();
    pods.say({ phase: "loading", received: 0, total: undefined });
    pods.put(podRow());
    pods.say(liveAt(0));

    expect(cluster.existenceAsked).toHaveLength(0);
    pods.remove("shop/web-1");
    pods.say(liveAt(1));
    expect(cluster.existenceAsked.map(({ what }) => what)).toEqual(["shop"]);
  });

  test("is not asked of all namespaces", () => {
    const { cluster, pods } = opened(null);
    pods.say(liveAt(0));

    expect(cluster.existenceAsked).toHaveLength(0);
  });

  test.each([
    { isThere: false, missingNamespace: "shop" },
    { isThere: true, missingNamespace: undefined },
  ])("is found ($isThere), and asked anew with the next proof", async ({ isThere, missingNamespace }) => {
    const { cluster, inquiry, pods, settle } = opened();
    pods.say(liveAt(0));
    pods.say(liveAt(1));
    expect(cluster.existenceAsked).toHaveLength(1);
    cluster.existenceAsked[0]?.answer(isThere);
    await settle();

    expect(inquiry.findings.missingNamespace).toBe(missingNamespace);
    pods.say(liveAt(2));
    expect(cluster.existenceAsked).toHaveLength(2);
  });

  test("is known without asking as soon as there is a pod in it", async () => {
    const { cluster, inquiry, pods, settle } = opened();
    pods.say(liveAt(0));
    cluster.existenceAsked[0]?.answer(false);
    await settle();
    pods.put(podRow());
    pods.say(liveAt(1));

    expect(inquiry.findings.missingNamespace).toBeUndefined();
  });

  test("answered late says nothing of the namespace that is shown then", async () => {
    const { cluster, inquiry, follow, pods, settle } = opened("shpo");
    pods.say(liveAt(0));
    const next = follow("wbe");
    next.say(liveAt(1));
    cluster.existenceAsked[1]?.answer(false);
    await settle();
    cluster.existenceAsked[0]?.answer(true);
    await settle();

    expect(cluster.existenceAsked.map(({ what }) => what)).toEqual(["shpo", "wbe"]);
    expect(inquiry.findings.missingNamespace).toBe("wbe");
  });

  test("is forgotten with the namespace", async () => {
    const { cluster, inquiry, follow, pods, settle } = opened();
    pods.say(liveAt(0));
    cluster.existenceAsked[0]?.answer(false);
    await settle();
    follow("web");

    expect(inquiry.findings.missingNamespace).toBeUndefined();
  });
});

test("a login is found as long as it lasts", () => {
  const { cluster, found } = opened();
  cluster.login.set({ what: "running aws", since: 5 });
  expect(found.at(-1)?.login).toEqual({ what: "running aws", since: 5 });
  cluster.login.set(undefined);

  expect(found.at(-1)?.login).toBeUndefined();
});

test("after closing nothing is asked or found any more, and what was asked is given up", async () => {
  const { cluster, found, inquiry, pods, settle } = opened();
  pods.say(liveAt(0));
  inquiry.close();
  cluster.factsAsked[0]?.answer(v1);
  cluster.login.set({ what: "running aws", since: 0 });
  pods.say(forbidden(1));
  await settle();

  expect(cluster.factsAsked[0]?.signal.aborted).toBe(true);
  expect(cluster.identityAsked).toHaveLength(0);
  expect(found).toEqual([]);
});
