import type { ApiClient, ObjectEvent } from "../client.ts";
import { type KubeObject, type ObjectName, timestamp } from "../objects/kubeObject.ts";
import type { Node } from "../objects/node.ts";
import type { Pod } from "../objects/pod.ts";
import type { VirtualTime } from "../virtualTime.ts";
import type { Registry } from "./registry.ts";
import { namespaces } from "./resources/namespaces.ts";
import { nodes } from "./resources/nodes.ts";
import { pods } from "./resources/pods.ts";
import type { ResourceType } from "./resourceType.ts";
import { conflict } from "./statusError.ts";

/** The API without a wire, for components that live in the same process. */
export function localClient(registry: Registry, time: VirtualTime): ApiClient {
  const exists = (type: ResourceType, name: ObjectName) => registry.get(type, name) !== undefined;
  return {
    get: (type, name) => registry.get(type, name),
    list: (type, namespace) => registry.list(type, namespace),
    create: (type, object) => registry.create(type, object),
    update: (type, name, change) => (exists(type, name) ? registry.update(type, name, change) : undefined),
    updateStatus: (type, name, change) =>
      exists(type, name) ? registry.update(type, name, change, { subresource: "status" }) : undefined,
    delete: (type, name, options) => {
      if (exists(type, name)) registry.delete(type, name, options);
    },
    bind: (pod, nodeName) => bind(registry, time, pod, nodeName),
    finalize: ({ metadata, spec: { finalizers: _, ...spec } }) => {
      if (!exists(namespaces, metadata)) return;
      registry.update(namespaces, metadata, (namespace) => ({ ...namespace, spec }), { subresource: "finalize" });
    },
    watch: (type, onEvent) => watch(registry, type, onEvent),
  };
}

/** @throws StatusError NotFound, Conflict */
export function bind(registry: Registry, time: VirtualTime, { metadata }: Pod, nodeName: string): void {
  const bound = (pod: Pod): Pod => {
    if (pod.spec.nodeName !== undefined) {
      throw conflict(pods, metadata.name, `pod ${metadata.name} is already assigned to node "${pod.spec.nodeName}"`);
    }
    const labels = { ...pod.metadata.labels, ...topologyOf(registry.get(nodes, { name: nodeName })) };
    const labelled = Object.keys(labels).length === 0 ? pod.metadata : { ...pod.metadata, labels };
    return { ...pod, metadata: labelled, spec: { ...pod.spec, nodeName } };
  };
  registry.update(pods, metadata, bound, { subresource: "binding" });
  const scheduled = { type: "PodScheduled", status: "True", lastProbeTime: null } as const;
  registry.update(
    pods,
    metadata,
    (pod) => {
      const others = (pod.status.conditions ?? []).filter(({ type }) => type !== "PodScheduled");
      const condition = { ...scheduled, lastTransitionTime: timestamp(time.now()) };
      const { nominatedNodeName: _, ...status } = pod.status;
      return { ...pod, status: { ...status, conditions: [...others, condition] } };
    },
    { subresource: "status" },
  );
}

/** The labels of a node that its pods get: so that they can know where they are (kubernetes plugin/pkg/admission/podtopologylabels). */
function topologyOf(node: Node | undefined): Readonly<Record<string, string>> {
  const labels = Object.entries(node?.metadata.labels ?? {});
  return Object.fromEntries(labels.filter(([key]) => topologyLabels.includes(key)));
}

const topologyLabels = ["topology.kubernetes.io/zone", "topology.kubernetes.io/region"];

function watch<T extends KubeObject>(
  registry: Registry,
  type: ResourceType<T>,
  onEvent: (event: ObjectEvent<T>) => void,
): () => void {
  const { revision } = registry.store;
  const there = registry.list(type);
  // Who hears of the first object may write: that comes after the last of those that were there.
  const early: ObjectEvent<T>[] = [];
  let tell = (event: ObjectEvent<T>): void => void early.push(event);
  const unsubscribe = registry.subscribe(type, revision, (event) => {
    tell({ type: event.type, object: event.object as T, previous: event.previous as T | undefined });
  });
  for (const object of there) onEvent({ type: "ADDED", object, previous: undefined });
  for (let next = early.shift(); next !== undefined; next = early.shift()) onEvent(next);
  tell = onEvent;
  return unsubscribe;
}
