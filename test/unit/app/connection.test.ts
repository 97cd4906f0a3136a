import { describe, expect, test } from "vitest";
import { nowhere } from "../../../src/app/connection.ts";
import { noSelectors, type Scope } from "../../../src/app/scope.ts";
import { KubeError } from "../../../src/kube/kubeError.ts";
import type { SyncState } from "../../../src/kube/sync/syncState.ts";
import { accessOf } from "../../support/accessOf.ts";
import { FakePlaces, liveAt } from "../../support/fakeCluster.ts";
import { podRow } from "../../support/podRow.ts";

const prod = accessOf("https://prod:6443", { context: "prod", namespace: "shop" });
const dev = accessOf("https://dev:6443", { context: "dev", namespace: "lab" });
const scopeOf = (namespace: string | undefined): Scope => ({ namespace, selectors: noSelectors });
const error = new KubeError("unreachable", "refused");
const unreachable: SyncState = { phase: "unreachable", asOf: 0, retryAt: 1, error };

function opened() {
  const places = new FakePlaces(prod, dev);
  places.connection.openContext(undefined, ({ namespace }) => scopeOf(namespace));
  return places;
}

describe("opening a context", () => {
  test("shows the current one under its name, in the scope that is chosen for it", () => {
    const { place, follows } = opened();

    expect(place).toMatchObject({ context: "prod", problem: undefined, session: { scope: scopeOf("shop") } });
    expect(follows.running).toEqual(["pods of shop"]);
  });

  test("leaves the one before at once and entirely", async () => {
    const places = opened();
    const { connection, follows, clusters } = places;
    const old = follows.of("pods of shop");
    old.list([podRow()]);
    connection.openContext("dev", () => scopeOf("lab"));

    expect(places.place).toMatchObject({ context: "dev", findings: { facts: undefined } });
    expect([...places.session.table.rows()]).toEqual([]);
    expect(places.session.sync.get()).toEqual({ phase: "starting" });
    expect(old.signal.aborted).toBe(true);
    expect(clusters.map(({ isClosed }) => isClosed)).toEqual([true, false]);
    expect(clusters[0]?.factsAsked[0]?.signal.aborted).toBe(true);
    expect(follows.running).toEqual(["pods of lab"]);
  });

  test("lets no late answer of the one before onto the screen", async () => {
    const places = opened();
    const { connection, clusters } = places;
    connection.openContext("dev", () => scopeOf("lab"));
    const after = places.place;
    clusters[0]?.factsAsked[0]?.answer({ version: "v1.20.0", skewMs: 0 });
    clusters[0]?.login.set({ what: "running aws", since: 0 });
    await places.settle();

    expect(places.place).toBe(after);
  });

  test("that does not exist says so under the name that was asked for, and still leaves the one before", () => {
    const places = opened();
    places.connection.openContext("prd", () => scopeOf("shop"));

    expect(places.place).toMatchObject({
      context: "prd",
      cluster: undefined,
      session: undefined,
      problem: { phase: "broken", error: { message: 'context "prd" does not exist' } },
    });
    expect(places.follows.running).toEqual([]);
    expect(places.cluster.isClosed).toBe(true);
  });

  test("goes elsewhere from one that does not exist", () => {
    const places = opened();
    places.connection.openContext("prd", () => scopeOf("shop"));
    places.connection.openContext("dev", () => scopeOf("lab"));

    expect(places.place).toMatchObject({ context: "dev", problem: undefined });
  });
});

describe("another scope of the same cluster", () => {
  test("keeps the cluster and what is known of it", async () => {
    const places = opened();
    places.follows.of("pods of shop").say(liveAt(0));
    places.cluster.factsAsked[0]?.answer({ version: "v1.35.4", skewMs: 0 });
    await places.settle();
    places.connection.openScope(scopeOf("web"));

    expect(places.clusters).toHaveLength(1);
    expect(places.cluster.isClosed).toBe(false);
    expect(places.follows.running).toEqual(["pods of web"]);
    expect(places.place).toMatchObject({ context: "prod", findings: { facts: { version: "v1.35.4" } } });
  });

  test("is nothing where there is no cluster", () => {
    const places = new FakePlaces(prod);
    places.problem = new KubeError("config", "no kubeconfig");
    places.connection.openContext(undefined, () => scopeOf(undefined));
    places.connection.openScope(scopeOf("web"));

    expect(places.place).toMatchObject({ session: undefined, problem: { phase: "broken" } });
  });
});

describe("reconnecting", () => {
  test.each([
    { sync: liveAt(0), opens: 1 },
    { sync: { phase: "starting" }, opens: 1 },
    { sync: { phase: "connecting", host: "", since: 0 }, opens: 1 },
    { sync: { phase: "waiting", asOf: 0, until: 1, error }, opens: 1 },
    { sync: { phase: "forbidden", asOf: 0, retryAt: 1, error }, opens: 1 },
    { sync: unreachable, opens: 2 },
    { sync: { phase: "unauthorized", asOf: 0, error }, opens: 2 },
    { sync: { phase: "broken", asOf: 0, retryAt: undefined, error }, opens: 2 },
  ] satisfies readonly { sync: SyncState; opens: number }[])(
    "while $sync.phase: clusters opened $opens",
    ({ sync, opens }) => {
      const { connection, clusters, follows } = opened();
      const pods = follows.of("pods of shop");
      pods.say(sync);
      connection.reconnect();

      expect(clusters).toHaveLength(opens);
      expect(pods.retries).toBe(opens === 1 ? 1 : 0);
      expect(follows.running).toEqual(["pods of shop"]);
    },
  );

  test("over a new connection keeps rows, scope and facts, and closes the old one", async () => {
    const places = opened();
    const { clusters, connection, follows, session } = places;
    follows.of("pods of shop").say(liveAt(0));
    clusters[0]?.factsAsked[0]?.answer({ version: "v1.35.4", skewMs: 0 });
    await places.settle();
    follows.of("pods of shop").list([podRow()]);
    follows.of("pods of shop").say(unreachable);
    places.accesses = [{ ...prod, server: "https://new:6443" }];
    connection.reconnect();

    expect(places.session).toBe(session);
    expect([...session.table.rows()]).toHaveLength(1);
    expect(places.place).toMatchObject({
      cluster: { access: { server: "https://new:6443" } },
      findings: { facts: { version: "v1.35.4" } },
    });
    expect(clusters.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  });

  test("takes along who looks at events, until that ends", () => {
    const places = opened();
    const { follows, connection } = places;
    const stop = new AbortController();
    const sink = { apply: () => {}, replace: () => {} };
    connection.followEvents({ namespace: "shop", uid: "u1" }, sink, () => {}, stop.signal);
    expect(follows.of("events of u1").host).toBe("https://prod:6443");
    follows.of("pods of shop").say(unreachable);
    places.accesses = [{ ...prod, server: "https://new:6443" }];
    connection.reconnect();

    expect(follows.of("events of u1").host).toBe("https://new:6443");
    expect(follows.running.filter((what) => what === "events of u1")).toHaveLength(1);
    stop.abort();
    expect(follows.running).not.toContain("events of u1");
  });

  test("forgets the login that the old connection was busy with", () => {
    const places = opened();
    places.cluster.login.set({ what: "running aws", since: 0 });
    places.follows.of("pods of shop").say(unreachable);
    places.connection.reconnect();

    expect(places.place.findings.login).toBeUndefined();
  });

  test("goes on with what it has when the kubeconfig has become unreadable meanwhile", () => {
    const places = opened();
    places.follows.of("pods of shop").say(unreachable);
    places.problem = new KubeError("config", "EACCES");
    places.connection.reconnect();

    expect(places.place).toMatchObject({ context: "prod", problem: undefined });
    expect(places.follows.of("pods of shop").retries).toBe(1);
    expect(places.cluster.isClosed).toBe(false);
  });

  test("reads a kubeconfig again that could not be used, and opens what was asked for", () => {
    const places = new FakePlaces(prod, dev);
    places.problem = new KubeError("config", "no kubeconfig");
    places.connection.openContext("dev", ({ namespace }) => scopeOf(namespace));
    places.problem = undefined;
    places.connection.reconnect();

    expect(places.place).toMatchObject({ context: "dev", problem: undefined, session: { scope: scopeOf("lab") } });
  });

  test("is nothing before a context was opened", () => {
    const places = new FakePlaces(prod);
    places.connection.reconnect();

    expect(places.place).toBe(nowhere);
  });
});

describe("while a login is refused", () => {
  const refused: SyncState = { phase: "unauthorized", asOf: undefined, error: new KubeError("unauthorized", "401") };

  test("it is tried again when the files that it comes from change, and nobody looks at them otherwise", async () => {
    const places = opened();
    const { clock, clusters, follows } = places;
    follows.of("pods of shop").say(liveAt(0));
    expect(clock.sleeping).toBe(0);
    follows.of("pods of shop").say(refused);
    await clock.advance(10_000);
    expect(clusters).toHaveLength(1);
    places.stamp = "2";
    await clock.advance(2_000);

    expect(clusters).toHaveLength(2);
    follows.of("pods of shop").say(liveAt(1));
    expect(clock.sleeping).toBe(0);
  });

  test("nobody looks at the files of a place that was left", async () => {
    const places = opened();
    places.follows.of("pods of shop").say(refused);
    places.connection.openContext("dev", () => scopeOf("lab"));
    await places.settle();

    expect(places.clock.sleeping).toBe(0);
  });
});

describe("closing", () => {
  test("ends everything, and waits for what was left before too", async () => {
    const places = opened();
    const { promise, resolve } = Promise.withResolvers<void>();
    places.cluster.closing = promise;
    places.connection.openContext("dev", () => scopeOf("lab"));
    let isClosed = false;
    const closed = places.connection.close().then(() => {
      isClosed = true;
    });
    await places.settle();

    expect(isClosed).toBe(false);
    expect(places.clusters.map((cluster) => cluster.isClosed)).toEqual([true, true]);
    expect(places.follows.running).toEqual([]);
    expect(places.place).toBe(nowhere);
    resolve();
    await closed;
  });

  test("does not fail when something that it closes does", async () => {
    const places = opened();
    places.cluster.closing = Promise.reject(new Error("reset"));

    await expect(places.connection.close()).resolves.toBeUndefined();
  });
});
