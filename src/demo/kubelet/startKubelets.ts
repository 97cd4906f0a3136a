import type { Kubelets } from "../apiserver/kubelets.ts";
import { nodes } from "../apiserver/resources/nodes.ts";
import { pods } from "../apiserver/resources/pods.ts";
import type { ApiClient } from "../client.ts";
import type { EventRecorder } from "../eventRecorder.ts";
import { keyOf } from "../objects/kubeObject.ts";
import type { Pod } from "../objects/pod.ts";
import type { VirtualTime } from "../virtualTime.ts";
import type { Pressure } from "./eviction.ts";
import type { Image } from "./image.ts";
import { imageCatalogue } from "./imageCatalogue.ts";
import type { KubeletContext } from "./kubeletContext.ts";
import type { ConfigKind } from "./machine.ts";
import { NodeKubelet } from "./nodeKubelet.ts";
import { PodExecs } from "./podExecs.ts";
import { PodLogs } from "./podLogs.ts";
import { PodPorts } from "./podPorts.ts";
import { podUsage } from "./podUsage.ts";

export interface KubeletsOptions {
  readonly client: ApiClient;
  readonly time: VirtualTime;
  readonly seed: number;
  readonly images: readonly Image[];
  readonly recorder: EventRecorder;
  /** Whether a ConfigMap or a Secret exists that a pod names; all do unless somebody says otherwise. */
  hasConfig?(kind: ConfigKind, namespace: string, name: string): boolean;
}

/** What happens to nodes, and is no matter of the API. Names of nodes that are not there mean nothing. */
export interface NodePower {
  /** The node goes down or is cut off: nothing is reported of it any more, and nothing is ended on it. */
  lose(node: string): void;
  /** It comes back, and catches up. */
  restore(node: string): void;
  /** It runs short of something, and evicts pods until there is enough; undefined: it has enough. */
  press(node: string, pressure: Pressure | undefined): void;
}

export interface RunningKubelets {
  readonly kubelets: Kubelets;
  readonly nodes: NodePower;
  stop(): void;
}

/** How long a container runs before it is measured. */
const measuredAfterMs = 15_000;

/** Runs the kubelets of all nodes, present and future: whatever is bound to one is adopted as it is. */
export function startKubelets({ images, ...options }: KubeletsOptions): RunningKubelets {
  const { client, time } = options;
  const context: KubeletContext = { hasConfig: () => true, ...options, imageOf: imageCatalogue(images) };
  const byNode = new Map<string, NodeKubelet>();
  const kubeletOn = (node: string): NodeKubelet => {
    const kubelet = byNode.get(node) ?? new NodeKubelet(context, node);
    byNode.set(node, kubelet);
    return kubelet;
  };
  const kubeletOf = ({ spec }: Pod) => kubeletOn(spec.nodeName ?? "");
  const logs = new PodLogs(time, kubeletOf);
  const execs = new PodExecs(time, kubeletOf);
  const ports = new PodPorts(kubeletOf);

  const stopNodes = client.watch(nodes, ({ type, object }) =>
    kubeletOn(object.metadata.name).hearOfNode(type === "DELETED" ? undefined : object),
  );
  const stopPods = client.watch(pods, (event) => {
    const { metadata, spec } = event.object;
    if (spec.nodeName === undefined) return;
    const kubelet = kubeletOn(spec.nodeName);
    const key = keyOf(metadata);
    kubelet.hearOfPod(key, event);
    if (!kubelet.isUp) return;
    for (const each of [logs, execs, ports]) each.hear(key, event.type === "DELETED" ? undefined : event.object);
  });

  return {
    kubelets: {
      logs: (...asked) => logs.logs(...asked),
      followLogs: (...asked) => logs.followLogs(...asked),
      exec: (...asked) => execs.exec(...asked),
      dial: (...asked) => ports.dial(...asked),
      usage(pod) {
        const kubelet = kubeletOf(pod);
        const used = kubelet.isUp ? podUsage(kubelet.machine, pod, time.now(), measuredAfterMs) : [];
        return used.length === 0 ? undefined : used;
      },
    },
    nodes: {
      lose: (node) => byNode.get(node)?.lose(),
      restore: (node) => byNode.get(node)?.restore(),
      press: (node, pressure) => byNode.get(node)?.press(pressure),
    },
    stop() {
      stopPods();
      stopNodes();
      for (const kubelet of byNode.values()) kubelet.stop();
      logs.stop();
      ports.stop();
    },
  };
}
