import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startCluster, type TestCluster } from "../test/support/cluster.ts";
import { openTerminal, type Terminal } from "../test/support/terminal.ts";
import { Background } from "./background.ts";

/** Namespace with few pods in a cluster with many. */
export const smallNamespace = "twenty";
const smallCount = 20;

const yardstick = (name: string) => fileURLToPath(new URL(`yardsticks/${name}.ts`, import.meta.url));

/** A control plane filled with pods, and the programs that look at it. */
export class BenchCluster {
  readonly #cluster: TestCluster;

  constructor(cluster: TestCluster) {
    this.#cluster = cluster;
  }

  /** Adds pods until there are `count` in all, `smallCount` of them in `smallNamespace`. @throws when there are more. */
  async fill(count: number): Promise<void> {
    const present = await this.countPods();
    const inSequence = Math.max(0, present - smallCount);
    if (present < count) {
      // Changes gave some pods another name; with the first ones back we know how many stand beside the loader's sequence.
      if (inSequence > 0) await this.#load(inSequence);
      const missing = count - Math.max(smallCount, await this.countPods());
      await this.#load(inSequence + missing);
      await this.#fillSmallNamespace();
    }
    const reached = await this.countPods();
    if (reached !== count) throw new Error(`the cluster has ${reached} pods instead of ${count}: use another --dir`);
  }

  async #load(pods: number): Promise<void> {
    await this.#cluster.load(["-pods", String(pods), "-workers", "32"]);
  }

  async countPods(): Promise<number> {
    const page = JSON.parse(await this.#cluster.kubectlOk(["get", "--raw", "/api/v1/pods?limit=1"]));
    return page.items.length + (page.metadata.remainingItemCount ?? 0);
  }

  /** Twenty of the pods again, in a namespace of their own. */
  async #fillSmallNamespace(): Promise<void> {
    if ((await this.#cluster.kubectl(["get", "namespace", smallNamespace])).code === 0) return;
    const raw = await this.#cluster.kubectlOk(["get", "--raw", `/api/v1/namespaces/team-000/pods?limit=${smallCount}`]);
    const items = JSON.parse(raw).items.map((pod: { metadata: { name: string; labels: unknown } }) => {
      const { name, labels } = pod.metadata;
      return { ...pod, apiVersion: "v1", kind: "Pod", metadata: { name, labels, namespace: smallNamespace } };
    });
    const list = JSON.stringify({ apiVersion: "v1", kind: "List", items });
    await this.#cluster.kubectlOk(["create", "namespace", smallNamespace]);
    await this.#cluster.kubectlOk(["create", "-f", "-"], list);
    await this.#cluster.kubectlOk(["replace", "--subresource=status", "-f", "-"], list);
  }

  /** Everything that reads is given the same: kubectl with its discovery cache, podscope with V8's compile cache. */
  get env(): Readonly<Record<string, string>> {
    const { dir, kubeconfig } = this.#cluster;
    return {
      KUBECONFIG: kubeconfig,
      HOME: dir,
      KUBECACHEDIR: join(dir, "kubectl-cache"),
      PATH: process.env.PATH ?? "",
    };
  }

  get kubectl(): string {
    return join(this.#cluster.assets, "kubectl");
  }

  openDashboard(): Terminal {
    return openTerminal({ args: ["-A"], env: { KUBECONFIG: this.#cluster.kubeconfig } });
  }

  openEcho(): Terminal {
    return openTerminal({ script: yardstick("echo") });
  }

  startBareWatch(): Background {
    return new Background(process.execPath, [yardstick("bareWatch"), this.#cluster.server, this.#cluster.dir]);
  }

  startKubectlWatch(): Background {
    return new Background(this.kubectl, ["get", "pods", "-A", "--watch"], this.env);
  }

  /** Changes pods, `perSecond` watch events a second if the server keeps up, for `ms` milliseconds after `created` was said. */
  startChanges(pods: number, perSecond: number, ms: number): Background {
    // Two at once that create the same pod anew make the loader give up: on a busy machine few must be on their way.
    const recreated = 0.02;
    // A pod that is created anew is three events: gone, there, and its status.
    const churn = perSecond / (1 - recreated + 3 * recreated);
    const flags = {
      pods,
      workers: 64,
      churn,
      recreate: recreated,
      for: `${Math.round(ms)}ms`,
      kubeconfig: this.#cluster.kubeconfig,
    };
    return new Background(
      join(this.#cluster.assets, "load"),
      Object.entries(flags).map(([name, value]) => `-${name}=${value}`),
    );
  }

  stop(): Promise<void> {
    return this.#cluster.stop();
  }
}

/** Starts a control plane; the caller stops it. `dir` keeps its data. */
export async function startBenchCluster(dir: string | undefined): Promise<BenchCluster> {
  return new BenchCluster(await startCluster(dir === undefined ? {} : { dir }));
}
