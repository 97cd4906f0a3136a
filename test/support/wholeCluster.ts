import { expireEvents } from "../../src/demo/apiserver/expireEvents.ts";
import { localClient } from "../../src/demo/apiserver/localClient.ts";
import { Registry } from "../../src/demo/apiserver/registry.ts";
import { pods } from "../../src/demo/apiserver/resources/pods.ts";
import { startComponents } from "../../src/demo/components.ts";
import type { Pod } from "../../src/demo/objects/pod.ts";
import { Random } from "../../src/demo/random.ts";
import { demoScenario } from "../../src/demo/scenario/demoScenario.ts";
import { Store } from "../../src/demo/store/store.ts";
import { VirtualTime } from "../../src/demo/virtualTime.ts";

export const clusterStart = Date.parse("2026-03-04T05:06:07Z");

/** The demo with all its components and stories, without a wire, whose time is driven by hand. */
export function wholeCluster({ seed = 1, pods: wanted = 60, speed = 1 } = {}) {
  const time = new VirtualTime(clusterStart, speed);
  const store = new Store();
  const scenario = demoScenario({ seed, pods: wanted, startMs: clusterStart });
  for (const { collection, object } of scenario.objects) store.put(collection, object);
  const registry = new Registry({ store, time, random: new Random(seed, "names") });
  const client = localClient(registry, time);
  const start = () => {
    expireEvents(store, time);
    startComponents({ registry, time, seed, scenario });
  };
  return {
    time,
    store,
    client,
    start,
    pods: (): readonly Pod[] => client.list(pods),
    /** Lets everything happen up to `seconds` after the start. */
    until: (seconds: number) => time.advanceTo(clusterStart + seconds * 1000),
  };
}
