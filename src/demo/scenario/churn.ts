import { deployments, jobs } from "../apiserver/resources/workloads.ts";
import type { ApiClient } from "../client.ts";
import type { ObjectName } from "../objects/kubeObject.ts";
import type { Deployment, Job } from "../objects/workloads.ts";
import type { Random } from "../random.ts";
import { newJob } from "./newObjects.ts";
import { minutes, seconds } from "./span.ts";
import type { Deed, Step } from "./step.ts";
import { stories } from "./stories/index.ts";
import { dueAt, task } from "./world/workloads.ts";

/** What goes on for ever: `at` of the steps is ms from now. */
export function churnSteps(client: ApiClient, random: Random, now: number): readonly Step[] {
  const calm = client.list(deployments).filter((deployment) => isCalm(deployment) && mayChange(deployment));
  const habit = random.pick(habits);
  return [...(calm.length === 0 ? [] : habit(random.pick(calm), random)), ...dueSteps(client, random, now)];
}

/** How long it is quiet between two things. */
export function churnPause(random: Random): number {
  return seconds(random.between(15, 60));
}

type Habit = (deployment: Deployment, random: Random) => readonly Step[];

/** For some minutes there are more of it. */
const busier: Habit = ({ metadata, spec }, random) => [
  { at: 0, does: "scale", deployment: metadata, replicas: spec.replicas + Math.ceil(random.between(0, 2)) },
  { at: minutes(random.between(1, 4)), does: "scale", deployment: metadata, replicas: spec.replicas },
];

const restarted: Habit = ({ metadata }) => [{ at: 0, does: "restart", deployment: metadata }];

/** A tag that was never pushed is released, and taken back. */
const wronglyReleased: Habit = ({ metadata, spec }, random) => {
  const container = spec.template.spec.containers[0];
  if (container === undefined) return [];
  const released = (image: string): Deed => {
    return { does: "setImage", deployment: metadata, images: { [container.name]: image } };
  };
  const repository = container.image.slice(0, container.image.lastIndexOf(":"));
  return [
    { at: 0, ...released(`${repository}:main-${random.suffix(7)}`) },
    { at: minutes(random.between(1.5, 4)), ...released(container.image) },
  ];
};

/** Each takes back what it does, so that the world stays as large as it is. The usual is more often than the unusual. */
const habits = [busier, busier, busier, restarted, restarted, wronglyReleased];

/** What the cluster stands on is left alone, and what a story tells of. */
function mayChange({ metadata: { namespace, name } }: Deployment): boolean {
  return namespace !== "kube-system" && namespace !== "ops-monitoring" && !toldOf.has(`${namespace}/${name}`);
}

/** `shop/checkout`: whose images a story brings. */
const toldOf = new Set(
  stories.flatMap(({ images }) => images.map(({ name }) => name.slice(name.indexOf("/") + 1, name.lastIndexOf(":")))),
);

/** All its pods are there, and no rollout is under way. */
function isCalm({ spec, status, metadata }: Deployment): boolean {
  const { replicas, updatedReplicas, availableReplicas, observedGeneration } = status;
  const counts = [replicas, updatedReplicas, availableReplicas];
  return observedGeneration === metadata.generation && counts.every((count) => count === spec.replicas);
}

/** Those that a CronJob would make, with the version that does its work. */
const dueTasks = [
  { app: task("shop", "sitemap"), version: "v2.0.1" },
  { app: task("payments", "settlement"), version: "v3.3.2" },
  { app: task("search", "build-suggestions"), version: "v1.7.0" },
];
/** successfulJobsHistoryLimit of a CronJob. */
const jobsKept = 3;

function dueSteps(client: ApiClient, random: Random, now: number): readonly Step[] {
  const { app, version } = random.pick(dueTasks);
  const due = dueAt(app, now);
  const earlier = client.list(jobs, app.namespace).filter((job) => isRunOf(job, app.name) && isOver(job));
  const isThere = client.get(jobs, due) !== undefined;
  return [
    ...(isThere ? [] : [{ at: 0, does: "createJob", job: () => newJob(due, version) } as const]),
    ...oldest(earlier).map((job) => ({ at: 0, does: "deleteJob", job }) as const),
  ];
}

function isRunOf({ metadata }: Job, name: string): boolean {
  return metadata.name.startsWith(`${name}-`) && /^\d+$/.test(metadata.name.slice(name.length + 1));
}

function isOver({ status }: Job): boolean {
  return status.conditions?.some(({ type }) => type === "Complete" || type === "Failed") ?? false;
}

/** Those beyond what is kept. */
function oldest(runs: readonly Job[]): readonly ObjectName[] {
  return runs.slice(0, Math.max(0, runs.length - jobsKept)).map(({ metadata }) => metadata);
}
