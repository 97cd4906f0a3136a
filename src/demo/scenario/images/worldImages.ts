import type { Image } from "../../kubelet/image.ts";
import { type App, imageOf } from "../world/app.ts";
import type { Place } from "../world/place.ts";
import type { ContainerPast, PodPast } from "../world/podPast.ts";
import { iso, once } from "./logLines.ts";
import { failingImage } from "./programs.ts";
import { usualImage } from "./repositories.ts";

/**
 * The images of all that runs or ran in the world, each doing what it did to its pods. What could not be pulled is not there.
 */
export function worldImages(places: readonly Place[]): readonly Image[] {
  const images = new Map<string, Image>();
  for (const { app, version, pasts } of places.flatMap(versionsOf)) {
    for (const program of [...app.programs, ...(app.initPrograms ?? [])]) {
      const name = imageOf(program, version);
      const past = pasts.map(({ containers }) => containers?.[program.name]).find((each) => each !== undefined);
      if (!images.has(name) && past?.waiting?.reason !== "ImagePullBackOff") images.set(name, imageFor(name, past));
    }
  }
  return [...images.values()];
}

interface Version {
  readonly app: App;
  readonly version: string;
  readonly pasts: readonly PodPast[];
}

function versionsOf({ deployments = [], daemonSets = [], jobs = [], lonePods = [] }: Place): readonly Version[] {
  return [
    ...deployments.flatMap(({ app, revisions }) =>
      revisions.map(({ version, pods, app: change }) => ({ app: { ...app, ...change }, version, pasts: pods })),
    ),
    ...daemonSets.map(({ app, version }) => ({ app, version, pasts: [] })),
    ...jobs.map(({ app, version, pods }) => ({ app, version, pasts: pods })),
    ...lonePods.map(({ app, version, past }) => ({ app, version, pasts: [past] })),
  ];
}

function imageFor(name: string, past: ContainerPast | undefined): Image {
  const { last, isBackingOff } = past ?? {};
  if (isBackingOff !== true || last === undefined) return usualImage(name);
  const { ranMs, exitCode, reason = "Error" } = last;
  return failingImage(name, { afterMs: ranMs, exitCode, reason }, [
    once(200, (now) => `${iso(now)} INFO starting`),
    once(ranMs * 0.9, (now) => `${iso(now)} ERROR dial tcp 10.96.12.40:5432: connect: connection refused`),
    once(ranMs * 0.95, (now) => `${iso(now)} FATAL no database, giving up`),
  ]);
}
