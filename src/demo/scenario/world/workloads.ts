import type { Random } from "../../random.ts";
import { minutes } from "../span.ts";
import type { App, Program } from "./app.ts";
import type { DeploymentPast, RevisionPast } from "./deploymentPast.ts";
import { well } from "./pasts.ts";

/** A service of one program that answers on port 8080. Its image is `registry.demo/NAMESPACE/NAME`. */
export function service(namespace: string, name: string, program: Partial<Program> = {}, pod: App["pod"] = {}): App {
  const image = `registry.demo/${namespace}/${name}`;
  return {
    namespace,
    name,
    programs: [{ name, image, cpu: 100, memory: 128, memoryLimit: 256, port: 8080, ...program }],
    pod,
  };
}

/** A task of one program that runs once. */
export function task(namespace: string, name: string, program: Partial<Program> = {}): App {
  const image = `registry.demo/${namespace}/${name}`;
  return {
    namespace,
    name,
    programs: [{ name, image, cpu: 50, memory: 64, memoryLimit: 128, ...program }],
    pod: { restartPolicy: "Never" },
  };
}

/** The app under the name that a CronJob gives the Job of a run: that of the minute at which it was due. */
export function dueAt(app: App, ms: number): App {
  return { ...app, name: `${app.name}-${Math.floor(ms / minutes(1))}` };
}

/** Versions that are no more; each with its age in ms. */
export function past(versions: Readonly<Record<string, number>>): readonly RevisionPast[] {
  return Object.entries(versions).map(([version, ageMs]) => ({ version, ageMs, pods: [] }));
}

/** A Deployment whose pods all run well, on the last of its versions. @param versions with their ages in ms, oldest first. */
export function steady(
  app: App,
  replicas: number,
  versions: Readonly<Record<string, number>>,
  random: Random,
): DeploymentPast {
  const revisions = past(versions);
  const pods = well(replicas, revisions.at(-1)?.ageMs ?? 0, random);
  return { app, replicas, ageMs: revisions[0]?.ageMs ?? 0, revisions: [...revisions.slice(0, -1), ...newest()] };

  function newest(): readonly RevisionPast[] {
    return revisions.slice(-1).map((revision) => ({ ...revision, pods }));
  }
}
