import { createHash } from "node:crypto";
import type { Container, Pod } from "../objects/pod.ts";
import { Random } from "../random.ts";
import { amountOf } from "./amounts.ts";
import { type ContainerHealth, healthOf } from "./containerHealth.ts";
import type { Life, LifeEnd } from "./image.ts";
import type { Machine } from "./machine.ts";
import { restartsAfter } from "./podPhase.ts";
import { firstVerdictMs } from "./probeCourse.ts";

/** One run of a container, and all that is going to happen in it if nobody interferes. Times are ms after its start. */
export interface ContainerRun {
  readonly life: Life;
  readonly health: ContainerHealth;
  /** When the kubelet loses patience with it, and what it says. */
  readonly kill?: { readonly atMs: number; readonly message: string };
  /** Absent: it runs until it is stopped. */
  readonly end?: LifeEnd;
}

/** @param restarts how often the container was restarted before this run */
export function runOf(machine: Machine, pod: Pod, container: Container, restarts: number): ContainerRun {
  const life = lifeOf(machine, pod, container, restarts);
  const health = healthOf(container, life, pod.status.podIP ?? "");
  const kill = killOf(pod, container, health);
  const ended = life.end === undefined || (kill !== undefined && kill.atMs < life.end.afterMs) ? undefined : life.end;
  const end = ended ?? (kill && terminatedAfter(life, kill.atMs, gracePeriodMs(pod)));
  return { life, health, ...(ended === undefined && kill ? { kill } : {}), ...(end && { end }) };
}

/** How a run ends that is asked to stop at a moment (ms after its start), and killed when it does not. */
export function stoppedAfter(life: Life, atMs: number, graceMs: number): LifeEnd {
  return life.stopMs <= graceMs
    ? { afterMs: atMs + life.stopMs, exitCode: 0, reason: "Completed" }
    : { afterMs: atMs + graceMs, exitCode: 137, reason: "Error" };
}

/** As above, of a program that is not well: it leaves with the signal. */
function terminatedAfter(life: Life, atMs: number, graceMs: number): LifeEnd {
  const stopped = stoppedAfter(life, atMs, graceMs);
  return stopped.exitCode === 0 ? { ...stopped, exitCode: 143, reason: "Error" } : stopped;
}

/** How long the containers of a pod may take to stop; ms. */
export function gracePeriodMs({ spec }: Pod): number {
  return (spec.terminationGracePeriodSeconds ?? 30) * 1000;
}

/** Of a run of a container of a pod: the same each time. */
export function containerIdOf(pod: Pod, container: Container, restarts: number): string {
  return `containerd://${digestOf(`${pod.metadata.uid}/${container.name}/${restarts}`)}`;
}

export function imageIdOf(image: string): string {
  return `${image.replace(/(?::[^:/]*)?(?:@.*)?$/, "")}@sha256:${digestOf(image)}`;
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function lifeOf(machine: Machine, pod: Pod, container: Container, restarts: number): Life {
  const limit = container.resources?.limits?.memory;
  return machine.imageOf(container.image).life({
    restarts,
    random: new Random(machine.seed, `run/${pod.metadata.uid}/${container.name}/${restarts}`),
    memoryLimit: limit === undefined ? undefined : amountOf(limit),
    env: Object.fromEntries((container.env ?? []).map(({ name, value = "" }) => [name, value])),
    command: [...(container.command ?? []), ...(container.args ?? [])],
  });
}

function killOf(pod: Pod, container: Container, health: ContainerHealth): ContainerRun["kill"] {
  const verdicts = [health.startup, health.liveness].flatMap((check) => {
    const atMs = check && firstVerdictMs(check.timing, check.stretches, false);
    return check === undefined || atMs === undefined ? [] : [{ atMs, probe: check.name.toLowerCase() }];
  });
  const first = verdicts.find(({ probe, atMs }) => probe === "liveness" || atMs < health.startedMs);
  if (first === undefined) return undefined;
  const message = `Container ${container.name} failed ${first.probe} probe`;
  // A probe that fails counts as a failure of the container, whatever code it leaves with.
  const isRestarted = restartsAfter(pod, container, 1);
  return { atMs: first.atMs, message: isRestarted ? `${message}, will be restarted` : message };
}
