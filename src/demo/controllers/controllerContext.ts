import { nodes } from "../apiserver/resources/nodes.ts";
import { pods } from "../apiserver/resources/pods.ts";
import { daemonSets, deployments, jobs, replicaSets } from "../apiserver/resources/workloads.ts";
import type { ApiClient } from "../client.ts";
import { Informer } from "../informer.ts";
import { controllerUids, orphanNamespaces } from "../objects/ownership.ts";
import type { VirtualTime } from "../virtualTime.ts";

/** What the controllers of one manager share. */
export interface ControllerContext {
  readonly client: ApiClient;
  readonly time: VirtualTime;
  readonly informers: Informers;
}

export type Informers = ReturnType<typeof startInformers>;

/** One watch a kind, with the indexes that the controllers need; `stop` ends them. */
export function startInformers(client: ApiClient) {
  const owned = { controller: controllerUids, orphan: orphanNamespaces };
  const node = ({ spec }: { spec: { nodeName?: string } }) => (spec.nodeName === undefined ? [] : [spec.nodeName]);
  return {
    pods: new Informer(client, pods, { ...owned, node }),
    replicaSets: new Informer(client, replicaSets, owned),
    deployments: new Informer(client, deployments, {}),
    daemonSets: new Informer(client, daemonSets, {}),
    jobs: new Informer(client, jobs, {}),
    nodes: new Informer(client, nodes, {}),
  };
}
