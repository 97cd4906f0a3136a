/** What pods and nodes use, as metrics-server tells it (`kubectl top`). */
import { type KubeObject, timestamp } from "../../objects/kubeObject.ts";
import type { Pod } from "../../objects/pod.ts";
import { type Answer, type ApiObject, jsonAnswer } from "../answer.ts";
import type { Call, Handler } from "../apiServer.ts";
import { namedIn } from "../handlers/named.ts";
import { selectionOf } from "../handlers/selection.ts";
import type { ContainerUsage, Kubelets } from "../kubelets.ts";
import { nodes } from "../resources/nodes.ts";
import { pods } from "../resources/pods.ts";
import type { ResourceType } from "../resourceType.ts";
import { StatusError } from "../statusError.ts";

const apiVersion = "metrics.k8s.io/v1beta1";
const root = `/apis/${apiVersion}`;
/** Over how long use is measured. */
const measured = "15s";

export function metricsHandlers(kubelets: Kubelets): Readonly<Record<string, Handler>> {
  const ofPod = ({ server }: Call, pod: Pod) => {
    const usage = kubelets.usage(pod);
    return usage === undefined ? undefined : podMetrics(pod, usage, server.time.now());
  };
  return {
    [`get ${root}/pods`]: (call) => one(call, pods, "podmetrics", (pod) => ofPod(call, pod)),
    [`list ${root}/pods`]: (call) => list(call, pods, "PodMetricsList", (pod) => ofPod(call, pod)),
    [`get ${root}/nodes`]: (call) => {
      const usage = usageByNode(call, kubelets);
      return one(call, nodes, "nodemetrics", (node) => nodeMetrics(node, usage, call.server.time.now()));
    },
    [`list ${root}/nodes`]: (call) => {
      const usage = usageByNode(call, kubelets);
      return list(call, nodes, "NodeMetricsList", (node) => nodeMetrics(node, usage, call.server.time.now()));
    },
  };
}

type Measure<T> = (object: T) => ApiObject | undefined;

/** @throws StatusError NotFound while nothing is measured */
function one<T extends KubeObject>(call: Call, type: ResourceType<T>, resource: string, measure: Measure<T>): Answer {
  const name = namedIn(call.info, type);
  const object = call.server.registry.get(type, name);
  const metrics = object === undefined ? undefined : measure(object);
  if (metrics !== undefined) return jsonAnswer(metrics);
  const path = name.namespace === undefined ? name.name : `${name.namespace}/${name.name}`;
  const details = { name: path, group: "metrics.k8s.io", kind: resource };
  throw new StatusError("NotFound", `${resource}.metrics.k8s.io "${path}" not found`, details);
}

function list<T extends KubeObject>(
  { server, info, request }: Call,
  type: ResourceType<T>,
  kind: string,
  measure: Measure<T>,
): Answer {
  const selection = selectionOf(type as ResourceType, info, request.query);
  const chosen = server.registry.list(type).filter((object) => selection.has(object));
  const items = chosen.flatMap((object) => measure(object) ?? []);
  return jsonAnswer({ kind, apiVersion, metadata: {}, items });
}

function podMetrics({ metadata }: Pod, usage: readonly ContainerUsage[], now: number): ApiObject {
  const containers = usage.map(({ name, ...used }) => ({ name, usage: quantitiesOf(used) }));
  return { kind: "PodMetrics", apiVersion, ...measuredAt(metadata, now), containers };
}

function nodeMetrics({ metadata }: KubeObject, usage: ReadonlyMap<string, Used>, now: number): ApiObject | undefined {
  const used = usage.get(metadata.name);
  if (used === undefined) return undefined;
  return { kind: "NodeMetrics", apiVersion, ...measuredAt(metadata, now), usage: quantitiesOf(used) };
}

function measuredAt({ name, namespace, labels }: KubeObject["metadata"], now: number) {
  const own = { name, ...(namespace === undefined ? {} : { namespace }), ...(labels === undefined ? {} : { labels }) };
  const time = timestamp(now);
  return { metadata: { ...own, creationTimestamp: time }, timestamp: time, window: measured };
}

type Used = Omit<ContainerUsage, "name">;

/** A node uses what its pods use. */
function usageByNode({ server }: Call, kubelets: Kubelets): ReadonlyMap<string, Used> {
  const byNode = new Map<string, Used>();
  for (const pod of server.registry.list(pods)) {
    const { nodeName } = pod.spec;
    if (nodeName === undefined) continue;
    for (const { cpuMillicores, memoryBytes } of kubelets.usage(pod) ?? []) {
      const before = byNode.get(nodeName) ?? { cpuMillicores: 0, memoryBytes: 0 };
      byNode.set(nodeName, {
        cpuMillicores: before.cpuMillicores + cpuMillicores,
        memoryBytes: before.memoryBytes + memoryBytes,
      });
    }
  }
  return byNode;
}

function quantitiesOf({ cpuMillicores, memoryBytes }: Used) {
  return { cpu: `${Math.round(cpuMillicores * 1e6)}n`, memory: `${Math.round(memoryBytes / 1024)}Ki` };
}
