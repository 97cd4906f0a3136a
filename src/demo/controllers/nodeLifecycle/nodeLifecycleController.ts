import { nodes } from "../../apiserver/resources/nodes.ts";
import { pods } from "../../apiserver/resources/pods.ts";
import type { ObjectEvent } from "../../client.ts";
import { EventRecorder } from "../../eventRecorder.ts";
import { conditionOf, isTrue, withCondition } from "../../objects/conditions.ts";
import { type ObjectName, timestamp } from "../../objects/kubeObject.ts";
import type { Node } from "../../objects/node.ts";
import type { Pod } from "../../objects/pod.ts";
import { isReady } from "../../objects/podState.ts";
import type { ControllerContext } from "../controllerContext.ts";
import { WorkQueue } from "../workQueue.ts";
import { heartbeatOf, silentConditions, taintsFor } from "./nodeHealth.ts";

/**
 * Knows which nodes are well: those of which the kubelet is silent become Unknown, those that are not Ready get taints, and
 * their pods are no longer ready (kubernetes pkg/controller/nodelifecycle). Returns its inverse.
 */
export function startNodeLifecycleController({ client, time, informers }: ControllerContext): () => void {
  const recorder = new EventRecorder(client, time, "node-controller");
  const watches = new Map<string, () => void>();

  /** A silence is counted from when this controller heard the kubelet last, as the clocks of nodes are not its own. */
  const listen = ({ metadata: { name } }: Node) => {
    watches.get(name)?.();
    const wait = Math.max(time.span(silenceMs), time.span(signOfLifeMs) + momentMs);
    watches.set(
      name,
      time.at(time.now() + wait, () => giveUp(name)),
    );
  };

  const giveUp = (name: string) => {
    client.updateStatus(nodes, { name }, (node) => {
      const conditions = silentConditions(node, time.now());
      return { ...node, status: { ...node.status, conditions } };
    });
  };

  const sync = (name: ObjectName) => {
    const node = client.update(nodes, name, (current) => {
      const taints = taintsFor(current, time.now());
      const { taints: _, ...spec } = current.spec;
      return { ...current, spec: { ...spec, ...(taints.length === 0 ? {} : { taints }) } };
    });
    if (node !== undefined && !isTrue(node.status.conditions, "Ready")) sayPodsNotReady(node);
  };

  const sayPodsNotReady = (node: Node) => {
    for (const pod of informers.pods.by("node", node.metadata.name)) {
      if (!isReady(pod)) continue;
      client.updateStatus(pods, pod.metadata, (current) => ({ ...current, status: notReady(current) }));
      recorder.record(pod, { type: "Warning", reason: "NodeNotReady", message: "Node is not ready" });
    }
  };

  const notReady = ({ status }: Pod): Pod["status"] => {
    const ready = conditionOf(status.conditions, "Ready");
    const condition = { ...ready, type: "Ready", status: "False", lastTransitionTime: timestamp(time.now()) } as const;
    return { ...status, conditions: withCondition(status.conditions, condition) };
  };

  const hear = ({ type, object, previous }: ObjectEvent<Node>) => {
    const { name } = object.metadata;
    if (type === "DELETED") {
      watches.get(name)?.();
      watches.delete(name);
      say(object, "RemovingNode", `Removing Node ${name} from Controller`);
      return;
    }
    if (previous === undefined && isStarted) say(object, "RegisteredNode", `Registered Node ${name} in Controller`);
    if (previous === undefined || heartbeatOf(previous) !== heartbeatOf(object)) listen(object);
    const readiness = (node: Node | undefined) => conditionOf(node?.status.conditions, "Ready")?.status;
    if (readiness(previous) === "True" && readiness(object) !== "True") {
      recorder.record(object, {
        type: "Normal",
        reason: "NodeNotReady",
        message: `Node ${name} status is now: NodeNotReady`,
      });
    }
    queue.add(object.metadata);
  };

  const say = (node: Node, reason: string, what: string) => {
    recorder.record(node, { type: "Normal", reason, message: `Node ${node.metadata.name} event: ${what}` });
  };

  const queue = new WorkQueue(time, sync);
  let isStarted = false;
  const stops = [
    informers.nodes.subscribe(hear),
    // One that becomes ready on a node that is silent, or was bound to it just now.
    informers.pods.subscribe(({ object }) => {
      const { nodeName } = object.spec;
      if (nodeName === undefined || !isReady(object)) return;
      const node = client.get(nodes, { name: nodeName });
      if (node !== undefined && !isTrue(node.status.conditions, "Ready")) queue.add({ name: nodeName });
    }),
    () => queue.stop(),
    () => {
      for (const cancel of watches.values()) cancel();
    },
  ];
  isStarted = true;
  return () => {
    for (const stop of stops) stop();
  };
}

/** (--node-monitor-grace-period) */
const silenceMs = 50_000;
/** How often a kubelet speaks, at least. */
const signOfLifeMs = 40_000;
/** Moments are written in whole seconds: when time runs fast, two signs of life look like one, and only the next is heard. */
const momentMs = 2100;
