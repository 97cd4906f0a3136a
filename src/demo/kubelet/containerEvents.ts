import type { RecordedEvent } from "../eventRecorder.ts";
import type { Container, Pod } from "../objects/pod.ts";

/** What there is to say, without of whom. */
export type Said = Pick<RecordedEvent, "type" | "reason" | "message">;

/** An event about a container of a pod. */
export function aboutContainer(pod: Pod, { name }: Container, said: Said): RecordedEvent {
  const list = pod.spec.initContainers?.some((container) => container.name === name) ? "initContainers" : "containers";
  return { ...said, fieldPath: `spec.${list}{${name}}` };
}

export function normal(reason: string, message: string): Said {
  return { type: "Normal", reason, message };
}

export function warning(reason: string, message: string): Said {
  return { type: "Warning", reason, message };
}
