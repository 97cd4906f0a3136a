import { events } from "../../apiserver/resources/events.ts";
import { conditionOf } from "../../objects/conditions.ts";
import type { Event } from "../../objects/event.ts";
import { timestamp } from "../../objects/kubeObject.ts";
import type { ContainerStatus, Pod } from "../../objects/pod.ts";
import { Random } from "../../random.ts";
import { minutes, seconds } from "../span.ts";
import { type StoredObject, stored } from "./storedObject.ts";

/** What was said of a pod again and again, the last time a short while ago. */
interface Said {
  readonly type: Event["type"];
  readonly reason: string;
  readonly message: string;
  readonly component: string;
  readonly count: number;
  readonly lastAgoMs: number;
  readonly fieldPath?: string;
}

/**
 * The Events of a pod that is not well which the server has not forgotten yet, in the words of its kubelet and of the scheduler.
 * @param now the start of the demo, ms since the Unix epoch
 */
export function oldEvents(pod: Pod, now: number): readonly StoredObject[] {
  const { initContainerStatuses = [], containerStatuses = [] } = pod.status;
  const ageMs = now - Date.parse(pod.metadata.creationTimestamp);
  const said = [
    ...initContainerStatuses.flatMap((status) => ofContainer(pod, status, ageMs, "initContainers")),
    ...containerStatuses.flatMap((status) => ofContainer(pod, status, ageMs, "containers")),
    ...ofScheduler(pod, ageMs),
  ];
  return said.map((each, index) => stored(events, eventOf(pod, each, { index, ageMs, now })));
}

function ofContainer(pod: Pod, status: ContainerStatus, ageMs: number, list: string): readonly Said[] {
  const { namespace, name, uid } = pod.metadata;
  const { reason = "", message = "" } = status.state.waiting ?? {};
  const fieldPath = `spec.${list}{${status.name}}`;
  const warning = (what: string, text: string, count: number, lastAgoMs: number): Said => {
    return { type: "Warning", reason: what, message: text, component: "kubelet", count, lastAgoMs, fieldPath };
  };
  switch (reason) {
    case "CrashLoopBackOff": {
      const text = `Back-off restarting failed container ${status.name} in pod ${name}_${namespace}(${uid})`;
      return [warning("BackOff", text, status.restartCount, seconds(4))];
    }
    case "CreateContainerConfigError":
      return [warning("Failed", `Error: ${message}`, Math.ceil(ageMs / seconds(15)), seconds(7))];
    case "ImagePullBackOff": {
      const count = Math.ceil(ageMs / minutes(5));
      const backOff = warning("BackOff", `Back-off pulling image "${status.image}"`, count, minutes(2));
      return [{ ...backOff, type: "Normal" }, warning("Failed", "Error: ImagePullBackOff", count, minutes(2))];
    }
    default:
      return [];
  }
}

function ofScheduler({ status }: Pod, ageMs: number): readonly Said[] {
  const { reason, message = "" } = conditionOf(status.conditions, "PodScheduled") ?? {};
  if (reason !== "Unschedulable") return [];
  const count = Math.ceil(ageMs / minutes(5));
  const component = "default-scheduler";
  return [{ type: "Warning", reason: "FailedScheduling", message, component, count, lastAgoMs: minutes(3) }];
}

function eventOf(
  pod: Pod,
  { component, count, lastAgoMs, fieldPath, ...said }: Said,
  { index, ageMs, now }: { readonly index: number; readonly ageMs: number; readonly now: number },
): Event {
  const { name, namespace = "", uid } = pod.metadata;
  const last = Math.max(now - lastAgoMs, now - ageMs);
  const host = component === "kubelet" ? (pod.spec.nodeName ?? "") : "";
  const created = timestamp(now - ageMs);
  return {
    apiVersion: "v1",
    kind: "Event",
    metadata: {
      // As the real recorder's: ends in the time in ns, hexadecimal.
      name: `${name}.${(BigInt(Math.floor(now - ageMs)) * 1_000_000n + BigInt(index)).toString(16)}`,
      namespace,
      uid: new Random(index, `event ${uid}`).uuid(),
      resourceVersion: "",
      creationTimestamp: created,
    },
    involvedObject: {
      apiVersion: "v1",
      kind: "Pod",
      name,
      namespace,
      uid,
      ...(fieldPath === undefined ? {} : { fieldPath }),
    },
    ...said,
    count,
    firstTimestamp: created,
    lastTimestamp: timestamp(last),
    source: { component, ...(host === "" ? {} : { host }) },
    reportingComponent: component,
    reportingInstance: host,
  };
}
