import type { Kubelets } from "./apiserver/kubelets.ts";
import { localClient } from "./apiserver/localClient.ts";
import type { Registry } from "./apiserver/registry.ts";
import type { ApiClient } from "./client.ts";
import { startInformers } from "./controllers/controllerContext.ts";
import { startDaemonSetController } from "./controllers/daemonSet/daemonSetController.ts";
import { startDeploymentController } from "./controllers/deployment/deploymentController.ts";
import { startGarbageCollector } from "./controllers/garbageCollector/garbageCollector.ts";
import { startJobController } from "./controllers/job/jobController.ts";
import { startNamespaceController } from "./controllers/namespace/namespaceController.ts";
import { startReplicaSetController } from "./controllers/replicaSet/replicaSetController.ts";
import { EventRecorder } from "./eventRecorder.ts";
import { startKubelets } from "./kubelet/startKubelets.ts";
import type { Scenario } from "./scenario/demoScenario.ts";
import { startScheduler } from "./scheduler/scheduler.ts";
import type { VirtualTime } from "./virtualTime.ts";

export interface ComponentsOptions {
  readonly registry: Registry;
  readonly time: VirtualTime;
  readonly seed: number;
  readonly scenario: Scenario;
}

export interface Components {
  /** What the API server asks for what no object holds. */
  readonly kubelets: Kubelets;
  stop(): void;
}

/** Starts what lives behind the API, each with a client of its own: scheduler, controllers, kubelets, and those who deploy. */
export function startComponents({ registry, time, seed, scenario }: ComponentsOptions): Components {
  const newClient = () => localClient(registry, time);
  const client = newClient();
  const recorder = new EventRecorder(client, time, "kubelet");
  const { images, hasConfig } = scenario;
  const { kubelets, nodes, stop } = startKubelets({ client, time, seed, images, recorder, hasConfig });
  const stops = [
    stop,
    startScheduler(newClient(), time),
    startControllers(newClient(), time),
    scenario.start({ client: newClient(), time, nodes }),
  ];
  return {
    kubelets,
    stop() {
      for (const each of stops.toReversed()) each();
    },
  };
}

function startControllers(client: ApiClient, time: VirtualTime): () => void {
  const informers = startInformers(client);
  const controllers = [
    startReplicaSetController,
    startDeploymentController,
    startDaemonSetController,
    startJobController,
    startGarbageCollector,
    startNamespaceController,
  ];
  const stops = controllers.map((start) => start({ client, time, informers }));
  return () => {
    for (const stop of stops) stop();
    for (const informer of Object.values(informers)) informer.stop();
  };
}
