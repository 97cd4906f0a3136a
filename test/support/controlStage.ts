import { localClient } from "../../src/demo/apiserver/localClient.ts";
import { Registry } from "../../src/demo/apiserver/registry.ts";
import { events } from "../../src/demo/apiserver/resources/events.ts";
import { namespaces } from "../../src/demo/apiserver/resources/namespaces.ts";
import { nodes } from "../../src/demo/apiserver/resources/nodes.ts";
import { pods } from "../../src/demo/apiserver/resources/pods.ts";
import { type ControllerContext, startInformers } from "../../src/demo/controllers/controllerContext.ts";
import { conditionOf, withCondition } from "../../src/demo/objects/conditions.ts";
import { type KubeObject, type NewObject, timestamp } from "../../src/demo/objects/kubeObject.ts";
import type { Node } from "../../src/demo/objects/node.ts";
import type { ContainerStatus, Pod } from "../../src/demo/objects/pod.ts";
import { Random } from "../../src/demo/random.ts";
import { Store } from "../../src/demo/store/store.ts";
import { VirtualTime } from "../../src/demo/virtualTime.ts";

export const stageStart = Date.UTC(2026, 0, 5, 10, 0, 0);

/** An API with a namespace `shop`, without any component, whose time is driven by hand. */
export function controlStage(speed = 1) {
  const time = new VirtualTime(stageStart, speed);
  const store = new Store();
  const registry = new Registry({ store, time, random: new Random(1, "names") });
  const client = localClient(registry, time);
  client.create(namespaces, { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" }, spec: {}, status: {} });
  client.create(namespaces, {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: "default" },
    spec: {},
    status: {},
  });
  const context = (): ControllerContext => ({ client, time, informers: startInformers(client) });
  const settle = () => time.advanceTo(time.now());
  const wait = (seconds: number) => time.advanceTo(time.now() + seconds * 1000);
  const allPods = () => client.list(pods, "shop");
  const setPod = (name: string, change: (pod: Pod) => Pod) =>
    client.updateStatus(pods, { namespace: "shop", name }, change);

  /** As a kubelet does it once the containers run. */
  const setReady = (name: string, isReady = true) =>
    setPod(name, (pod) => ({
      ...pod,
      status: {
        ...pod.status,
        phase: "Running",
        conditions: withCondition(pod.status.conditions, {
          type: "Ready",
          status: isReady ? "True" : "False",
          lastTransitionTime: timestamp(time.now()),
        }),
      },
    }));

  return {
    time,
    store,
    registry,
    client,
    context,
    settle,
    wait,
    setPod,
    setReady,
    pods: allPods,
    podNames: () => allPods().map(({ metadata }) => metadata.name),
    activePods: () => allPods().filter(({ metadata }) => metadata.deletionTimestamp === undefined),
    setAllReady: () => {
      for (const { metadata, status } of allPods()) {
        if (conditionOf(status.conditions, "Ready")?.status !== "True") setReady(metadata.name);
      }
    },
    setNamespacePhase: (phase: "Active" | "Terminating") =>
      client.updateStatus(namespaces, { name: "shop" }, (namespace) => ({ ...namespace, status: { phase } })),
    /** As a kubelet does it once the containers have ended. */
    finish: (name: string, phase: "Succeeded" | "Failed") =>
      setPod(name, (pod) => ({
        ...pod,
        status: { ...pod.status, phase, containerStatuses: [endedAt(time.now(), phase)] },
      })),
    addNode: (name: string, node: Partial<Pick<Node, "spec" | "status">> & { labels?: Record<string, string> } = {}) =>
      client.create(nodes, nodeOf(name, node, time.now())),
    /** `reason: message` of every event so far, in the order in which they were first said. */
    said: () =>
      [...client.list(events)]
        .sort((one, other) => Number(one.metadata.resourceVersion) - Number(other.metadata.resourceVersion))
        .map(({ reason, message }) => `${reason}: ${message}`),
    /** How many writes `act` makes. */
    writesOf: (act: () => void) => {
      const { revision } = store;
      act();
      return store.revision - revision;
    },
  };
}

function endedAt(now: number, phase: "Succeeded" | "Failed"): ContainerStatus {
  const [exitCode, reason] = phase === "Succeeded" ? [0, "Completed"] : [1, "Error"];
  const terminated = { exitCode, reason, finishedAt: timestamp(now) };
  return { name: "web", image: "", imageID: "", ready: false, restartCount: 0, state: { terminated }, lastState: {} };
}

function nodeOf(
  name: string,
  { spec = {}, status = {}, labels = {} }: Partial<Pick<Node, "spec" | "status">> & { labels?: Record<string, string> },
  now: number,
): NewObject<Node> {
  const ready = { type: "Ready", status: "True", lastHeartbeatTime: timestamp(now) } as const;
  const allocatable = { cpu: "4", memory: "16Gi", pods: "110" };
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name, labels: { "kubernetes.io/hostname": name, ...labels } },
    spec,
    status: { allocatable, conditions: [ready], ...status },
  };
}

/** An object as it is created, without what the API server gives it. */
export function newObject<T extends KubeObject>(
  apiVersion: string,
  kind: string,
  name: string,
  rest: Omit<T, "apiVersion" | "kind" | "metadata" | "status">,
): NewObject<T> {
  return { apiVersion, kind, metadata: { name, namespace: "shop" }, ...rest, status: {} } as unknown as NewObject<T>;
}

/** Pods with one container and these labels. */
/** Of a pod of which nobody asks what it runs. */
export const oneContainer = [{ name: "main", image: "registry.demo/web:1" }];

export function template(labels: Record<string, string>, image = "registry.demo/shop/web:v1") {
  return { metadata: { labels }, spec: { containers: [{ name: "web", image }] } };
}
