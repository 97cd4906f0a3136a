import type { Kubelets } from "./apiserver/kubelets.ts";
import { localClient } from "./apiserver/localClient.ts";
import type { Registry } from "./apiserver/registry.ts";
import { startControllerManager } from "./controllers/controllerManager.ts";
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
    startControllerManager(newClient(), time),
    scenario.start({ client: newClient(), time, nodes }),
  ];
  return {
    kubelets,
    stop() {
      for (const each of stops.toReversed()) each();
    },
  };
}
