import { StatusError } from "../apiserver/statusError.ts";
import type { Image } from "../kubelet/image.ts";
import { Random } from "../random.ts";
import { Churn } from "./churn.ts";
import { carryOut, type Stage } from "./deeds.ts";
import { worldImages } from "./images/worldImages.ts";
import type { Step } from "./step.ts";
import { stories } from "./stories/index.ts";
import type { StoredObject } from "./world/storedObject.ts";
import { type WorldOptions, worldPlan, worldSnapshot } from "./worldSnapshot.ts";

/** All that makes the demo what it is: its world, what its programs do, and what happens. */
export interface Scenario {
  /** To be written into the store before anything starts. */
  readonly objects: readonly StoredObject[];
  /** What the demo's registry has. */
  readonly images: readonly Image[];
  /** Whether a ConfigMap or a Secret exists that a pod names: the demo's API serves neither. */
  hasConfig(kind: "configmap" | "secret", namespace: string, name: string): boolean;
  /** Lets its stories begin, and after them what goes on for ever. Returns its inverse. */
  start(stage: Stage): () => void;
}

export function demoScenario(options: WorldOptions): Scenario {
  const plan = worldPlan(options);
  const images = [...stories.flatMap((story) => story.images), ...worldImages(plan.places)];
  return {
    objects: worldSnapshot(options, plan),
    // The first of a name counts: stories know better.
    images: [...new Map(images.toReversed().map((image) => [image.name, image])).values()],
    hasConfig: (_, namespace, name) => `${namespace}/${name}` !== takenAway,
    start: (stage) => runScenario(stage, options.seed),
  };
}

/** With the old gateway: the pods of payout-worker need it still. */
const takenAway = "payments/payout-gateway";

function runScenario(stage: Stage, seed: number): () => void {
  const { client, time } = stage;
  const churn = new Churn(client, new Random(seed, "churn"));
  let isStopped = false;
  const plan = (steps: readonly Step[]) => {
    for (const step of steps) time.after(step.at, () => act(step));
  };
  const act = (step: Step) => {
    if (isStopped) return;
    try {
      carryOut(stage, step);
    } catch (error) {
      // Somebody else has changed the cluster so that it cannot be: the story goes on without.
      if (!(error instanceof StatusError)) throw error;
    }
  };
  const goOn = () => {
    if (isStopped) return;
    plan(churn.next(time.now(), (ms) => time.span(ms)));
    time.after(churn.pause(), goOn);
  };
  plan(stories.flatMap(({ steps }) => steps));
  time.after(churn.pause(), goOn);
  return () => {
    isStopped = true;
  };
}
