import type { ContainerFacts, ContainerSpecFacts, PodFacts, TerminationFacts } from "../podFacts.ts";
import { endWords, startWords } from "./endWords.ts";
import { shortImage } from "./imageName.ts";
import { ageMark, healthThresholds, type Trouble } from "./podHealth.ts";
import { pullWords } from "./pullWords.ts";
import { serverText } from "./serverText.ts";

/** A container with its place in the pod. */
export interface PlacedContainer {
  readonly status: ContainerFacts;
  readonly spec: ContainerSpecFacts | undefined;
  /** An init container ends before the others start; a sidecar is one that stays, and `main` is all others. */
  readonly role: "init" | "sidecar" | "main";
}

/**
 * The containers whose state matters now, those of main first: the init container that holds the pod up, if one does, and unless
 * the others wait for it, these and the sidecars that have started.
 */
export function placedContainers(pod: PodFacts): readonly PlacedContainer[] {
  const before: PlacedContainer[] = [];
  let isHeldUp = false;
  for (const status of pod.initContainerStatuses) {
    if (status.terminated?.exitCode === 0) continue;
    const role = pod.sidecars.includes(status.name) ? "sidecar" : "init";
    before.push({ status, spec: specOf(pod.initContainers, status), role });
    isHeldUp = role === "init" || !status.started;
    if (isHeldUp) break;
  }
  const isInitialized = pod.conditions.find(({ type }) => type === "Initialized")?.status === "True";
  if (isHeldUp && !isInitialized) return before;
  const main = pod.containerStatuses.map(
    (status): PlacedContainer => ({ status, spec: specOf(pod.containers, status), role: "main" }),
  );
  return [...main, ...before];
}

function specOf(specs: readonly ContainerSpecFacts[], { name }: ContainerFacts): ContainerSpecFacts | undefined {
  return specs.find((spec) => spec.name === name);
}

/** On the way, as far as the kubelet says. */
const starting: ReadonlySet<string> = new Set(["", "ContainerCreating", "PodInitializing"]);

/** Reasons of the kubelet's image manager (kubernetes pkg/kubelet/images/types.go). */
const pulling: ReadonlySet<string> = new Set([
  ...["ImagePullBackOff", "ErrImagePull", "ErrImageNeverPull", "InvalidImageName", "ImageInspectError"],
  ...["RegistryUnavailable", "SignatureValidationFailed"],
]);

/** What is wrong with a container, or will be if it stays as it is; undefined when nothing is, or only its readiness. */
export function containerTrouble(pod: PodFacts, container: PlacedContainer): Trouble | undefined {
  const { status, role } = container;
  const label = labelOf(pod, container);
  if (status.waiting !== undefined && !starting.has(status.waiting)) return waitingTrouble(pod, container, label);
  if (status.terminated !== undefined) {
    return status.terminated.exitCode === 0 ? undefined : endTrouble(pod, container, status.terminated, true);
  }
  if (!status.running) {
    const what = label + (status.waiting || "waiting");
    return overdue(`${what} for ${ageMark}`, startOf(pod, container), `${what} · ${imageOf(container)}`);
  }
  if (role === "init") {
    return overdue(`${label}running for ${ageMark}`, status.startedAt, `${label}running · ${imageOf(container)}`);
  }
  return undefined;
}

/** The last end of a container that runs again; undefined when it is not known. */
export function recentEnd(pod: PodFacts, container: PlacedContainer): Trouble | undefined {
  const { lastTerminated } = container.status;
  return lastTerminated && endTrouble(pod, container, lastTerminated, false);
}

function waitingTrouble(pod: PodFacts, container: PlacedContainer, label: string): Trouble {
  const { waiting = "", waitingMessage, lastTerminated } = container.status;
  const image = shortImage(container.spec?.image ?? "");
  if (waiting === "CrashLoopBackOff" && lastTerminated !== undefined) {
    return endTrouble(pod, container, lastTerminated, true);
  }
  if (pulling.has(waiting)) {
    const why = `${label}pull: ${[pullWords(waitingMessage) || serverText(waiting), image].join(" ").trim()}`;
    return broken(why, pod, why);
  }
  if (waiting === "CreateContainerConfigError") {
    const said = serverText(waitingMessage).replace(/ \(pod: ".*$/, "");
    const why = `${label}config: ${said || waiting}`;
    return broken(why, pod, `${why} · ${pod.namespace}`);
  }
  const said = waiting === "CrashLoopBackOff" ? "" : startWords(waitingMessage);
  const why = `${label}${serverText(waiting)}${said === "" ? "" : `: ${said}`}`;
  return broken(why, pod, `${why} · ${image}`);
}

/** `isDown` while the container has not started again. */
function endTrouble(pod: PodFacts, container: PlacedContainer, end: TerminationFacts, isDown: boolean): Trouble {
  const words = labelOf(pod, container) + endWords(end, container.spec);
  const runs = container.status.restarts + (isDown ? 1 : 0);
  const times = runs > 1 ? `, ${ordinal(runs)} try` : "";
  const age = Number.isNaN(end.finishedAt) ? "" : `, ${ageMark} ago`;
  const trouble = broken(words + times + age, pod, `${words} · ${imageOf(container)}`);
  // What runs again was well until then, and so was what never said that it is not ready.
  const began = isDown && !Number.isNaN(trouble.began) ? trouble.began : end.finishedAt;
  return { ...trouble, since: end.finishedAt, began };
}

function broken(why: string, pod: PodFacts, cause: string): Trouble {
  return {
    health: "broken",
    from: Number.NEGATIVE_INFINITY,
    until: Number.POSITIVE_INFINITY,
    why,
    since: Number.NaN,
    began: unreadySince(pod),
    cause,
  };
}

function overdue(why: string, since: number, cause: string): Trouble {
  const from = since + healthThresholds.starting;
  return { health: "slow", from, until: Number.POSITIVE_INFINITY, why, since, began: since, cause };
}

/** Since when the pod is not ready; NaN when it does not say. */
function unreadySince(pod: PodFacts): number {
  return pod.conditions.find(({ type, status }) => type === "Ready" && status !== "True")?.changedAt ?? Number.NaN;
}

/** When a container that has not started could have begun to. */
function startOf(pod: PodFacts, { role }: PlacedContainer): number {
  const steps = role === "main" ? ["PodScheduled", "Initialized"] : ["PodScheduled"];
  let start = pod.createdAt;
  for (const { type, status, changedAt } of pod.conditions) {
    if (steps.includes(type) && status === "True" && !(changedAt <= start)) start = changedAt;
  }
  return start;
}

/** Names the container where the pod has several. */
function labelOf(pod: PodFacts, { status, role }: PlacedContainer): string {
  if (role !== "main") return `${role} ${serverText(status.name)}: `;
  return pod.containers.length > 1 ? `${serverText(status.name)}: ` : "";
}

function imageOf({ spec }: PlacedContainer): string {
  return shortImage(spec?.image ?? "");
}

function ordinal(count: number): string {
  const teens = count % 100 >= 11 && count % 100 <= 13;
  return `${count}${teens ? "th" : (["th", "st", "nd", "rd"][count % 10] ?? "th")}`;
}
