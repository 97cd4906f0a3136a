import type { Kubelets } from "../apiserver/kubelets.ts";
import { nodes } from "../apiserver/resources/nodes.ts";
import { pods } from "../apiserver/resources/pods.ts";
import { StatusError } from "../apiserver/statusError.ts";
import type { ApiClient, ObjectEvent } from "../client.ts";
import type { EventRecorder } from "../eventRecorder.ts";
import { keyOf } from "../objects/kubeObject.ts";
import type { Pod } from "../objects/pod.ts";
import type { VirtualTime } from "../virtualTime.ts";
import { linesOf } from "./containerLog.ts";
import { runOf } from "./containerRun.ts";
import type { Pressure } from "./eviction.ts";
import type { Image } from "./image.ts";
import { imageCatalogue } from "./imageCatalogue.ts";
import type { KubeletContext } from "./kubeletContext.ts";
import { LogFollower } from "./logFollower.ts";
import type { ConfigKind } from "./machine.ts";
import { NodeKubelet } from "./nodeKubelet.ts";
import { knownRun } from "./podRuns.ts";
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
export function startKubelets({ client, time, seed, images, recorder, hasConfig }: KubeletsOptions): RunningKubelets {
  const imageOf = imageCatalogue(images);
  const context: KubeletContext = {
    client,
    time,
    seed,
    imageOf,
    recorder,
    hasConfig: hasConfig ?? (() => true),
  };
  const byNode = new Map<string, NodeKubelet>();
  const followers = new Map<string, Set<LogFollower>>();
  const span = (ms: number) => time.span(ms);

  const kubeletOf = (node: string): NodeKubelet => {
    const kubelet = byNode.get(node) ?? new NodeKubelet(context, node);
    byNode.set(node, kubelet);
    return kubelet;
  };
  const hearOfPod = (event: ObjectEvent<Pod>) => {
    const { metadata, spec } = event.object;
    if (spec.nodeName === undefined) return;
    const key = keyOf(metadata);
    const kubelet = kubeletOf(spec.nodeName);
    kubelet.hearOfPod(key, event);
    if (kubelet.isUp) tellFollowers(key, event.type === "DELETED" ? undefined : event.object);
  };
  const tellFollowers = (key: string, pod: Pod | undefined) => {
    const found = followers.get(key);
    for (const follower of found ?? []) if (follower.hear(pod)) found?.delete(follower);
    if (found?.size === 0) followers.delete(key);
  };
  /** The run of a container that is meant, and what it writes. @throws StatusError when its node cannot be reached */
  const logOf = (pod: Pod, container: string, previous: boolean) => {
    const kubelet = kubeletOf(pod.spec.nodeName ?? "");
    const run = knownRun(pod, container, { previous });
    if (run === undefined) return undefined;
    if (!kubelet.isUp) throw unreachable(pod, container);
    return { run, log: runOf(kubelet.machine, pod, run.container, run.restarts).life.log };
  };

  const stopNodes = client.watch(nodes, ({ type, object }) =>
    kubeletOf(object.metadata.name).hearOfNode(type === "DELETED" ? undefined : object),
  );
  const stopPods = client.watch(pods, hearOfPod);

  return {
    kubelets: {
      logs(pod, container, { previous, ...window }) {
        const found = logOf(pod, container, previous);
        if (found === undefined) return undefined;
        const { startedAt, endedAt = Number.POSITIVE_INFINITY } = found.run;
        return linesOf(found.log, span, { ...window, startedAt, until: Math.min(endedAt, time.now()) });
      },
      followLogs(pod, container, onLine, onEnd) {
        const found = logOf(pod, container, false);
        if (found === undefined || found.run.endedAt !== undefined) {
          onEnd();
          return () => {};
        }
        const follower = new LogFollower(time, found.run, found.log, onLine, onEnd);
        const key = keyOf(pod.metadata);
        followers.set(key, (followers.get(key) ?? new Set()).add(follower));
        return () => {
          follower.stop();
          followers.get(key)?.delete(follower);
        };
      },
      usage(pod) {
        const kubelet = kubeletOf(pod.spec.nodeName ?? "");
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
      for (const found of followers.values()) for (const follower of found) follower.stop();
    },
  };
}

function unreachable({ metadata, status }: Pod, container: string): StatusError {
  const address = `${status.hostIP}:10250`;
  const url = `https://${address}/containerLogs/${metadata.namespace}/${metadata.name}/${container}`;
  return new StatusError("InternalError", `Get "${url}": dial tcp ${address}: connect: no route to host`);
}
