import type { Interner } from "../base/intern.ts";
import { flagOf, type JsonObject, listOf, numberOf, objectOf, optionalObjectOf, textOf, timeOf } from "./jsonFields.ts";
import {
  type ContainerFacts,
  type ContainerSpecFacts,
  emptyPodFacts,
  type PodFacts,
  type ResourceFacts,
  type TerminationFacts,
} from "./podFacts.ts";
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
  facts.deletionAt = timeOf(metadata.deletionTimestamp, "metadata.deletionTimestamp");
  for (const finalizer of listOf(metadata.finalizers, "metadata.finalizers")) {
    facts.finalizers.push(textOf(finalizer, "metadata.finalizers[]"));
  }
  for (const item of listOf(metadata.ownerReferences, "metadata.ownerReferences")) {
    const owner = objectOf(item, "metadata.ownerReferences[]");
    if (!flagOf(owner.controller, "metadata.ownerReferences[].controller")) continue;
    facts.ownerKind = textOf(owner.kind, "metadata.ownerReferences[].kind");
    facts.ownerName = textOf(owner.name, "metadata.ownerReferences[].name");
  }
  const labels = objectOf(metadata.labels, "metadata.labels");
  for (const key in labels) facts.labels.push(`${key}=${textOf(labels[key], `metadata.labels["${key}"]`)}`);
}

function readSpec(spec: JsonObject, facts: PodFacts): void {
  facts.node = textOf(spec.nodeName, "spec.nodeName");
  facts.containers = listOf(spec.containers, "spec.containers").map((item) =>
    containerSpecFrom(objectOf(item, "spec.containers[]"), "spec.containers[]"),
  );
  for (const item of listOf(spec.initContainers, "spec.initContainers")) {
    const container = containerSpecFrom(objectOf(item, "spec.initContainers[]"), "spec.initContainers[]");
    facts.initContainers.push(container);
    if (container.restartPolicy === "Always") facts.sidecars.push(container.name);
  }
  for (const item of listOf(spec.ephemeralContainers, "spec.ephemeralContainers")) {
    const { name } = objectOf(item, "spec.ephemeralContainers[]");
    facts.ephemeralContainers.push(textOf(name, "spec.ephemeralContainers[].name"));
  }
  facts.resources = resourcesFrom(spec.resources, "spec.resources");
  for (const gate of listOf(spec.readinessGates, "spec.readinessGates")) {
    const { conditionType } = objectOf(gate, "spec.readinessGates[]");
    facts.readinessGates.push(textOf(conditionType, "spec.readinessGates[].conditionType"));
  }
}

function containerSpecFrom(container: JsonObject, field: string): ContainerSpecFacts {
  return {
    ...resourcesFrom(container.resources, `${field}.resources`),
    name: textOf(container.name, `${field}.name`),
    image: textOf(container.image, `${field}.image`),
    restartPolicy: textOf(container.restartPolicy, `${field}.restartPolicy`),
  };
}

function resourcesFrom(value: unknown, field: string): ResourceFacts {
  const resources = objectOf(value, field);
  const requests = objectOf(resources.requests, `${field}.requests`);
  const limits = objectOf(resources.limits, `${field}.limits`);
  return {
    cpuRequest: quantityTextOf(requests.cpu, `${field}.requests.cpu`),
    cpuLimit: quantityTextOf(limits.cpu, `${field}.limits.cpu`),
    memoryRequest: quantityTextOf(requests.memory, `${field}.requests.memory`),
    memoryLimit: quantityTextOf(limits.memory, `${field}.limits.memory`),
  };
}

/** A quantity may be written as a number. */
function quantityTextOf(value: unknown, field: string): string {
  return typeof value === "number" ? String(value) : textOf(value, field);
}

function readStatus(status: JsonObject, facts: PodFacts): void {
  facts.phase = textOf(status.phase, "status.phase");
  facts.reason = textOf(status.reason, "status.reason");
  facts.message = textOf(status.message, "status.message");
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
      message: textOf(condition.message, "status.conditions[].message"),
      changedAt: timeOf(condition.lastTransitionTime, "status.conditions[].lastTransitionTime"),
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
  const running = optionalObjectOf(state.running, field);
  return {
    name: textOf(status.name, field),
    ready: flagOf(status.ready, field),
    started: flagOf(status.started, field),
    restarts: numberOf(status.restartCount, field),
    waiting: waiting && textOf(waiting.reason, field),
    waitingMessage: textOf(waiting?.message, field),
    running: running !== undefined,
    startedAt: timeOf(running?.startedAt, field),
    terminated: terminationFrom(state, field),
    lastTerminated: terminationFrom(objectOf(status.lastState, field), field),
  };
}

function terminationFrom(state: JsonObject, field: string): TerminationFacts | undefined {
  const terminated = optionalObjectOf(state.terminated, field);
  return (
    terminated && {
      exitCode: numberOf(terminated.exitCode, field),
      signal: numberOf(terminated.signal, field),
      reason: textOf(terminated.reason, field),
      message: textOf(terminated.message, field),
      finishedAt: timeOf(terminated.finishedAt, field),
    }
  );
}
