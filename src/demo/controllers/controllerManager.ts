import type { ApiClient } from "../client.ts";
import type { VirtualTime } from "../virtualTime.ts";
import { type ControllerContext, startInformers } from "./controllerContext.ts";
import { startDaemonSetController } from "./daemonSet/daemonSetController.ts";
import { startDeploymentController } from "./deployment/deploymentController.ts";
import { startGarbageCollector } from "./garbageCollector/garbageCollector.ts";
import { startJobController } from "./job/jobController.ts";
import { startNamespaceController } from "./namespace/namespaceController.ts";
import { startNodeLifecycleController } from "./nodeLifecycle/nodeLifecycleController.ts";
import { startPodGarbageCollector } from "./podGarbageCollector.ts";
import { startReplicaSetController } from "./replicaSet/replicaSetController.ts";
import { startTaintEvictionController } from "./taintEviction/taintEvictionController.ts";

/** Starts all controllers of the cluster, on one watch a kind (kube-controller-manager). Returns its inverse. */
export function startControllerManager(client: ApiClient, time: VirtualTime): () => void {
  const informers = startInformers(client);
  const context: ControllerContext = { client, time, informers };
  const stops = [...controllers.map((start) => start(context)), ...Object.values(informers).map(({ stop }) => stop)];
  return () => {
    for (const stop of stops) stop();
  };
}

const controllers: readonly ((context: ControllerContext) => () => void)[] = [
  startDeploymentController,
  startReplicaSetController,
  startDaemonSetController,
  startJobController,
  startGarbageCollector,
  startNamespaceController,
  startNodeLifecycleController,
  startTaintEvictionController,
  startPodGarbageCollector,
];
