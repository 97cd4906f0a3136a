import { pods } from "../../apiserver/resources/pods.ts";
import { jobs } from "../../apiserver/resources/workloads.ts";
import { type Condition, timestamp } from "../../objects/kubeObject.ts";
import type { Pod } from "../../objects/pod.ts";
import { isFinished, isReady } from "../../objects/podState.ts";
import type { Job } from "../../objects/workloads.ts";
import { Random } from "../../random.ts";
import { type App, templateOf } from "./app.ts";
import type { PodPast } from "./podPast.ts";
import { PodMaker, type Scene } from "./snapshotPods.ts";
import { type StoredObject, stored } from "./storedObject.ts";

/** A Job and what became of it. All times are ms before the start of the demo. */
export interface JobPast {
  readonly app: App;
  readonly version: string;
  readonly ageMs: number;
  readonly backoffLimit?: number;
  /** When it was done or given up; absent: it goes on. */
  readonly endedMs?: number;
  readonly pods: readonly PodPast[];
}

export function jobObjects(past: JobPast, scene: Scene, seed: number): readonly StoredObject[] {
  const { app, version, ageMs } = past;
  const { namespace, name } = app;
  const random = new Random(seed, `job ${namespace}/${name}`);
  const uid = random.uuid();
  const names = {
    "batch.kubernetes.io/controller-uid": uid,
    "batch.kubernetes.io/job-name": name,
    "controller-uid": uid,
    "job-name": name,
  };
  const template = templateOf({ ...app, labels: { ...app.labels, ...names } }, version);
  const given: Job = {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      name,
      namespace,
      uid,
      resourceVersion: "",
      generation: 1,
      creationTimestamp: timestamp(scene.now - ageMs),
      labels: { app: name, ...names },
    },
    spec: {
      completions: 1,
      parallelism: 1,
      backoffLimit: past.backoffLimit ?? 6,
      selector: { matchLabels: { "batch.kubernetes.io/controller-uid": uid } },
      template,
    },
    status: {},
  };
  const job = jobs.prepareForCreate?.(given) ?? given;
  const owner = { apiVersion: "batch/v1", kind: "Job", name, uid, controller: true, blockOwnerDeletion: true };
  const mold = { app, template: job.spec.template, owner, generateName: `${name}-`, random };
  const maker = new PodMaker(mold, scene);
  const made = past.pods.map((each) => tracked(maker.pod(each)));
  return [stored(jobs, { ...job, status: statusOf(past, made, scene.now) }), ...made.map((pod) => stored(pods, pod))];
}

/** One that goes on is not counted yet: it stays until the Job controller has done so. */
function tracked(pod: Pod): Pod {
  if (isFinished(pod)) return pod;
  return { ...pod, metadata: { ...pod.metadata, finalizers: ["batch.kubernetes.io/job-tracking"] } };
}

function statusOf({ ageMs, endedMs }: JobPast, made: readonly Pod[], now: number): Job["status"] {
  const count = (phase: string) => made.filter(({ status }) => status.phase === phase).length;
  const succeeded = count("Succeeded");
  const failed = count("Failed");
  const active = made.length - succeeded - failed;
  const ended = endedMs === undefined ? undefined : timestamp(now - endedMs);
  return {
    startTime: timestamp(now - ageMs),
    ...(active === 0 ? {} : { active }),
    ready: made.filter(isReady).length,
    ...(succeeded === 0 ? {} : { succeeded }),
    ...(failed === 0 ? {} : { failed }),
    ...(ended === undefined ? {} : endOf(succeeded > 0, ended)),
  };
}

/** In the words of kubernetes pkg/controller/job. */
function endOf(isComplete: boolean, ended: string): Partial<Job["status"]> {
  const met = (type: string, reason: string, message: string): Condition => ({
    type,
    status: "True",
    lastProbeTime: ended,
    lastTransitionTime: ended,
    reason,
    message,
  });
  if (!isComplete) {
    const why = ["BackoffLimitExceeded", "Job has reached the specified backoff limit"] as const;
    return { conditions: [met("FailureTarget", ...why), met("Failed", ...why)] };
  }
  const why = ["CompletionsReached", "Reached expected number of succeeded pods"] as const;
  return { completionTime: ended, conditions: [met("SuccessCriteriaMet", ...why), met("Complete", ...why)] };
}
