import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startCluster, type TestCluster } from "../support/cluster.ts";
import { describeOnCluster } from "../support/clusterSuite.ts";
import { type FaultProxy, startFaultProxy } from "../support/faultProxy.ts";
import { type FollowedPods, type FollowOptions, followPods } from "../support/followPods.ts";
import { hurriedClock } from "../support/hurriedClock.ts";

describeOnCluster("pods of a real API server, over a bad network", () => {
  let cluster: TestCluster;
  let proxy: FaultProxy;
  let pods: FollowedPods | undefined;

  beforeAll(async () => {
    cluster = await startCluster();
    await cluster.load(["-pods", "400", "-namespaces", "5", "-nodes", "5"]);
  });
  afterAll(() => cluster?.stop());
  beforeEach(async () => {
    proxy = await startFaultProxy(cluster.port);
  });
  afterEach(async () => {
    await pods?.close();
    pods = undefined;
    await proxy.close();
  });

  function follow(options: FollowOptions = {}): FollowedPods {
    pods = followPods(cluster, { port: proxy.port, ...options });
    return pods;
  }
  async function followLive(options: FollowOptions = {}): Promise<FollowedPods> {
    const followed = follow(options);
    await followed.until(() => followed.phase() === "live");
    return followed;
  }
  /** Changes and replaces pods, a hundred a second. */
  const churn = ["-pods", "400", "-namespaces", "5", "-nodes", "5", "-churn", "100"];
  const phases = ({ states }: FollowedPods) => new Set(states.map(({ phase }) => phase));
  const newPod = (name: string) => cluster.kubectlOk(["-n", "shop", "run", name, "--image=web:1"]);
  const deletePod = (name: string) => cluster.kubectlOk(["-n", "shop", "delete", "pod", name, "--now", "--wait=false"]);

  test("come by one stream, which goes on as the watch on the same connection", async () => {
    const followed = await followLive();
    await followed.untilTrue();
    await newPod("happy");
    await followed.until(() => followed.rows().has("shop/happy"));
    await deletePod("happy");
    await followed.until(() => !followed.rows().has("shop/happy"));

    expect(followed.asked).toEqual(["stream"]);
    expect(followed.rows().size).toBeGreaterThanOrEqual(400);
  });

  test("of which there are none are live", async () => {
    const followed = await followLive({ namespace: "shop" });

    expect(followed.rows().size).toBe(0);
    expect(followed.asked).toEqual(["stream"]);
  });

  test.each(["fin", "reset"] as const)(
    "stay true over connections that end by %s in the middle of an event, without a list",
    async (how) => {
      const followed = await followLive();
      const load = cluster.startChanges(churn);
      for (let cuts = 1; cuts <= 5; cuts++) {
        const asked = followed.asked.length;
        proxy.cutAfter(2_500 * cuts, how);
        await followed.until(() => followed.asked.length > asked);
      }
      await load.stop();
      await followed.untilTrue();

      expect(new Set(followed.asked.slice(1))).toEqual(new Set(["watch"]));
    },
  );

  test("stay live over watches that the server ends after their time", async () => {
    const followed = await followLive({
      // Slowed down, so that a busy machine has time to connect again before anybody is told.
      clock: hurriedClock(0.25),
      onRequest: (request) =>
        request.query?.timeoutSeconds === undefined
          ? request
          : { ...request, query: { ...request.query, timeoutSeconds: 2 } },
    });
    const load = cluster.startChanges(churn);
    await followed.until(() => followed.asked.length >= 4);
    await load.stop();
    await followed.untilTrue();

    expect(followed.asked.slice(0, 4)).toEqual(["stream", "watch", "watch", "watch"]);
    expect(phases(followed)).toEqual(new Set(["connecting", "loading", "live"]));
  });

  test("are counted as they were at a version of before, which is what an audit asks for", async () => {
    const followed = await followLive();
    const rows = followed.rows().size;
    const never = new AbortController().signal;
    const before = await followed.source.count(undefined, never);
    await newPod("counted");
    const then = await followed.source.count({ exactly: before?.resourceVersion ?? "" }, never);
    await deletePod("counted");

    expect(before?.total).toBe(rows);
    expect(then).toEqual(before);
  });

  test("come in pieces of three bytes all the same", async () => {
    await proxy.set({ pieceBytes: 3 });
    const followed = await followLive({ namespace: "team-000" });
    await followed.untilTrue();

    expect(followed.asked).toEqual(["stream"]);
  });

  test("are kept while nothing passes any more; the dead connection is dropped, and the watch taken up when it heals", async () => {
    const followed = await followLive({ clock: hurriedClock(10) });
    const before = followed.rows().size;
    await proxy.set({ blackhole: true });
    await newPod("unseen");
    await followed.until(() => followed.phase() === "catchingUp");
    expect(followed.rows().size).toBe(before);
    expect(proxy.connections, "none of before").toBeLessThanOrEqual(2);
    await proxy.set({});
    await followed.untilTrue();
    await deletePod("unseen");
    await followed.untilTrue();

    expect(new Set(followed.asked.slice(1))).toEqual(new Set(["watch"]));
  });

  test("are kept while the server refuses; it is called unreachable, and found within one wait", async () => {
    const followed = await followLive({ clock: hurriedClock(10) });
    const before = followed.rows().size;
    await proxy.set({ refuse: true });
    await newPod("refused");
    await followed.until(() => followed.phase() === "unreachable");
    expect(followed.rows().size).toBe(before);
    await proxy.set({});
    await followed.until(() => followed.rows().has("shop/refused"));
    await deletePod("refused");
    await followed.untilTrue();

    expect(new Set(followed.asked.slice(1))).toEqual(new Set(["watch"]));
  });

  test("over a slow link come as one packed list, with progress all the way", async () => {
    await proxy.set({ bytesPerSecond: 30_000 });
    const followed = await followLive();
    await followed.untilTrue();

    expect(followed.asked).toEqual(["stream", "list", "watch"]);
    expect(followed.requests[1]).toMatchObject({ gzip: true, query: { limit: undefined } });
    const progress = followed.states.flatMap((state) => (state.phase === "loading" ? state.received : []));
    expect(new Set(progress).size).toBeGreaterThan(5);
  });

  describe("for users with few permissions", () => {
    const grant = (name: string, verbs: string) =>
      cluster.kubectlOk(["apply", "-f", "-"], roleFor(name, verbs.split(",")));

    test("who may list but not watch are asked for again and again, and show what changed", async () => {
      await grant("lister", "list");
      const followed = follow({ as: "lister", clock: hurriedClock(20) });
      await followed.until(() => followed.phase() === "polling");
      await newPod("polled");
      await followed.until(() => followed.rows().has("shop/polled"));
      await deletePod("polled");
      await followed.until(() => !followed.rows().has("shop/polled"));

      expect(phases(followed)).not.toContain("live");
      expect(followed.states.some((state) => "error" in state)).toBe(false);
    });

    test("who may watch but not list are live", async () => {
      await grant("watcher", "watch");
      const followed = await followLive({ as: "watcher" });
      await followed.untilTrue();

      expect(followed.asked).toEqual(["stream"]);
    });

    test("who may do neither hear the server's sentence", async () => {
      const followed = follow({ as: "stranger" });
      await followed.until(() => followed.phase() === "forbidden");

      expect(followed.states.at(-1)).toMatchObject({
        error: { message: expect.stringContaining('User "stranger" cannot') },
      });
    });

    test("who lose them keep the stream that is open, and the last rows when they must connect again", async () => {
      await grant("leaver", "list,watch");
      const followed = await followLive({ as: "leaver" });
      const before = followed.rows().size;
      await cluster.kubectlOk(["delete", "clusterrolebinding", "leaver"]);
      await newPod("seen-after");
      await followed.until(() => followed.rows().has("shop/seen-after"));
      await deletePod("seen-after");
      await followed.until(() => !followed.rows().has("shop/seen-after"));
      proxy.cut("reset");
      await followed.until(() => followed.phase() === "forbidden");

      expect(followed.rows().size).toBe(before);
    });
  });

  test.each([
    { how: "in order", end: () => cluster.stopApiServer() },
    { how: "without a word", end: () => cluster.killApiServer() },
  ])("are true again after the API server ended $how and came back, and were never gone", async ({ end }) => {
    const followed = await followLive();
    const { size } = followed.rows();
    const load = await cluster.startLoad([...churn, "-for", "8s"]);
    await end();
    await followed.until(() => followed.phase() !== "live");
    expect(Math.abs(followed.rows().size - size)).toBeLessThan(50);
    await cluster.startApiServer();
    await load.ended;
    await followed.untilTrue();
  });

  test("are listed again when the history expired, and what vanished meanwhile goes", async () => {
    await newPod("vanishing");
    const followed = await followLive();
    expect(followed.rows().has("shop/vanishing")).toBe(true);
    await proxy.set({ refuse: true });
    await deletePod("vanishing");
    await newPod("appearing");
    // A new API server knows only what etcd still has.
    await cluster.stopApiServer();
    await cluster.startApiServer();
    await newPod("late");
    await proxy.set({});
    await followed.until(() => followed.rows().has("shop/late"));
    await followed.untilTrue();

    expect(followed.rows().has("shop/vanishing")).toBe(false);
    expect(followed.asked.at(-1)).toBe("stream");
    for (const name of ["appearing", "late"]) await deletePod(name);
  });
});

describeOnCluster("pods of a real API server without streaming lists", () => {
  let cluster: TestCluster;
  let pods: FollowedPods | undefined;

  beforeAll(async () => {
    // Pages come from etcd itself, as before 1.34.
    cluster = await startCluster({ apiServerFlags: ["--feature-gates=WatchList=false,ListFromCacheSnapshot=false"] });
    await cluster.load(["-pods", "1200", "-namespaces", "5", "-nodes", "5"]);
  });
  afterAll(() => cluster?.stop());
  afterEach(async () => {
    await pods?.close();
    pods = undefined;
  });

  test("come by pages, and nobody hears of it", async () => {
    pods = followPods(cluster);
    await pods.untilTrue();

    expect(pods.asked).toEqual(["stream", "list", "page", "page", "watch"]);
    expect(pods.states.some((state) => "error" in state)).toBe(false);
  });

  test("whose pages expire come in one body", async () => {
    let isFirst = true;
    const expire = async () => {
      isFirst = false;
      await cluster.kubectlOk(["-n", "shop", "run", "later", "--image=web:1"]);
      await cluster.compact();
    };
    pods = followPods(cluster, {
      async onRequest(request) {
        if (isFirst && request.query?.continue !== undefined) await expire();
        return request;
      },
    });
    await pods.until(() => pods?.phase() === "live");
    await pods.untilTrue();

    expect(pods.asked).toEqual(["stream", "list", "page", "list", "watch"]);
    expect(pods.rows().has("shop/later")).toBe(true);
  });
});

function roleFor(name: string, verbs: readonly string[]): string {
  return `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: ${name}}
rules:
- {apiGroups: [""], resources: [pods], verbs: [${verbs.join(", ")}]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: ${name}}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${name}}
subjects:
- {apiGroup: rbac.authorization.k8s.io, kind: User, name: ${name}}
`;
}
