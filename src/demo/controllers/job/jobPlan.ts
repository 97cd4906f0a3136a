import { conditionOf, isTrue, withCondition } from "../../objects/conditions.ts";
import { type Condition, timestamp } from "../../objects/kubeObject.ts";
import type { Pod } from "../../objects/pod.ts";
import { isReady, restartsOf } from "../../objects/podState.ts";
import type { Job } from "../../objects/workloads.ts";
import type { VirtualTime } from "../../virtualTime.ts";
import { withoutZeros } from "../counts.ts";
import { backOffLeft, type JobPods, jobPodsOf } from "./jobPods.ts";

/** What is to be done for a Job now. */
export interface JobPlan {
  readonly create: number;
  readonly remove: readonly Pod[];
  /** Pods that are counted in the status from now on. */
  readonly counted: readonly Pod[];
  readonly status: Job["status"];
  readonly events: readonly JobEvent[];
  /** When it must be looked at again if nothing happens, in ms. */
  readonly againInMs: number | undefined;
}

interface JobEvent {
  readonly type: "Normal" | "Warning";
  readonly reason: string;
  readonly message: string;
}

/** Why a Job is over. */
interface Verdict {
  readonly isSuccess: boolean;
  readonly reason: string;
  readonly message: string;
}

/** Decides about a Job that is not over, by its pods (kubernetes pkg/controller/job syncJob). */
export function jobPlan(job: Job, owned: readonly Pod[], time: VirtualTime): JobPlan {
  const pods = jobPodsOf(owned);
  const counts = {
    succeeded: (job.status.succeeded ?? 0) + pods.newlySucceeded.length,
    failed: (job.status.failed ?? 0) + pods.newlyFailed.length,
  };
  const verdict = verdictOf(job, pods, counts, time);
  const { create, remove, againInMs } = stepOf(job, pods, counts.succeeded, verdict, time);
  const counted = [...pods.newlySucceeded, ...pods.newlyFailed];
  const isOver = verdict !== undefined && pods.active.length + pods.terminating.length === 0;
  const said = saidOf(job, verdict, isOver, time);
  const now = timestamp(time.now());
  const status: Job["status"] = {
    ...withoutZeros({ active: pods.active.length + create - remove.length, ...counts }),
    ready: pods.active.filter(isReady).length,
    ...startOf(job, now),
    ...(isOver && verdict.isSuccess ? { completionTime: now } : {}),
    ...(said.conditions.length === 0 ? {} : { conditions: said.conditions }),
  };
  return { create, remove, counted, status, events: said.events, againInMs };
}

export function isJobOver({ status }: Job): boolean {
  return isTrue(status.conditions, "Complete") || isTrue(status.conditions, "Failed");
}

const completions: Verdict = {
  isSuccess: true,
  reason: "CompletionsReached",
  message: "Reached expected number of succeeded pods",
};
const backoffLimit: Verdict = {
  isSuccess: false,
  reason: "BackoffLimitExceeded",
  message: "Job has reached the specified backoff limit",
};
const deadline: Verdict = {
  isSuccess: false,
  reason: "DeadlineExceeded",
  message: "Job was active longer than specified deadline",
};

/** Once it is decided, nothing changes it. */
function verdictOf(
  { spec, status }: Job,
  { active }: JobPods,
  { succeeded, failed }: { readonly succeeded: number; readonly failed: number },
  time: VirtualTime,
): Verdict | undefined {
  const decided = [completions, backoffLimit, deadline].find(({ isSuccess, reason }) => {
    const condition = conditionOf(status.conditions, isSuccess ? "SuccessCriteriaMet" : "FailureTarget");
    return condition?.status === "True" && condition.reason === reason;
  });
  if (decided !== undefined) return decided;
  const limit = spec.backoffLimit ?? 6;
  if (failed > limit || hasRestartedTooOften(spec.template.spec.restartPolicy, active, limit)) return backoffLimit;
  if (msUntilDeadline({ spec, status }, time) === 0) return deadline;
  const isDone = spec.completions === undefined ? succeeded > 0 && active.length === 0 : succeeded >= spec.completions;
  return isDone ? completions : undefined;
}

function hasRestartedTooOften(restartPolicy: string | undefined, active: readonly Pod[], limit: number): boolean {
  if (restartPolicy !== "OnFailure") return false;
  const restarts = active.reduce((sum, pod) => sum + restartsOf(pod), 0);
  return limit === 0 ? restarts > 0 : restarts >= limit;
}

function msUntilDeadline({ spec, status }: Pick<Job, "spec" | "status">, time: VirtualTime): number | undefined {
  const { activeDeadlineSeconds, suspend } = spec;
  if (activeDeadlineSeconds === undefined || suspend === true) return undefined;
  const waited = status.startTime === undefined ? 0 : time.waitedSince(status.startTime);
  return Math.max(0, activeDeadlineSeconds * 1000 - waited);
}

function stepOf(job: Job, pods: JobPods, succeeded: number, verdict: Verdict | undefined, time: VirtualTime) {
  const { spec, metadata } = job;
  const againInMs = msUntilDeadline(job, time);
  const nothing = { create: 0, remove: [] as readonly Pod[], againInMs };
  if (verdict !== undefined) return { ...nothing, remove: pods.active, againInMs: undefined };
  if (spec.suspend === true) return { ...nothing, remove: pods.active };
  const parallelism = spec.parallelism ?? 1;
  const wanted =
    spec.completions === undefined
      ? succeeded > 0
        ? Math.min(pods.active.length, parallelism)
        : parallelism
      : Math.min(spec.completions - succeeded, parallelism);
  const missing = wanted - pods.active.length;
  if (missing < 0) return { ...nothing, remove: pods.active.slice(missing) };
  if (missing === 0 || metadata.deletionTimestamp !== undefined) return nothing;
  const wait = backOffLeft(pods, time);
  if (wait === 0) return { ...nothing, create: missing };
  return { ...nothing, againInMs: Math.min(wait, againInMs ?? wait) };
}

/** A Job that is resumed starts anew. */
function startOf({ spec, status }: Job, now: string): Pick<Job["status"], "startTime"> {
  if (spec.suspend === true) return {};
  return { startTime: status.startTime ?? now };
}

function saidOf(job: Job, verdict: Verdict | undefined, isOver: boolean, time: VirtualTime) {
  const now = timestamp(time.now());
  const events: JobEvent[] = [];
  let conditions = job.status.conditions ?? [];
  const say = (condition: Pick<Condition, "type" | "status" | "reason" | "message">, event?: JobEvent) => {
    if (conditionOf(conditions, condition.type)?.status === condition.status) return;
    conditions = withCondition(conditions, { ...condition, lastProbeTime: now, lastTransitionTime: now });
    if (event !== undefined) events.push(event);
  };
  if (verdict === undefined) {
    const suspended = conditionOf(conditions, "Suspended")?.status === "True";
    if (job.spec.suspend === true)
      say(suspendedCondition, { type: "Normal", reason: "Suspended", message: "Job suspended" });
    else if (suspended) say(resumedCondition, { type: "Normal", reason: "Resumed", message: "Job resumed" });
    return { conditions, events };
  }
  const { isSuccess, reason, message } = verdict;
  say({ type: isSuccess ? "SuccessCriteriaMet" : "FailureTarget", status: "True", reason, message });
  const event: JobEvent = isSuccess
    ? { type: "Normal", reason: "Completed", message: "Job completed" }
    : { type: "Warning", reason, message };
  if (isOver) say({ type: isSuccess ? "Complete" : "Failed", status: "True", reason, message }, event);
  return { conditions, events };
}

const suspendedCondition = {
  type: "Suspended",
  status: "True",
  reason: "JobSuspended",
  message: "Job suspended",
} as const;
const resumedCondition = { type: "Suspended", status: "False", reason: "JobResumed", message: "Job resumed" } as const;
