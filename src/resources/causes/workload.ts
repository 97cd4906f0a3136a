import { labelValue } from "../labelValue.ts";
import type { PodRow } from "../podRow.ts";

/** What a person deploys: the owner of pods, and of a Deployment's pods the Deployment. */
export interface Workload {
  readonly namespace: string;
  /** `Deployment`, `StatefulSet`, `Job`; `Pod` for one that nobody owns. */
  readonly kind: string;
  readonly name: string;
}

/** Pods of a workload that were made from the same template. */
export interface Revision {
  readonly workload: Workload;
  /** The hash in the names of its pods; empty when the workload has no revisions. */
  readonly hash: string;
}

/** What of a pod tells its revision. */
export type Owned = Pick<PodRow, "namespace" | "name" | "owner" | "labels">;

export function revisionOf(pod: Owned): Revision {
  return { workload: workloadOf(pod), hash: hashOf(pod.owner, pod.labels) };
}

/** Tells the revision of a pod from the others of its namespace; undefined where the owner makes no revisions. */
export function revisionKeyOf({ owner, labels }: Owned): string | undefined {
  if (owner.startsWith("ReplicaSet/")) return owner;
  if (!owner.startsWith("StatefulSet/") && !owner.startsWith("DaemonSet/")) return undefined;
  return `${owner}/${hashOf(owner, labels)}`;
}

/** The workload of a pod, as far as its row knows it. */
export function workloadOf(pod: Owned): Workload {
  const { namespace } = pod;
  const owner = controllerOf(pod);
  const hash = hashOf(owner, pod.labels);
  const [kind = "", name = ""] = owner.split("/");
  // A Deployment names its ReplicaSets after itself and the hash of the template.
  const ofDeployment = kind === "ReplicaSet" && hash !== "" && name.endsWith(`-${hash}`);
  return ofDeployment
    ? { namespace, kind: "Deployment", name: name.slice(0, -hash.length - 1) }
    : { namespace, kind, name };
}

/** `Kind/name` of what controls a pod; a pod that nobody owns is its own. */
export function controllerOf({ owner, name }: Owned): string {
  return owner === "" ? `Pod/${name}` : owner;
}

/** The label that tells pods of one template from those of another (kubernetes pkg/controller). */
const hashLabels: Readonly<Record<string, string>> = {
  ReplicaSet: "pod-template-hash",
  StatefulSet: "controller-revision-hash",
  DaemonSet: "controller-revision-hash",
};

/** The label by which kubectl finds the pods of the same revision: `pod-template-hash=7f9c`; undefined when there is none. */
export function revisionLabelOf({ owner, labels }: Pick<Owned, "owner" | "labels">): string | undefined {
  const label = hashLabels[owner.slice(0, owner.indexOf("/"))];
  const value = label && labelValue(labels, label);
  return value === undefined ? undefined : `${label}=${value}`;
}

function hashOf(owner: string, labels: string): string {
  const label = hashLabels[owner.slice(0, owner.indexOf("/"))];
  const value = (label && labelValue(labels, label)) ?? "";
  // A StatefulSet's hash has its name in front.
  const prefix = `${owner.slice(owner.indexOf("/") + 1)}-`;
  return value.startsWith(prefix) ? value.slice(prefix.length) : value;
}
