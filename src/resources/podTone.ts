import type { Tone } from "../table/column.ts";
import type { Health } from "./health/podHealth.ts";
import type { PodRow } from "./podRow.ts";

/** On the way, nothing wrong yet. */
const busy = new Set(["Pending", "ContainerCreating", "PodInitializing", "Terminating"]);

/** Somebody should look, but nothing has failed. */
const warning = new Set(["NotReady", "Unknown", "SchedulingGated", ""]);

/** Ended well. */
const muted = new Set(["Completed", "Succeeded", "ExitCode:0"]);

/** How much a status wants to be noticed. What is not known to be harmless is bad: reasons are free text. */
export function toneOfStatus(status: string): Tone {
  if (status === "Running") return "good";
  if (busy.has(status) || /^Init:\d+\/\d+$/.test(status)) return "busy";
  if (warning.has(status)) return "warning";
  return muted.has(status) ? "muted" : "bad";
}

/** As `toneOfStatus`, but a running pod is a warning while not all of its containers are ready. */
export function toneOfPod(row: PodRow): Tone {
  return row.status === "Running" && row.readyContainers < row.totalContainers ? "warning" : toneOfStatus(row.status);
}

/** Containers that are not ready are a matter of concern only while the pod should run. */
export function toneOfReady(row: PodRow): Tone {
  if (row.readyContainers >= row.totalContainers) return "normal";
  const tone = toneOfPod(row);
  return tone === "muted" || tone === "busy" ? tone : "warning";
}

const healthTones: Readonly<Record<Health, Tone>> = {
  broken: "bad",
  flapping: "warning",
  slow: "warning",
  stuck: "warning",
  degraded: "warning",
  ok: "normal",
  done: "muted",
};

export function toneOfHealth(health: Health): Tone {
  return healthTones[health];
}
