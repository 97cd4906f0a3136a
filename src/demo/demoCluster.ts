import { randomBytes } from "node:crypto";
import { ApiServer } from "./apiserver/apiServer.ts";
import { bootstrapRoles } from "./apiserver/auth/defaultRoles.ts";
import { listen } from "./apiserver/httpListener.ts";
import { Registry } from "./apiserver/registry.ts";
import { certificateAuthority, certificateFrom } from "./certificates.ts";
import { startComponents } from "./components.ts";
import { type DemoContext, writeKubeconfig } from "./kubeconfigFile.ts";
import { Random } from "./random.ts";
import { followWallClock } from "./realTime.ts";
import { demoScenario, type Scenario } from "./scenario/demoScenario.ts";
import { adminUser, oncallNamespace, oncallUser } from "./scenario/world/access.ts";
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

/** Starts a demo cluster on ports of its own; its kubeconfig is there when the promise resolves. */
export async function startDemoCluster({ kubeconfig, seed, speed, pods }: DemoOptions): Promise<DemoCluster> {
  const time = new VirtualTime(Date.now(), speed);
  const scenario = demoScenario({ seed, pods, startMs: time.now() });
  const store = restoredStore(scenario);
  const registry = new Registry({ store, time, random: new Random(seed, "api server") });
  bootstrapRoles(registry);
  const server = new ApiServer({ registry, time });
  const components = startComponents({ registry, time, seed, scenario });
  const authority = certificateAuthority("demo-ca");
  const serving = certificateFrom(authority, { commonName: "kube-apiserver", hosts: ["localhost", "127.0.0.1"] });
  const tls = { ...serving, clientCa: authority.cert };
  const listeners = await Promise.all([listen(server, { tls }), listen(server, { tls }), listen(server, { tls })]);
  const [plain, slow, flaky] = listeners.map(({ port }) => `https://127.0.0.1:${port}`) as [string, string, string];
  const admin = { user: adminUser, login: certificateFrom(authority, { commonName: adminUser }), namespace: "shop" };
  const oncall = { user: oncallUser, login: { token: newToken() }, namespace: oncallNamespace };
  const expired = { user: "demo-expired", login: { token: newToken() }, namespace: "shop" };
  const contexts: readonly DemoContext[] = [
    { name: "demo", server: plain, ...admin },
    { name: "demo-oncall", server: plain, ...oncall },
    { name: "demo-expired", server: plain, ...expired },
    { name: "demo-down", server: "https://127.0.0.1:1", ...admin },
    { name: "demo-slow", server: slow, ...admin },
    { name: "demo-flaky", server: flaky, ...admin },
  ];
  writeKubeconfig(kubeconfig, contexts, authority.cert);
  const stopTime = followWallClock(time);
  return {
    contexts: contexts.map(({ name }) => name),
    async stop() {
      stopTime();
      components.stop();
      await Promise.all(listeners.map((listener) => listener.close()));
    },
  };
}

/** As after a restore from a backup: nobody can ask for what was before. */
function restoredStore({ objects }: Scenario): Store {
  const store = new Store();
  for (const { collection, object } of objects) store.put(collection, object);
  store.compact();
  return store;
}

function newToken(): string {
  return randomBytes(24).toString("base64url");
}
