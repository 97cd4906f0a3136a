import { timestamp } from "../objects/kubeObject.ts";
import type { Container, ContainerStatus, Pod, Terminated } from "../objects/pod.ts";
import { aboutContainer, normal, warning } from "./containerEvents.ts";
import type { HealthCheck } from "./containerHealth.ts";
import { type ContainerRun, runOf, stoppedAfter } from "./containerRun.ts";
import { startContainer } from "./containerStart.ts";
import { crashBackOffMs } from "./crashBackOff.ts";
import type { LifeEnd } from "./image.ts";
import { elapsedMs, type Machine } from "./machine.ts";
import { isSidecar, restartsAfter } from "./podPhase.ts";
import { failuresBetween, probeAt } from "./probeCourse.ts";
import { goDuration, momentOf, secondFrom } from "./seconds.ts";
import { waiting } from "./startAttempt.ts";
import type { StepNotes } from "./stepNotes.ts";

/** When a container is asked to stop (ms since the Unix epoch), and how long it has for it. */
export interface Stop {
  readonly at: number;
  readonly graceMs: number;
}

export interface ContainerView {
  readonly machine: Machine;
  readonly pod: Pod;
  readonly container: Container;
  readonly status: ContainerStatus;
  /** Since when it may start for the first time, ms since the Unix epoch; undefined: not yet. */
  readonly startableAt: number | undefined;
  readonly stop: Stop | undefined;
  readonly notes: StepNotes;
}

/** How long an end is shown before the kubelet comes by and does something about it. */
const endShownMs = 2_000;

/** The status of a container now; the same object when nothing has changed. */
export function stepContainer(view: ContainerView): ContainerStatus {
  const { status, startableAt } = view;
  const { running, terminated } = status.state;
  if (running !== undefined) return stepRunning(view, momentOf(running.startedAt));
  const last = terminated ?? status.lastState.terminated;
  if (view.stop !== undefined) return status;
  if (last !== undefined) return stepEnded(view, last);
  return startableAt === undefined ? status : startContainer({ ...view, since: startableAt });
}

function stepRunning(view: ContainerView, startedAt: number): ContainerStatus {
  const { machine, pod, container, status, notes, stop } = view;
  if (container.image !== status.image) return stepChanged(view, startedAt);
  const run = runOf(machine, pod, container, status.restartCount);
  const end = endOf(view, run, startedAt);
  const elapsed = elapsedMs(machine, startedAt, notes.now);
  const { kill } = run;
  if (kill !== undefined && stop === undefined) {
    const killedAt = startedAt + machine.span(kill.atMs);
    if (notes.isNew(killedAt)) notes.say(aboutContainer(pod, container, normal("Killing", kill.message)));
    if (elapsed < kill.atMs) notes.later(killedAt);
  }
  // One that is being killed is asked no more.
  const probed = probedStatus(view, run, startedAt, Math.min(elapsed, kill?.atMs ?? elapsed));
  if (end === undefined) return probed;
  const endedAt = secondFrom(startedAt + machine.span(end.afterMs));
  if (endedAt <= notes.now) return terminatedStatus(view, end, startedAt, endedAt);
  notes.later(endedAt);
  return probed;
}

/** Another image was asked for: what runs makes way for it at once. */
function stepChanged(view: ContainerView, startedAt: number): ContainerStatus {
  const { pod, container, notes } = view;
  const message = `Container ${container.name} definition changed, will be restarted`;
  notes.say(aboutContainer(pod, container, normal("Killing", message)));
  return terminatedStatus(view, { exitCode: 143, reason: "Error" }, startedAt, notes.now);
}

/** Its first process is killed by somebody in it. */
export function killedStatus(pod: Pod, container: Container, status: ContainerStatus, now: number): ContainerStatus {
  const startedAt = momentOf(status.state.running?.startedAt);
  return terminatedStatus({ pod, container, status }, { exitCode: 137, reason: "Error" }, startedAt, now);
}

/** How its run ends, as far as that is sure by now. */
function endOf({ machine, stop }: ContainerView, run: ContainerRun, startedAt: number): LifeEnd | undefined {
  if (stop === undefined) return run.end;
  const stopped = stoppedAfter(run.life, Math.max(0, elapsedMs(machine, startedAt, stop.at)), stop.graceMs);
  return run.end !== undefined && run.end.afterMs < stopped.afterMs ? run.end : stopped;
}

function terminatedStatus(
  { pod, container, status }: Pick<ContainerView, "pod" | "container" | "status">,
  { exitCode, signal, reason, message }: Omit<LifeEnd, "afterMs">,
  startedAt: number,
  endedAt: number,
): ContainerStatus {
  const isInit = (pod.spec.initContainers ?? []).includes(container) && !isSidecar(container);
  const { containerID } = status;
  const terminated: Terminated = {
    exitCode,
    ...(signal === undefined ? {} : { signal }),
    ...(reason === "" ? {} : { reason }),
    ...(message === undefined ? {} : { message }),
    startedAt: timestamp(startedAt),
    finishedAt: timestamp(endedAt),
    ...(containerID === undefined ? {} : { containerID }),
  };
  return { ...status, ready: isInit && exitCode === 0, started: false, state: { terminated } };
}

function probedStatus(
  view: ContainerView,
  { health }: ContainerRun,
  startedAt: number,
  elapsed: number,
): ContainerStatus {
  const { status, stop } = view;
  const { startup, readiness, liveness } = health;
  if (startup === undefined && readiness === undefined && liveness === undefined) return status;
  // A pod that stops is asked no more whether it lives.
  const asked = stop === undefined ? [startup, readiness, liveness] : [readiness];
  for (const check of asked) if (check !== undefined) ask(view, check, startedAt, elapsed);
  const started = elapsed >= health.startedMs;
  const ready =
    started && (readiness === undefined || probeAt(readiness.timing, readiness.stretches, elapsed, false).isPassing);
  return status.ready === ready && status.started === started ? status : { ...status, started, ready };
}

/** Says which answers failed since the last look, and plans the next. */
function ask(
  { machine, pod, container, notes }: ContainerView,
  check: HealthCheck,
  startedAt: number,
  elapsed: number,
) {
  const { name, timing, stretches } = check;
  for (const answer of failuresBetween(timing, stretches, elapsedMs(machine, startedAt, notes.since), elapsed)) {
    notes.say(aboutContainer(pod, container, warning("Unhealthy", `${name} probe failed: ${answer}`)));
  }
  const { nextMs } = probeAt(timing, stretches, elapsed, name === "Liveness");
  const nextAt = nextMs === undefined ? notes.now : startedAt + machine.span(nextMs);
  if (nextAt > notes.now) notes.later(nextAt);
}

/** One whose last run is over: shown, made to wait, and started again, as its pod wants it. */
function stepEnded(view: ContainerView, last: Terminated): ContainerStatus {
  const { machine, pod, container, status, notes } = view;
  if (!restartsAfter(pod, container, last.exitCode)) return status;
  const finishedAt = momentOf(last.finishedAt);
  const backOffMs = crashBackOffMs(machine, pod, container, status, last);
  const startableAt = secondFrom(finishedAt + machine.span(Math.max(backOffMs, endShownMs)));
  if (startableAt <= notes.now) return startContainer({ ...view, since: startableAt });
  notes.later(startableAt);
  const waitsFrom = secondFrom(finishedAt + machine.span(endShownMs));
  if (backOffMs === 0 || waitsFrom >= startableAt) return status;
  if (waitsFrom > notes.now) {
    notes.later(waitsFrom);
    return status;
  }
  const { name, namespace, uid } = pod.metadata;
  const podName = `${name}_${namespace}(${uid})`;
  if (notes.isNew(waitsFrom)) {
    const message = `Back-off restarting failed container ${container.name} in pod ${podName}`;
    notes.say(aboutContainer(pod, container, warning("BackOff", message)));
  }
  const wait = `back-off ${goDuration(backOffMs)} restarting failed container=${container.name} pod=${podName}`;
  return waiting(status, "CrashLoopBackOff", wait);
}
