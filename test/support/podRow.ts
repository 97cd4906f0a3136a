import { ageMark, type Trouble, type Unhealthy } from "../../src/resources/health/podHealth.ts";
import { unknownResources } from "../../src/resources/podResources.ts";
import type { PodRow } from "../../src/resources/podRow.ts";

/** A pod that runs well, and what is different about it. */
export function podRow(change: Partial<PodRow> = {}): PodRow {
  const { namespace = "shop", name = "web-1" } = change;
  return {
    key: `${namespace}/${name}`,
    namespace,
    name,
    uid: `uid-${namespace}-${name}`,
    resourceVersion: "1",
    createdAt: Date.UTC(2026, 0, 5, 9, 0, 0),
    readyContainers: 1,
    totalContainers: 1,
    status: "Running",
    restarts: 0,
    restartedAt: Number.NaN,
    ip: "10.0.0.1",
    node: "worker-1",
    nominatedNode: "",
    readinessGates: "",
    labels: "app=web",
    owner: "ReplicaSet/web-7f9c",
    images: "registry.demo/shop/web:v1",
    resources: unknownResources,
    health: "ok",
    troubles: [],
    ...change,
  };
}

/** What makes a row unhealthy now: `why` as the table says it, with the mark of an age of `since` in it if need be. */
export function unhealthy(
  health: Unhealthy,
  why: string,
  change: Partial<Trouble> = {},
): Pick<PodRow, "health" | "troubles"> {
  const always = { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };
  return {
    health,
    troubles: [{ health, ...always, why, since: Number.NaN, began: Number.NaN, cause: causeIn(why), ...change }],
  };
}

/** The line without its age and what leads to it. */
function causeIn(why: string): string {
  return why.replace(new RegExp(`(?:,| for)? ${ageMark}(?: ago)?`), "");
}
