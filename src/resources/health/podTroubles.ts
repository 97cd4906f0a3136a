import type { Interner } from "../../base/intern.ts";
import type { ConditionFacts, PodFacts } from "../podFacts.ts";
import type { PodStatus } from "../podStatus.ts";
import { containerTrouble, type PlacedContainer, placedContainers, recentEnd } from "./containerTrouble.ts";
import { failureWords } from "./endWords.ts";
import { ageMark, healthRank, healthThresholds, type Trouble } from "./podHealth.ts";
import { schedulingWords } from "./schedulingWords.ts";
import { serverText } from "./serverText.ts";

const none: readonly Trouble[] = [];

/**
 * All that is wrong with a pod or will be as time goes by, the worst first. Only what its object says: no reason is guessed, and
 * where none is known the line says no more than what is seen. `words` shares what repeats between pods.
 */
export function troublesOf(pod: PodFacts, status: PodStatus, words: Interner): readonly Trouble[] {
  const found = troublesIn(pod, status);
  if (found.length === 0) return none;
  const shared = found.map((trouble) => ({ ...trouble, why: words.of(trouble.why), cause: words.of(trouble.cause) }));
  if (shared.length === 1) return shared;
  const firstOfEach = shared.filter(
    (trouble, index) => shared.findIndex(({ health }) => health === trouble.health) === index,
  );
  return firstOfEach.sort((a, b) => healthRank[a.health] - healthRank[b.health]);
}

function troublesIn(pod: PodFacts, status: PodStatus): readonly Trouble[] {
  if (pod.phase === "Succeeded" || isWell(pod, status)) return none;
  if (pod.deleting) return [stuckTerminating(pod)];
  if (pod.phase === "Failed") return [failure(pod)];
  const unscheduled = schedulingTrouble(pod);
  if (unscheduled !== undefined) return unscheduled;
  const containers = placedContainers(pod);
  const troubles = containers.flatMap((container) => containerTrouble(pod, container) ?? []);
  if (troubles.some(({ health }) => health === "broken")) return troubles;
  const unready = troubles.length === 0 ? readinessTrouble(pod, status, containers) : undefined;
  return [flapping(pod, status, containers), unready, ...troubles].filter((trouble) => trouble !== undefined);
}

/** Most pods are, and cost no more than this. */
function isWell(pod: PodFacts, { text, ready, total, restartedAt }: PodStatus): boolean {
  if (text !== "Running" || pod.phase !== "Running" || ready < total || !Number.isNaN(restartedAt)) return false;
  return !pod.deleting && conditionOf(pod, "Ready")?.status === "True";
}

/** The deadline is the time stamp itself: it is set to when the grace period will be over. */
function stuckTerminating(pod: PodFacts): Trouble {
  const holder = holderOf(pod);
  return {
    ...always,
    health: "stuck",
    from: pod.deletionAt + healthThresholds.terminating,
    why: `stuck terminating ${ageMark}${holder === "" ? "" : `: ${holder}`}`,
    since: pod.deletionAt,
    began: pod.deletionAt,
    cause: holder === "" ? `stuck terminating · node ${pod.node}` : `stuck terminating: ${holder}`,
  };
}

/** All that is known to keep a pod that should be gone; empty when nothing is. */
function holderOf(pod: PodFacts): string {
  const finalizers = pod.finalizers.length === 0 ? [] : [`finalizer ${pod.finalizers.map(serverText).join(", ")}`];
  const isLost = pod.reason === "NodeLost";
  const node = isLost || isMarkedByNode(pod) ? [`node ${pod.node} ${isLost ? "lost" : "not ready"}`] : [];
  return [...finalizers, ...node].join(", ");
}

function failure(pod: PodFacts): Trouble {
  const ended = placedContainers(pod).find(({ status }) => (status.terminated?.exitCode ?? 0) !== 0);
  const byContainer = pod.reason === "" && ended !== undefined ? containerTrouble(pod, ended) : undefined;
  if (byContainer !== undefined) return byContainer;
  const said = failureWords(pod) || "failed";
  const at = conditionOf(pod, "DisruptionTarget")?.changedAt ?? conditionOf(pod, "Ready")?.changedAt ?? Number.NaN;
  const why = Number.isNaN(at) ? said : `${said}, ${ageMark} ago`;
  const place = pod.reason === "Evicted" && pod.node !== "" ? ` · node ${pod.node}` : "";
  return {
    ...always,
    health: "broken",
    why,
    since: at,
    began: at,
    cause: said + place,
  };
}

/** Undefined when the pod has a place and its kubelet has spoken; none when it waits because it is told to. */
function schedulingTrouble(pod: PodFacts): readonly Trouble[] | undefined {
  const scheduled = conditionOf(pod, "PodScheduled");
  if (scheduled?.reason === "SchedulingGated") return none;
  if (scheduled?.status === "False") return [unschedulable(pod, scheduled)];
  if (pod.containerStatuses.length > 0 || pod.initContainerStatuses.length > 0) return undefined;
  const since = latest(pod.createdAt, scheduled?.changedAt ?? Number.NaN);
  const what = pod.node === "" ? "not scheduled" : `nothing heard from the kubelet of ${pod.node}`;
  return [slow(`${what} for ${ageMark}`, since, what)];
}

function unschedulable(pod: PodFacts, { reason, message, changedAt }: ConditionFacts): Trouble {
  const since = Number.isNaN(changedAt) ? pod.createdAt : changedAt;
  const { words, cause } = schedulingWords(message);
  const why = words === "" ? serverText(reason) || "not scheduled" : words;
  const from = Number.isNaN(since) ? Number.NEGATIVE_INFINITY : since + healthThresholds.unschedulable;
  return { ...always, health: "broken", from, why, since: Number.NaN, began: since, cause: cause || why };
}

/** A container that runs or is about to, and ended a short while ago. */
function flapping(pod: PodFacts, status: PodStatus, containers: readonly PlacedContainer[]): Trouble | undefined {
  if (Number.isNaN(status.restartedAt)) return undefined;
  const found = containers.find(({ status: { lastTerminated } }) => lastTerminated?.finishedAt === status.restartedAt);
  const end = found && recentEnd(pod, found);
  return end && { ...end, health: "flapping", until: status.restartedAt + healthThresholds.flapping };
}

/** A pod that is not ready, though none of its containers says why. */
function readinessTrouble(
  pod: PodFacts,
  status: PodStatus,
  containers: readonly PlacedContainer[],
): Trouble | undefined {
  const ready = conditionOf(pod, "Ready");
  const unready = containers.filter(({ status: { running, ready: isReady } }) => running && !isReady);
  if (unready.length > 0) return unreadyContainers(pod, ready, unready);
  if (ready === undefined || ready.status === "True" || status.ready < status.total) return undefined;
  if (isMarkedByNode(pod)) return degraded(`node ${pod.node} not ready`, ready.changedAt);
  const gate = pod.readinessGates.find((type) => conditionOf(pod, type)?.status !== "True");
  if (gate === undefined) return degraded(serverText(ready.message) || "not ready", ready.changedAt);
  const what = `readiness gate ${serverText(gate)} not met`;
  const containersReady = conditionOf(pod, "ContainersReady")?.changedAt ?? Number.NaN;
  if (ready.changedAt > containersReady) return degraded(what, ready.changedAt);
  return slow(`${what} for ${ageMark}`, latest(containersReady, ready.changedAt), `${what} · ${workloadText(pod)}`);
}

/** They run: the time at which the pod was no longer ready tells whether they ever were. */
function unreadyContainers(
  pod: PodFacts,
  ready: ConditionFacts | undefined,
  unready: readonly PlacedContainer[],
): Trouble {
  const names = pod.containers.length + pod.sidecars.length > 1 ? unready.map(({ status }) => status.name) : [];
  const whose = names.length === 0 ? "" : `: ${names.join(", ")}`;
  const startedAt = latest(...unready.map(({ status }) => status.startedAt));
  const lostAt = ready?.status === "True" ? Number.NaN : (ready?.changedAt ?? Number.NaN);
  const suffix = `${whose} · ${workloadText(pod)}`;
  if (unready.every(({ status }) => !status.started)) {
    const what = `startup probe not passed${whose}`;
    return slow(`startup probe not passed for ${ageMark}${whose}`, startedAt, what + suffix.slice(whose.length));
  }
  if (lostAt > startedAt) {
    const why = `readiness failing for ${ageMark}${whose}`;
    return { ...always, health: "degraded", why, since: lostAt, began: lostAt, cause: `readiness failing${suffix}` };
  }
  if (Number.isNaN(startedAt) || Number.isNaN(lostAt)) return degraded(`not ready${whose}`, lostAt, suffix);
  return slow(`not ready since its start ${ageMark} ago${whose}`, startedAt, `not ready since the start${suffix}`);
}

const always = { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY } as const;

function degraded(what: string, since: number, place = ""): Trouble {
  const why = Number.isNaN(since) ? what : `${what} for ${ageMark}`;
  return { ...always, health: "degraded", why, since, began: since, cause: what + place };
}

function slow(why: string, since: number, cause: string): Trouble {
  return { ...always, health: "slow", from: since + healthThresholds.starting, why, since, began: since, cause };
}

/**
 * The node controller takes the readiness of pods whose node does not answer, and gives no reason for it (kubernetes
 * pkg/controller/util/node, MarkPodsNotReady); a kubelet always gives one.
 */
function isMarkedByNode(pod: PodFacts): boolean {
  const ready = conditionOf(pod, "Ready");
  const containersReady = conditionOf(pod, "ContainersReady");
  return pod.node !== "" && ready?.status === "False" && ready.reason === "" && containersReady?.status === "True";
}

function conditionOf(pod: PodFacts, type: string): ConditionFacts | undefined {
  return pod.conditions.find((condition) => condition.type === type);
}

function workloadText(pod: PodFacts): string {
  return `${pod.namespace}/${pod.ownerName === "" ? pod.name : pod.ownerName}`;
}

function latest(...times: readonly number[]): number {
  const known = times.filter((time) => !Number.isNaN(time));
  return known.length === 0 ? Number.NaN : Math.max(...known);
}
