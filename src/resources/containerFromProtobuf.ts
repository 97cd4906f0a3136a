import type { Interner } from "../base/intern.ts";
import type { ProtobufReader } from "../base/protobuf.ts";
import { wordFrom } from "./oneFieldFromProtobuf.ts";
import {
  type ContainerFacts,
  type ContainerSpecFacts,
  emptyContainerFacts,
  noResources,
  type ResourceFacts,
  type TerminationFacts,
} from "./podFacts.ts";
import { timeFromProtobuf } from "./timeFromProtobuf.ts";

/** Field numbers of k8s.io/api/core/v1, as far as a cell or the health depends on them. */
const containerSpec = { name: 1, image: 2, resources: 8, restartPolicy: 24 } as const;

/** A container of the spec. */
export function containerSpecFrom(reader: ProtobufReader, words: Interner): ContainerSpecFacts {
  const facts: ContainerSpecFacts = { name: "", image: "", restartPolicy: "", ...noResources };
  const outer = reader.enter();
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === containerSpec.name) facts.name = reader.interned(words);
    else if (field === containerSpec.image) facts.image = reader.interned(words);
    else if (field === containerSpec.resources) readResources(reader, facts, words);
    else if (field === containerSpec.restartPolicy) facts.restartPolicy = reader.interned(words);
    else reader.skip();
  }
  reader.leave(outer);
  return facts;
}

/** Requests and limits of resource requirements. */
export function readResources(reader: ProtobufReader, facts: ResourceFacts, words: Interner): void {
  const outer = reader.enter();
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === requirements.limits) readQuantity(reader, facts, limitNames, words);
    else if (field === requirements.requests) readQuantity(reader, facts, requestNames, words);
    else reader.skip();
  }
  reader.leave(outer);
}

const requirements = { limits: 1, requests: 2 } as const;
const limitNames = { cpu: "cpuLimit", memory: "memoryLimit" } as const;
const requestNames = { cpu: "cpuRequest", memory: "memoryRequest" } as const;

/** A map entry: the quantities of CPU and memory, others passed over. */
function readQuantity(
  reader: ProtobufReader,
  facts: ResourceFacts,
  names: { readonly cpu: keyof ResourceFacts; readonly memory: keyof ResourceFacts },
  words: Interner,
): void {
  let key = "";
  let quantity = "";
  const outer = reader.enter();
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) key = reader.interned(words);
    else if (field === 2) quantity = wordFrom(reader, 1, words);
    else reader.skip();
  }
  reader.leave(outer);
  if (key === "cpu" || key === "memory") facts[names[key]] = quantity;
}

const containerStatus = { name: 1, state: 2, lastState: 3, ready: 4, restartCount: 5, started: 9 } as const;
const containerState = { waiting: 1, running: 2, terminated: 3 } as const;

/** A container of the status. */
export function containerFrom(reader: ProtobufReader, words: Interner): ContainerFacts {
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
        facts.lastTerminated = lastTerminatedFrom(reader, words);
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
      readWaiting(reader, facts, words);
    } else if (field === containerState.running) {
      facts.running = true;
      facts.startedAt = startedAtFrom(reader);
    } else if (field === containerState.terminated) {
      facts.terminated = terminationFrom(reader, words);
    } else {
      reader.skip();
    }
  }
  reader.leave(outer);
}

function readWaiting(reader: ProtobufReader, facts: ContainerFacts, words: Interner): void {
  facts.waiting = "";
  const outer = reader.enter();
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) facts.waiting = reader.interned(words);
    else if (field === 2) facts.waitingMessage = reader.string();
    else reader.skip();
  }
  reader.leave(outer);
}

function startedAtFrom(reader: ProtobufReader): number {
  let startedAt = Number.NaN;
  const outer = reader.enter();
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) startedAt = timeFromProtobuf(reader);
    else reader.skip();
  }
  reader.leave(outer);
  return startedAt;
}

function terminationFrom(reader: ProtobufReader, words: Interner): TerminationFacts {
  const facts: TerminationFacts = { exitCode: 0, signal: 0, reason: "", message: "", finishedAt: Number.NaN };
  const outer = reader.enter();
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === 1) facts.exitCode = reader.int32();
    else if (field === 2) facts.signal = reader.int32();
    else if (field === 3) facts.reason = reader.interned(words);
    else if (field === 4) facts.message = reader.string();
    else if (field === 6) facts.finishedAt = timeFromProtobuf(reader);
    else reader.skip();
  }
  reader.leave(outer);
  return facts;
}

/** `terminated` of a state. */
function lastTerminatedFrom(reader: ProtobufReader, words: Interner): TerminationFacts | undefined {
  let terminated: TerminationFacts | undefined;
  const outer = reader.enter();
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === containerState.terminated) terminated = terminationFrom(reader, words);
    else reader.skip();
  }
  reader.leave(outer);
  return terminated;
}
