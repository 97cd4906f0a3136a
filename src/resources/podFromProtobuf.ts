import type { Interner } from "../base/intern.ts";
import type { ProtobufReader } from "../base/protobuf.ts";
import { containerFrom, containerSpecFrom, readResources } from "./containerFromProtobuf.ts";
import { textFrom, wordFrom } from "./oneFieldFromProtobuf.ts";
import { type ConditionFacts, emptyPodFacts, noResources, type PodFacts } from "./podFacts.ts";
import { type PodRow, podRowOf } from "./podRow.ts";
import { timeFromProtobuf } from "./timeFromProtobuf.ts";

/** Field numbers of k8s.io/api/core/v1 and k8s.io/apimachinery meta/v1, as far as a cell or the health depends on them. */
const pod = { metadata: 1, spec: 2, status: 3 } as const;
const objectMeta = {
  name: 1,
  namespace: 3,
  uid: 5,
  resourceVersion: 6,
  creationTimestamp: 8,
  deletionTimestamp: 9,
  labels: 11,
  ownerReferences: 13,
  finalizers: 14,
} as const;
const ownerReference = { kind: 1, name: 3, controller: 6 } as const;
const podSpec = {
  containers: 2,
  nodeName: 10,
  initContainers: 20,
  readinessGates: 28,
  ephemeralContainers: 34,
  resources: 40,
} as const;
const podStatus = {
  phase: 1,
  conditions: 2,
  message: 3,
  reason: 4,
  podIp: 6,
  containerStatuses: 8,
  initContainerStatuses: 10,
  nominatedNodeName: 11,
  podIps: 12,
} as const;

/**
 * Reads the v1 Pod that `reader` stands at. Fields that no cell and no health needs are passed over unread.
 * @throws RangeError when the bytes are not a pod.
 */
export function podFromProtobuf(reader: ProtobufReader, words: Interner): PodRow {
  const facts = emptyPodFacts();
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field > pod.status) {
      reader.skip();
      continue;
    }
    const outer = reader.enter();
    if (field === pod.metadata) readMetadata(reader, facts, words);
    else if (field === pod.spec) readSpec(reader, facts, words);
    else readStatus(reader, facts, words);
    reader.leave(outer);
  }
  return podRowOf(facts, words);
}

function readMetadata(reader: ProtobufReader, facts: PodFacts, words: Interner): void {
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    switch (field) {
      case objectMeta.name:
        facts.name = reader.string();
        break;
      case objectMeta.namespace:
        facts.namespace = reader.interned(words);
        break;
      case objectMeta.uid:
        facts.uid = reader.string();
        break;
      case objectMeta.resourceVersion:
        facts.resourceVersion = reader.string();
        break;
      case objectMeta.creationTimestamp:
        facts.createdAt = timeFromProtobuf(reader);
        break;
      case objectMeta.deletionTimestamp:
        facts.deleting = true;
        facts.deletionAt = timeFromProtobuf(reader);
        break;
      case objectMeta.labels:
        facts.labels.push(labelFrom(reader, words));
        break;
      case objectMeta.ownerReferences:
        readController(reader, facts, words);
        break;
      case objectMeta.finalizers:
        facts.finalizers.push(reader.interned(words));
        break;
      default:
        reader.skip();
    }
  }
}

/** Takes notice of an owner that controls, not of others. */
function readController(reader: ProtobufReader, facts: PodFacts, words: Interner): void {
  let kind = "";
  let name = "";
  let isController = false;
  const outer = reader.enter();
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === ownerReference.kind) kind = reader.interned(words);
    else if (field === ownerReference.name) name = reader.interned(words);
    else if (field === ownerReference.controller) isController = reader.bool();
    else reader.skip();
  }
  reader.leave(outer);
  if (!isController) return;
  facts.ownerKind = kind;
  facts.ownerName = name;
}

/** A map entry: key 1, value 2. */
function labelFrom(reader: ProtobufReader, words: Interner): string {
  let key = "";
  let value = "";
  const outer = reader.enter();
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) key = reader.interned(words);
    else if (field === 2) value = reader.interned(words);
    else reader.skip();
  }
  reader.leave(outer);
  return `${key}=${value}`;
}

function readSpec(reader: ProtobufReader, facts: PodFacts, words: Interner): void {
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    switch (field) {
      case podSpec.containers:
        facts.containers.push(containerSpecFrom(reader, words));
        break;
      case podSpec.nodeName:
        facts.node = reader.interned(words);
        break;
      case podSpec.initContainers: {
        const container = containerSpecFrom(reader, words);
        facts.initContainers.push(container);
        if (container.restartPolicy === "Always") facts.sidecars.push(container.name);
        break;
      }
      case podSpec.ephemeralContainers:
        facts.ephemeralContainers.push(ephemeralNameFrom(reader, words));
        break;
      case podSpec.resources:
        facts.resources = { ...noResources };
        readResources(reader, facts.resources, words);
        break;
      case podSpec.readinessGates:
        facts.readinessGates.push(wordFrom(reader, 1, words));
        break;
      default:
        reader.skip();
    }
  }
}

/** The name in what it has in common with other containers. */
function ephemeralNameFrom(reader: ProtobufReader, words: Interner): string {
  let name = "";
  const outer = reader.enter();
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) name = wordFrom(reader, 1, words);
    else reader.skip();
  }
  reader.leave(outer);
  return name;
}

function readStatus(reader: ProtobufReader, facts: PodFacts, words: Interner): void {
  let firstOfList: string | undefined;
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    switch (field) {
      case podStatus.phase:
        facts.phase = reader.interned(words);
        break;
      case podStatus.conditions:
        facts.conditions.push(conditionFrom(reader, words));
        break;
      case podStatus.reason:
        facts.reason = reader.interned(words);
        break;
      case podStatus.message:
        facts.message = reader.string();
        break;
      case podStatus.podIp:
        facts.ip = reader.string();
        break;
      case podStatus.containerStatuses:
        facts.containerStatuses.push(containerFrom(reader, words));
        break;
      case podStatus.initContainerStatuses:
        facts.initContainerStatuses.push(containerFrom(reader, words));
        break;
      case podStatus.nominatedNodeName:
        facts.nominatedNode = reader.interned(words);
        break;
      case podStatus.podIps:
        if (facts.ip === "" && firstOfList === undefined) firstOfList = textFrom(reader, 1);
        else reader.skip();
        break;
      default:
        reader.skip();
    }
  }
  if (facts.ip === "") facts.ip = firstOfList ?? "";
}

function conditionFrom(reader: ProtobufReader, words: Interner): ConditionFacts {
  const facts: ConditionFacts = { type: "", status: "", reason: "", message: "", changedAt: Number.NaN };
  const outer = reader.enter();
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) facts.type = reader.interned(words);
    else if (field === 2) facts.status = reader.interned(words);
    else if (field === 4) facts.changedAt = timeFromProtobuf(reader);
    else if (field === 6) facts.message = reader.string();
    else if (field === 5) facts.reason = reader.interned(words);
    else reader.skip();
  }
  reader.leave(outer);
  return facts;
}
