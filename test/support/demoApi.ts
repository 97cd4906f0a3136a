/** The demo's API server on a port of its own, without the rest of the control plane: time moves when a test moves it. */
import { ApiServer, type ApiServerOptions } from "../../src/demo/apiserver/apiServer.ts";
import { type HttpListener, listen } from "../../src/demo/apiserver/httpListener.ts";
import { Registry } from "../../src/demo/apiserver/registry.ts";
import { namespaces } from "../../src/demo/apiserver/resources/namespaces.ts";
import { pods } from "../../src/demo/apiserver/resources/pods.ts";
import type { NewObject } from "../../src/demo/objects/kubeObject.ts";
import type { Namespace } from "../../src/demo/objects/node.ts";
import type { Pod } from "../../src/demo/objects/pod.ts";
import { Random } from "../../src/demo/random.ts";
import { Store } from "../../src/demo/store/store.ts";
import { VirtualTime } from "../../src/demo/virtualTime.ts";

export interface DemoApi {
  readonly url: string;
  readonly server: ApiServer;
  readonly registry: Registry;
  readonly time: VirtualTime;
  /** Creates pods of the namespace `shop`. */
  putPods(...names: readonly string[]): void;
  close(): Promise<void>;
}

export async function startDemoApi(options: Partial<ApiServerOptions> = {}): Promise<DemoApi> {
  const time = new VirtualTime(Date.UTC(2026, 0, 5, 10));
  const registry = new Registry({ store: new Store(), time, random: new Random(1, "names") });
  registry.create(namespaces, { metadata: { name: "shop" } } as NewObject<Namespace>);
  const server = new ApiServer({ registry, time, ...options });
  const listener: HttpListener = await listen(server);
  return {
    url: listener.url,
    server,
    registry,
    time,
    putPods(...names) {
      for (const name of names) registry.create(pods, podNamed(name));
    },
    close: () => listener.close(),
  };
}

export function podNamed(name: string): NewObject<Pod> {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { namespace: "shop", name },
    spec: { containers: [{ name: "main", image: "registry.demo/web:1" }] },
    status: {},
  };
}
