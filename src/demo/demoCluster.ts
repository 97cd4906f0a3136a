import { newAccess } from "./access.ts";
import { ApiServer } from "./apiserver/apiServer.ts";
import { bootstrapRoles } from "./apiserver/auth/defaultRoles.ts";
import { expireEvents } from "./apiserver/expireEvents.ts";
import { listen } from "./apiserver/httpListener.ts";
import { kubernetesApi } from "./apiserver/kubernetesApi.ts";
import { Registry } from "./apiserver/registry.ts";
import { startComponents } from "./components.ts";
import { letBreak } from "./flakyPort.ts";
import { writeKubeconfig } from "./kubeconfigFile.ts";
import { Random } from "./random.ts";
import { followWallClock } from "./realTime.ts";
import { demoScenario, type Scenario } from "./scenario/demoScenario.ts";
import { Store } from "./store/store.ts";
import { VirtualTime } from "./virtualTime.ts";

export interface DemoOptions {
  /** Where its kubeconfig goes; the caller removes it. */
  readonly kubeconfig: string;
  /** The same gives the same names and the same course of events. */
  readonly seed: number;
  /** How many times faster than in real life things happen. */
  readonly speed: number;
  /** About how many there are. */
  readonly pods: number;
}

export interface DemoCluster {
  /** Names of the contexts, the current one first. */
  readonly contexts: readonly string[];
  /** Closes its ports, cuts every connection, and lets time stand still. */
  stop(): Promise<void>;
}

/** A bad line between continents. */
const slowLink = { latencyMs: 300, bytesPerSecond: 64_000 };

/** Starts a demo cluster on free ports of loopback. When the promise resolves its kubeconfig is there. */
export async function startDemoCluster({ kubeconfig, seed, speed, pods }: DemoOptions): Promise<DemoCluster> {
  const time = new VirtualTime(Date.now(), speed);
  const scenario = demoScenario({ seed, pods, startMs: time.now() });
  const registry = new Registry({ store: restored(scenario), time, random: new Random(seed, "api server") });
  bootstrapRoles(registry);
  const { authority, tls, tokens, contexts: contextsAt } = newAccess();
  const components = startComponents({ registry, time, seed, scenario });
  const server = new ApiServer(kubernetesApi({ registry, time, tokens, kubelets: components.kubelets }));
  const [steady, slow, flaky] = await Promise.all([
    listen(server, { tls }),
    listen(server, { tls, settings: slowLink }),
    listen(server, { tls }),
  ]);
  const contexts = contextsAt({ steady: steady.port, slow: slow.port, flaky: flaky.port });
  writeKubeconfig(kubeconfig, contexts, authority);
  const stops = [followWallClock(time), letBreak(flaky), expireEvents(registry.store, time), components.stop];
  return {
    contexts: contexts.map(({ name }) => name),
    async stop() {
      for (const stop of stops) stop();
      await Promise.all([steady, slow, flaky].map((listener) => listener.close()));
    },
  };
}

/** As after a restore from a backup: nobody can ask for what was before. */
function restored({ objects }: Scenario): Store {
  const store = new Store();
  for (const { collection, object } of objects) store.put(collection, object);
  store.compact();
  return store;
}
