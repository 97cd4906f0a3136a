import type { Interner } from "../base/intern.ts";
import { flagOf, type JsonObject, listOf, numberOf, objectOf, optionalObjectOf, textOf, timeOf } from "./jsonFields.ts";
import { type ContainerFacts, emptyPodFacts, type PodFacts } from "./podFacts.ts";
import { type PodRow, podRowOf } from "./podRow.ts";

/**
 * Reads a v1 Pod from parsed JSON.
 * @throws TypeError naming the field when it is not a pod.
 */
export function podFromJson(object: unknown, words: Interner): PodRow {
  const pod = objectOf(object, "the pod");
  const kind = textOf(pod.kind, "kind");
  // Items of a list may come without their kind.
  if (kind !== "" && kind !== "Pod") throw new TypeError(`kind is "${kind}", expected Pod`);
  const facts = emptyPodFacts();
  readMetadata(objectOf(pod.metadata, "metadata"), facts);
  readSpec(objectOf(pod.spec, "spec"), facts);
  readStatus(objectOf(pod.status, "status"), facts);
  return podRowOf(facts, words);
}

function readMetadata(metadata: JsonObject, facts: PodFacts): void {
  facts.name = textOf(metadata.name, "metadata.name");
  facts.namespace = textOf(metadata.namespace, "metadata.namespace");
  facts.uid = textOf(metadata.uid, "metadata.uid");
  facts.resourceVersion = textOf(metadata.resourceVersion, "metadata.resourceVersion");
  facts.createdAt = timeOf(metadata.creationTimestamp, "metadata.creationTimestamp");
  facts.deleting = metadata.deletionTimestamp !== undefined && metadata.deletionTimestamp !== null;
  const labels = objectOf(metadata.labels, "metadata.labels");
  for (const key in labels) facts.labels.push(`${key}=${textOf(labels[key], `metadata.labels["${key}"]`)}`);
}

function readSpec(spec: JsonObject, facts: PodFacts): void {
  facts.node = textOf(spec.nodeName, "spec.nodeName");
  facts.containers = listOf(spec.containers, "spec.containers").length;
  const initContainers = listOf(spec.initContainers, "spec.initContainers");
  facts.initContainers = initContainers.length;
  for (const item of initContainers) {
    const container = objectOf(item, "spec.initContainers[]");
    if (container.restartPolicy === "Always") {
      facts.sidecars.push(textOf(container.name, "spec.initContainers[].name"));
    }
  }
  for (const gate of listOf(spec.readinessGates, "spec.readinessGates")) {
    const { conditionType } = objectOf(gate, "spec.readinessGates[]");
    facts.readinessGates.push(textOf(conditionType, "spec.readinessGates[].conditionType"));
  }
}

function readStatus(status: JsonObject, facts: PodFacts): void {
  facts.phase = textOf(status.phase, "status.phase");
  facts.reason = textOf(status.reason, "status.reason");
  facts.nominatedNode = textOf(status.nominatedNodeName, "status.nominatedNodeName");
  facts.ip = textOf(status.podIP, "status.podIP");
  if (facts.ip === "") {
    const first = objectOf(listOf(status.podIPs, "status.podIPs")[0], "status.podIPs[0]");
    facts.ip = textOf(first.ip, "status.podIPs[0].ip");
  }
  for (const item of listOf(status.conditions, "status.conditions")) {
    const condition = objectOf(item, "status.conditions[]");
    facts.conditions.push({
      type: textOf(condition.type, "status.conditions[].type"),
      status: textOf(condition.status, "status.conditions[].status"),
      reason: textOf(condition.reason, "status.conditions[].reason"),
    });
  }
  facts.containerStatuses = containersFrom(status.containerStatuses, "status.containerStatuses");
  facts.initContainerStatuses = containersFrom(status.initContainerStatuses, "status.initContainerStatuses");
}

function containersFrom(value: unknown, field: string): ContainerFacts[] {
  return listOf(value, field).map((item) => containerFrom(objectOf(item, field), field));
}

function containerFrom(status: JsonObject, field: string): ContainerFacts {
  const state = objectOf(status.state, field);
  const waiting = optionalObjectOf(state.waiting, field);
  const terminated = optionalObjectOf(state.terminated, field);
  const last = objectOf(objectOf(status.lastState, field).terminated, field);
  return {
    name: textOf(status.name, field),
    ready: flagOf(status.ready, field),
    started: flagOf(status.started, field),
    restarts: numberOf(status.restartCount, field),
    waiting: waiting && textOf(waiting.reason, field),
    running: optionalObjectOf(state.running, field) !== undefined,
    terminated: terminated && {
      exitCode: numberOf(terminated.exitCode, field),
      signal: numberOf(terminated.signal, field),
      reason: textOf(terminated.reason, field),
    },
    lastFinishedAt: timeOf(last.finishedAt, field),
  };
}
