import { randomBytes } from "node:crypto";
import { ApiServer } from "./apiserver/apiServer.ts";
import { listen } from "./apiserver/httpListener.ts";
import { Registry } from "./apiserver/registry.ts";
import { namespaces } from "./apiserver/resources/namespaces.ts";
import { pods } from "./apiserver/resources/pods.ts";
import { certificateAuthority, certificateFrom } from "./certificates.ts";
import { type DemoContext, writeKubeconfig } from "./kubeconfigFile.ts";
import type { NewObject } from "./objects/kubeObject.ts";
import type { Namespace } from "./objects/node.ts";
import type { Pod } from "./objects/pod.ts";
import { Random } from "./random.ts";
import { followWallClock } from "./realTime.ts";
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
export async function startDemoCluster({ kubeconfig, seed, speed, pods: count }: DemoOptions): Promise<DemoCluster> {
  const time = new VirtualTime(Date.now(), speed);
  const registry = new Registry({ store: new Store(), time, random: new Random(seed, "names") });
  registry.create(namespaces, { metadata: { name: "shop" } } as NewObject<Namespace>);
  for (let index = 0; index < count; index++) {
    registry.create(pods, {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { namespace: "shop", generateName: "web-" },
      spec: { containers: [{ name: "main", image: "registry.demo/web:1" }] },
      status: {},
    } as NewObject<Pod>);
  }
  const server = new ApiServer({ registry, time });
  const authority = certificateAuthority("demo-ca");
  const serving = certificateFrom(authority, { commonName: "kube-apiserver", hosts: ["localhost", "127.0.0.1"] });
  const tls = { ...serving, clientCa: authority.cert };
  const listeners = await Promise.all([listen(server, { tls }), listen(server, { tls }), listen(server, { tls })]);
  const [plain, slow, flaky] = listeners.map(({ port }) => `https://127.0.0.1:${port}`) as [string, string, string];
  const admin = {
    user: "demo-admin",
    login: certificateFrom(authority, { commonName: "demo-admin", organization: "system:masters" }),
  };
  const contexts: readonly DemoContext[] = [
    { name: "demo", server: plain, namespace: "shop", ...admin },
    { name: "demo-oncall", server: plain, namespace: "shop", user: "demo-oncall", login: { token: newToken() } },
    { name: "demo-expired", server: plain, namespace: "shop", user: "demo-expired", login: { token: newToken() } },
    { name: "demo-down", server: "https://127.0.0.1:1", namespace: "shop", ...admin },
    { name: "demo-slow", server: slow, namespace: "shop", ...admin },
    { name: "demo-flaky", server: flaky, namespace: "shop", ...admin },
  ];
  writeKubeconfig(kubeconfig, contexts, authority.cert);
  const stopTime = followWallClock(time);
  return {
    contexts: contexts.map(({ name }) => name),
    async stop() {
      stopTime();
      await Promise.all(listeners.map((listener) => listener.close()));
    },
  };
}

function newToken(): string {
  return randomBytes(24).toString("base64url");
}
