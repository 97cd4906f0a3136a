import type { Interner } from "../base/intern.ts";
import type { ProtobufReader } from "../base/protobuf.ts";
import {
  type ConditionFacts,
  type ContainerFacts,
  emptyContainerFacts,
  emptyPodFacts,
  type PodFacts,
  type TerminationFacts,
} from "./podFacts.ts";
import { type PodRow, podRowOf } from "./podRow.ts";
import { timeFromProtobuf } from "./timeFromProtobuf.ts";

/** Field numbers of k8s.io/api/core/v1 and k8s.io/apimachinery meta/v1, as far as a cell depends on them. */
const pod = { metadata: 1, spec: 2, status: 3 } as const;
const objectMeta = {
  name: 1,
  namespace: 3,
  uid: 5,
  resourceVersion: 6,
  creationTimestamp: 8,
  deletionTimestamp: 9,
  labels: 11,
} as const;
const podSpec = { containers: 2, nodeName: 10, initContainers: 20, readinessGates: 28 } as const;
const podStatus = {
  phase: 1,
  conditions: 2,
  reason: 4,
  podIp: 6,
  containerStatuses: 8,
  initContainerStatuses: 10,
  nominatedNodeName: 11,
  podIps: 12,
} as const;

/**
 * Reads the v1 Pod that `reader` stands at. Fields that no cell needs are passed over unread.
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
        reader.skip();
        break;
      case objectMeta.labels:
        facts.labels.push(labelFrom(reader, words));
        break;
      default:
        reader.skip();
    }
  }
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
        facts.containers++;
        reader.skip();
        break;
      case podSpec.nodeName:
        facts.node = reader.interned(words);
        break;
      case podSpec.initContainers: {
        facts.initContainers++;
        const sidecar = sidecarFrom(reader, words);
        if (sidecar !== undefined) facts.sidecars.push(sidecar);
        break;
      }
      case podSpec.readinessGates:
        facts.readinessGates.push(wordFrom(reader, 1, words));
        break;
      default:
        reader.skip();
    }
  }
}

/** The name of an init container that restarts always; undefined for all others. */
function sidecarFrom(reader: ProtobufReader, words: Interner): string | undefined {
  let name = "";
  let restartPolicy = "";
  const outer = reader.enter();
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) name = reader.interned(words);
    else if (field === 24) restartPolicy = reader.interned(words);
    else reader.skip();
  }
  reader.leave(outer);
  return restartPolicy === "Always" ? name : undefined;
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
  const facts: ConditionFacts = { type: "", status: "", reason: "" };
  const outer = reader.enter();
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) facts.type = reader.interned(words);
    else if (field === 2) facts.status = reader.interned(words);
    else if (field === 5) facts.reason = reader.interned(words);
    else reader.skip();
  }
  reader.leave(outer);
  return facts;
}

const containerStatus = { name: 1, state: 2, lastState: 3, ready: 4, restartCount: 5, started: 9 } as const;
const containerState = { waiting: 1, running: 2, terminated: 3 } as const;

function containerFrom(reader: ProtobufReader, words: Interner): ContainerFacts {
  const facts = emptyContainerFacts();
  const outer = reader.enter();
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    switch (field) {
      case containerStatus.name:
        facts.name = reader.interned(words);
        break;
      case containerStatus.state:
        readState(reader, facts, words);
        break;
      case containerStatus.lastState:
        facts.lastFinishedAt = lastFinishedAtFrom(reader);
        break;
      case containerStatus.ready:
        facts.ready = reader.bool();
        break;
      case containerStatus.restartCount:
        facts.restarts = reader.int32();
        break;
      case containerStatus.started:
        facts.started = reader.bool();
        break;
      default:
        reader.skip();
    }
  }
  reader.leave(outer);
  return facts;
}

function readState(reader: ProtobufReader, facts: ContainerFacts, words: Interner): void {
  const outer = reader.enter();
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === containerState.waiting) {
      facts.waiting = wordFrom(reader, 1, words);
    } else if (field === containerState.terminated) {
      facts.terminated = terminationFrom(reader, words);
    } else {
      if (field === containerState.running) facts.running = true;
      reader.skip();
    }
  }
  reader.leave(outer);
}

function terminationFrom(reader: ProtobufReader, words: Interner): TerminationFacts {
  const facts: TerminationFacts = { exitCode: 0, signal: 0, reason: "" };
  const outer = reader.enter();
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) facts.exitCode = reader.int32();
    else if (field === 2) facts.signal = reader.int32();
    else if (field === 3) facts.reason = reader.interned(words);
    else reader.skip();
  }
  reader.leave(outer);
  return facts;
}

/** `terminated.finishedAt` of a state. */
function lastFinishedAtFrom(reader: ProtobufReader): number {
  let finishedAt = Number.NaN;
  const state = reader.enter();
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field !== containerState.terminated) {
      reader.skip();
      continue;
    }
    const terminated = reader.enter();
    for (let inner = reader.nextField(); inner !== 0; inner = reader.nextField()) {
      if (inner === 6) finishedAt = timeFromProtobuf(reader);
      else reader.skip();
    }
    reader.leave(terminated);
  }
  reader.leave(state);
  return finishedAt;
}

/** One field of a message, the rest passed over. */
function wordFrom(reader: ProtobufReader, wanted: number, words: Interner): string {
  let word = "";
  const outer = reader.enter();
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === wanted) word = reader.interned(words);
    else reader.skip();
  }
  reader.leave(outer);
  return word;
}

function textFrom(reader: ProtobufReader, wanted: number): string {
  let text = "";
  const outer = reader.enter();
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === wanted) text = reader.string();
    else reader.skip();
  }
  reader.leave(outer);
  return text;
}
