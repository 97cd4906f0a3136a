import { timestamp } from "../../objects/kubeObject.ts";
import type { Container, ContainerState, ContainerStatus, PodSpec, PodStatus, Terminated } from "../../objects/pod.ts";
import { hashOf } from "../../random.ts";
import { seconds } from "../span.ts";
import { conditionsOf } from "./podConditions.ts";
import type { ContainerPast, Ending, PodPast } from "./podPast.ts";

/** Which pod, and where it came to stand. */
export interface PodPlace {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  /** The start of the demo, ms since the Unix epoch. */
  readonly now: number;
  readonly hostIP: string;
  readonly podIP: string;
}

/** How long it takes from the creation of a pod until its containers run, when the image is there already. */
const startingMs = seconds(3);

/** The status of a pod on a node, as its kubelet reported it last (kubernetes pkg/kubelet/kubelet_pods.go). */
export function reportedStatus(spec: PodSpec, past: PodPast, place: PodPlace): PodStatus {
  const inits = (spec.initContainers ?? []).map((container) => {
    const { restartPolicy, name } = container;
    const usual = restartPolicy === "Always" ? runsSinceThen(past) : worked(past);
    return containerStatus(container, past.containers?.[name] ?? usual, place, restartPolicy !== "Always");
  });
  const mains = spec.containers.map((container) =>
    containerStatus(container, past.containers?.[container.name] ?? runsSinceThen(past), place, false),
  );
  const phase = past.phase ?? "Running";
  const createdAt = place.now - past.ageMs;
  return {
    phase,
    conditions: conditionsOf({ spec, phase, inits, mains, createdAt }),
    ...(past.reason === undefined ? {} : { reason: past.reason }),
    ...(past.message === undefined ? {} : { message: past.message }),
    hostIP: place.hostIP,
    podIP: place.podIP,
    podIPs: [{ ip: place.podIP }],
    startTime: timestamp(createdAt),
    ...(past.hasNoContainers === true ? {} : containerStatuses(inits, mains)),
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

/** @param isInit it is done and ready when it has ended well. */
function containerStatus(container: Container, past: ContainerPast, place: PodPlace, isInit: boolean): ContainerStatus {
  const { name, image } = container;
  const { restarts = 0, runningMs, ended, last } = past;
  const idOf = (run: number) => `containerd://${digest(`${place.uid}/${name}/${run}`)}`;
  const isRunning = runningMs !== undefined;
  const hasRun = isRunning || ended !== undefined || last !== undefined;
  // While it waits for its next run the last one is the current one still.
  const lastRun = past.isBackingOff === true ? restarts : restarts - 1;
  return {
    name,
    image,
    imageID: hasRun ? `${image.slice(0, image.lastIndexOf(":"))}@sha256:${digest(image)}` : "",
    ...(hasRun ? { containerID: idOf(restarts) } : {}),
    ready: (isRunning && past.isUnready !== true) || (isInit && ended?.exitCode === 0),
    started: isRunning,
    restartCount: restarts,
    state: past.isBackingOff === true ? backOff(name, restarts, place) : stateOf(past, place.now, idOf(restarts)),
    lastState: last === undefined ? {} : { terminated: terminatedOf(last, place.now, idOf(lastRun)) },
  };
}

/** In the words of kubernetes pkg/kubelet/kuberuntime: 10 s, twice as long each time, 5 minutes at most. */
function backOff(container: string, restarts: number, { namespace, name, uid }: PodPlace): ContainerState {
  const wait = ["10s", "20s", "40s", "1m20s", "2m40s"][restarts] ?? "5m0s";
  const message = `back-off ${wait} restarting failed container=${container} pod=${name}_${namespace}(${uid})`;
  return { waiting: { reason: "CrashLoopBackOff", message } };
}

function stateOf({ waiting, ended, runningMs }: ContainerPast, now: number, containerID: string): ContainerState {
  if (waiting !== undefined) return { waiting };
  if (ended !== undefined) return { terminated: terminatedOf(ended, now, containerID) };
  return { running: { startedAt: timestamp(now - (runningMs ?? 0)) } };
}

function terminatedOf({ agoMs, ranMs, ...said }: Ending, now: number, containerID: string): Terminated {
  const finishedAt = now - agoMs;
  return { ...said, startedAt: timestamp(finishedAt - ranMs), finishedAt: timestamp(finishedAt), containerID };
}

/** 64 hexadecimal digits that go with a text, as a SHA-256 has them. */
export function digest(text: string): string {
  let digits = "";
  for (let part = 0; part < 8; part++) digits += hashOf(`${part}${text}`).toString(16).padStart(8, "0");
  return digits;
}
