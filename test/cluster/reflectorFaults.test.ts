import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startCluster, type TestCluster } from "../support/cluster.ts";
import { describeOnCluster } from "../support/clusterSuite.ts";
import { type FaultProxy, startFaultProxy } from "../support/faultProxy.ts";
import { followPods } from "../support/followPods.ts";
import { hurriedClock } from "../support/hurriedClock.ts";
import { randomFrom } from "../support/randomFrom.ts";

/** Longer runs: FAULT_SECONDS=600 FAULT_SEEDS=1,2,3. */
const seconds = Number(process.env.FAULT_SECONDS || 25);
const seeds = (process.env.FAULT_SEEDS || "1").split(",").map(Number);

type Fault = (proxy: FaultProxy, random: () => number, cluster: TestCluster) => Promise<void> | void;

/** Each is for a while; then the way is healthy again. */
const faults: readonly Fault[] = [
  (proxy) => proxy.cut("reset"),
  (proxy) => proxy.cut("fin"),
  (proxy, random) => proxy.cutAfter(Math.floor(random() * 50_000), "reset"),
  (proxy, random) => proxy.cutAfter(Math.floor(random() * 50_000), "fin"),
  (proxy) => proxy.set({ blackhole: true }),
  (proxy) => proxy.set({ refuse: true }),
  (proxy, random) => proxy.set({ delayMs: random() * 300 }),
  (proxy, random) => proxy.set({ bytesPerSecond: 20_000 + random() * 200_000 }),
  (proxy, random) => proxy.set({ pieceBytes: 1 + Math.floor(random() * 100) }),
  async (_proxy, _random, cluster) => {
    await cluster.killApiServer();
    await cluster.startApiServer();
  },
];

describeOnCluster("whatever happens on the way", () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startCluster();
    await cluster.load(["-pods", "300", "-namespaces", "4", "-nodes", "4"]);
  });
  afterAll(() => cluster?.stop());

  test.each(seeds)(
    "the rows are those of the server when it is over (seed %d)",
    async (seed) => {
      const random = randomFrom(seed);
      const proxy = await startFaultProxy(cluster.port);
      // Ten times as fast, so that patience with dead connections is part of it.
      const pods = followPods(cluster, { port: proxy.port, random, clock: hurriedClock(10) });
      const load = await cluster.startLoad([
        ...["-pods", "300", "-namespaces", "4", "-nodes", "4", "-seed", String(seed)],
        ...["-churn", "200", "-for", `${seconds}s`],
      ]);
      const over = performance.now() + seconds * 1_000;
      let done = 0;
      while (performance.now() < over) {
        await faults[Math.floor(random() * faults.length)]?.(proxy, random, cluster);
        await setTimeout(200 + random() * 1_500);
        await proxy.set({});
        await setTimeout(random() * 1_000);
        done++;
      }
      await load.ended;
      await pods.untilTrue();

      expect(done).toBeGreaterThan(seconds / 4);
      expect(proxy.taken).toBeGreaterThan(done / 2);
      expect(pods.asked.filter((kind) => kind === "watch").length).toBeGreaterThan(2);
      await pods.close();
      await proxy.close();
    },
    (seconds + 120) * 1_000,
  );
});
