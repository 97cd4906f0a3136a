import { deployments, jobs } from "../apiserver/resources/workloads.ts";
import type { ApiClient } from "../client.ts";
import { isTrue } from "../objects/conditions.ts";
import { keyOf, type ObjectName } from "../objects/kubeObject.ts";
import type { Deployment, Job } from "../objects/workloads.ts";
import type { Random } from "../random.ts";
import { newJob } from "./newObjects.ts";
import { minutes, seconds } from "./span.ts";
import type { Deed, Step } from "./step.ts";
import { stories } from "./stories/index.ts";
import { dueAt, task } from "./world/workloads.ts";

/** What goes on for ever: now and then something happens to a Deployment that is well, and is taken back; Jobs come when they are due. */
export class Churn {
  readonly #client: ApiClient;
  readonly #random: Random;
  /** Uids of the Deployments that were there at its start: what people make is theirs alone. */
  readonly #own: ReadonlySet<string>;
  /** When all that was begun with a Deployment is taken back, ms since the Unix epoch. */
  readonly #busy = new Map<string, number>();

  constructor(client: ApiClient, random: Random) {
    this.#client = client;
    this.#random = random;
    this.#own = new Set(client.list(deployments).map(({ metadata }) => metadata.uid));
  }

  /** How long it is quiet until the next thing; ms. */
  pause(): number {
    return seconds(this.#random.between(15, 60));
  }

  /** What happens next; `at` is ms from `now`, which is ms since the Unix epoch. @param span how long a wait takes */
  next(now: number, span: (ms: number) => number): readonly Step[] {
    const dues = this.#random.next() < 0.4 ? dueSteps(this.#client, this.#random, now) : [];
    for (const [key, until] of this.#busy) if (until < now) this.#busy.delete(key);
    const calm = this.#client.list(deployments).filter((deployment) => this.#mayChange(deployment));
    if (calm.length === 0) return dues;
    const deployment = this.#random.pick(calm);
    const steps = this.#random.pick(habits)(deployment, this.#random);
    this.#busy.set(keyOf(deployment.metadata), now + span(Math.max(0, ...steps.map(({ at }) => at)) + minutes(1)));
    return [...steps, ...dues];
  }

  /** What the cluster stands on is left alone, and what a story tells of. */
  #mayChange(deployment: Deployment): boolean {
    const key = keyOf(deployment.metadata);
    const { namespace = "", uid } = deployment.metadata;
    if (!this.#own.has(uid)) return false;
    return isCalm(deployment) && !leftAlone.includes(namespace) && !toldOf.has(key) && !this.#busy.has(key);
  }
}

const leftAlone: readonly string[] = ["kube-system", "ops-monitoring"];

/** `shop/checkout`: whose images a story brings. */
const toldOf = new Set(
  stories.flatMap(({ images }) => images.map(({ name }) => name.slice(name.indexOf("/") + 1, name.lastIndexOf(":")))),
);

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
/** successfulJobsHistoryLimit and failedJobsHistoryLimit of a CronJob. */
const jobsKept = { Complete: 3, Failed: 1 };

function dueSteps(client: ApiClient, random: Random, now: number): readonly Step[] {
  const { app, version } = random.pick(dueTasks);
  const due = dueAt(app, now);
  const earlier = client.list(jobs, app.namespace).filter((job) => isRunOf(job, app.name));
  const endedAs = (end: keyof typeof jobsKept) =>
    earlier.filter(({ status }) => isTrue(status.conditions, end)).slice(0, -jobsKept[end]);
  const isThere = client.get(jobs, due) !== undefined;
  return [
    ...(isThere ? [] : [{ at: 0, does: "createJob", job: () => newJob(due, version) } as const]),
    ...[...endedAs("Complete"), ...endedAs("Failed")].map(({ metadata }) => forgotten(metadata)),
  ];
}

function isRunOf({ metadata }: Job, name: string): boolean {
  return metadata.name.startsWith(`${name}-`) && /^\d+$/.test(metadata.name.slice(name.length + 1));
}

function forgotten(job: ObjectName): Step {
  return { at: 0, does: "deleteJob", job };
}
