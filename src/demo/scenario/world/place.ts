import type { Random } from "../../random.ts";
import type { App } from "./app.ts";
import type { DaemonSetPast } from "./daemonSetPast.ts";
import type { DeploymentPast } from "./deploymentPast.ts";
import type { JobPast } from "./jobPast.ts";
import type { PodPast } from "./podPast.ts";

/** A namespace of the world and what runs in it. */
export interface Place {
  readonly namespace: string;
  readonly ageMs: number;
  readonly deployments?: readonly DeploymentPast[];
  readonly daemonSets?: readonly DaemonSetPast[];
  readonly jobs?: readonly JobPast[];
  readonly lonePods?: readonly LonePod[];
}

/** A pod that somebody made by hand, or whose owner is no more. */
export interface LonePod {
  readonly app: App;
  readonly version: string;
  readonly past: PodPast;
}

export interface PlaceMoment {
  /** Decides the moments of things. */
  readonly random: Random;
  /** The start of the demo, ms since the Unix epoch. */
  readonly now: number;
}

export type PlaceOf = (moment: PlaceMoment) => Place;
