import { pods } from "../../apiserver/resources/pods.ts";
import { jobs } from "../../apiserver/resources/workloads.ts";
import { EventRecorder } from "../../eventRecorder.ts";
import type { ObjectName } from "../../objects/kubeObject.ts";
import { controllerOf, withoutFinalizer } from "../../objects/ownership.ts";
import type { Pod } from "../../objects/pod.ts";
import type { Job } from "../../objects/workloads.ts";
import type { ControllerContext } from "../controllerContext.ts";
import { PodControl } from "../podControl.ts";
import { WorkQueue } from "../workQueue.ts";
import { isJobOver, jobPlan } from "./jobPlan.ts";
import { trackingFinalizer } from "./jobPods.ts";

/**
 * Runs Jobs to their end (kubernetes pkg/controller/job), and removes those that ask for it some time after (ttlafterfinished).
 * Returns its inverse.
 */
export function startJobController({ client, time, informers }: ControllerContext): () => void {
  const recorder = new EventRecorder(client, time, "job-controller");
  const podControl = new PodControl(client, recorder);

  const sync = (name: ObjectName) => {
    const job = client.get(jobs, name);
    if (job === undefined) return;
    const owned = informers.pods.by("controller", job.metadata.uid);
    if (isJobOver(job)) {
      forget(job, owned);
      return;
    }
    const { create, remove, counted, status, events, againInMs } = jobPlan(job, owned, time);
    client.updateStatus(jobs, name, (current) => ({ ...current, status }));
    for (const pod of counted) untrack(pod.metadata);
    for (const event of events) recorder.record(job, event);
    for (const pod of remove) podControl.delete(job, pod);
    if (againInMs !== undefined) queue.add(name, againInMs);
    for (let made = 0; made < create; made++) podControl.create(job, trackedTemplate(job));
  };

  /** What ended after the end is not counted; the Job itself goes when its time is over. */
  const forget = (job: Job, owned: readonly Pod[]) => {
    for (const { metadata } of owned) untrack(metadata);
    const wait = msUntilExpiry(job);
    if (wait === undefined || job.metadata.deletionTimestamp !== undefined) return;
    if (wait > 0) queue.add(job.metadata, wait);
    else
      client.delete(jobs, job.metadata, { propagationPolicy: "Foreground", preconditions: { uid: job.metadata.uid } });
  };

  const msUntilExpiry = ({ spec, status }: Job): number | undefined => {
    const { ttlSecondsAfterFinished } = spec;
    const end = status.conditions?.find(({ type }) => type === "Complete" || type === "Failed")?.lastTransitionTime;
    if (ttlSecondsAfterFinished === undefined || end === undefined) return undefined;
    return Math.max(0, ttlSecondsAfterFinished * 1000 - time.waitedSince(end));
  };

  const untrack = (name: ObjectName) => {
    client.update(pods, name, (pod) => withoutFinalizer(pod, trackingFinalizer));
  };

  const hearOfPod = (pod: Pod) => {
    const owner = controllerOf(pod);
    if (owner?.kind !== "Job") return;
    const name = { ...pod.metadata, name: owner.name };
    if (client.get(jobs, name)?.metadata.uid === owner.uid) queue.add(name);
    // Nobody is left to count it.
    else if (pod.metadata.finalizers?.includes(trackingFinalizer)) orphans.add(pod.metadata);
  };

  const queue = new WorkQueue(time, sync);
  const orphans = new WorkQueue(time, untrack);
  const stops = [
    informers.jobs.subscribe(({ type, object }) => {
      if (type !== "DELETED") queue.add(object.metadata);
      else for (const { metadata } of informers.pods.by("controller", object.metadata.uid)) orphans.add(metadata);
    }),
    informers.pods.subscribe(({ object }) => hearOfPod(object)),
    () => queue.stop(),
    () => orphans.stop(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function trackedTemplate({ spec: { template } }: Job) {
  const finalizers = [...(template.metadata?.finalizers ?? []), trackingFinalizer];
  return { ...template, metadata: { ...template.metadata, finalizers } };
}
