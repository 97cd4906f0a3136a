import { timestamp } from "../../objects/kubeObject.ts";
import type { Container, ContainerState, ContainerStatus, PodSpec, PodStatus, Terminated } from "../../objects/pod.ts";
import { Random } from "../../random.ts";
import { seconds } from "../span.ts";
import { conditionsOf } from "./podConditions.ts";
import type { ContainerPast, Ending, PodPast } from "./podPast.ts";

/** Which pod, and where it came to stand. */
export interface PodPlace {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly hostIP: string;
  readonly podIP: string;
}

/** How long it takes from the creation of a pod until its containers run, when the image is there already. */
const startingMs = seconds(3);

/**
 * What the kubelet reported last of all pods of one past, but for their names and addresses (kubernetes
 * pkg/kubelet/kubelet_pods.go).
 * @param now the start of the demo, ms since the Unix epoch
 */
export function commonStatus(spec: PodSpec, past: PodPast, now: number): PodStatus {
  const inits = (spec.initContainers ?? []).map((container) => {
    const isSidecar = container.restartPolicy === "Always";
    const usual = isSidecar ? runsSinceThen(past) : worked(past);
    return containerStatus(container, past.containers?.[container.name] ?? usual, now, !isSidecar);
  });
  const mains = spec.containers.map((container) =>
    containerStatus(container, past.containers?.[container.name] ?? runsSinceThen(past), now, false),
  );
  const phase = past.phase ?? "Running";
  const createdAt = now - past.ageMs;
  return {
    observedGeneration: 1,
    phase,
    conditions: conditionsOf({ spec, phase, inits, mains, createdAt }),
    ...(past.reason === undefined ? {} : { reason: past.reason }),
    ...(past.message === undefined ? {} : { message: past.message }),
    startTime: timestamp(createdAt),
    ...(past.hasNoContainers === true ? {} : containerStatuses(inits, mains)),
  };
}

/** The status of one of them. */
export function statusAt(common: PodStatus, place: PodPlace): PodStatus {
  const { initContainerStatuses = [], containerStatuses: mains = [], ...rest } = common;
  const { hostIP, podIP } = place;
  const identified = (statuses: readonly ContainerStatus[]) => statuses.map((each) => identifiedStatus(each, place));
  return {
    ...rest,
    hostIP,
    podIP,
    podIPs: [{ ip: podIP }],
    ...(mains.length === 0 ? {} : containerStatuses(identified(initContainerStatuses), identified(mains))),
  };
}

function containerStatuses(inits: readonly ContainerStatus[], mains: readonly ContainerStatus[]) {
  return { ...(inits.length === 0 ? {} : { initContainerStatuses: inits }), containerStatuses: mains };
}

function runsSinceThen({ ageMs }: PodPast): ContainerPast {
  return { runningMs: ageMs - startingMs };
}

function worked({ ageMs }: PodPast): ContainerPast {
  return { ended: { agoMs: ageMs - startingMs, ranMs: seconds(1), exitCode: 0, reason: "Completed" } };
}

/** @param isInit it is ready when it has ended well. */
function containerStatus(container: Container, past: ContainerPast, now: number, isInit: boolean): ContainerStatus {
  const { name, image } = container;
  const { restarts = 0, runningMs, ended, last } = past;
  const isRunning = runningMs !== undefined;
  const hasRun = isRunning || ended !== undefined || last !== undefined;
  return {
    name,
    image,
    imageID: hasRun ? `${image.slice(0, image.lastIndexOf(":"))}@sha256:${digest(image)}` : "",
    ready: (isRunning && past.isUnready !== true) || (isInit && ended?.exitCode === 0),
    started: isRunning,
    restartCount: restarts,
    state: stateOf(past, now),
    lastState: last === undefined ? {} : { terminated: terminatedOf(last, now) },
  };
}

function stateOf({ waiting, isBackingOff, ended, runningMs = 0 }: ContainerPast, now: number): ContainerState {
  if (isBackingOff === true) return { waiting: { reason: "CrashLoopBackOff" } };
  if (waiting !== undefined) return { waiting };
  if (ended !== undefined) return { terminated: terminatedOf(ended, now) };
  return { running: { startedAt: timestamp(now - runningMs) } };
}

function terminatedOf({ agoMs, ranMs, ...said }: Ending, now: number): Terminated {
  const finishedAt = now - agoMs;
  return { ...said, startedAt: timestamp(finishedAt - ranMs), finishedAt: timestamp(finishedAt) };
}

/** With what only this container of this pod has. */
function identifiedStatus(status: ContainerStatus, place: PodPlace): ContainerStatus {
  const { name, imageID, restartCount, state, lastState } = status;
  if (imageID === "") return status;
  const idOf = (run: number) => `containerd://${digest(`${place.uid}/${name}/${run}`)}`;
  const containerID = idOf(restartCount);
  const isBackingOff = state.waiting?.reason === "CrashLoopBackOff";
  return {
    ...status,
    containerID,
    ...(isBackingOff ? { state: backOff(name, restartCount, place) } : {}),
    ...(state.terminated === undefined ? {} : { state: { terminated: { ...state.terminated, containerID } } }),
    ...(lastState.terminated === undefined ? {} : { lastState: { terminated: lastRun(lastState.terminated) } }),
  };

  // While it waits for its next run the last one is the current one still.
  function lastRun(terminated: Terminated): Terminated {
    return { ...terminated, containerID: isBackingOff ? containerID : idOf(restartCount - 1) };
  }
}

/** In the words of kubernetes pkg/kubelet/kuberuntime: 10 s, twice as long each time, 5 minutes at most. */
function backOff(container: string, restarts: number, { namespace, name, uid }: PodPlace): ContainerState {
  const wait = ["10s", "20s", "40s", "1m20s", "2m40s"][restarts] ?? "5m0s";
  const message = `back-off ${wait} restarting failed container=${container} pod=${name}_${namespace}(${uid})`;
  return { waiting: { reason: "CrashLoopBackOff", message } };
}

/** 64 hexadecimal digits that go with a text, as a SHA-256 has them. */
function digest(text: string): string {
  const random = new Random(0, text);
  let digits = "";
  for (let part = 0; part < 8; part++) digits += (random.next() * 2 ** 32).toString(16).padStart(8, "0");
  return digits;
}
