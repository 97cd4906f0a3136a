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
  /** Tells it from the others of its namespace. */
  readonly key: string;
}

/** Finds the revision of a pod by its owner and labels, and gives equal ones as the same object. */
export class Revisions {
  /** By namespace, by owner, and where an owner has pods of several revisions, by the hash behind it. */
  readonly #known = new Map<string, Map<string, Revision>>();
  /** The revisions of each workload, by the name of the workload. */
  readonly #workloads = new Map<string, { readonly workload: Workload; readonly revisions: Set<Revision> }>();

  of(row: PodRow): Revision {
    const { namespace, labels } = row;
    const owner = controllerOf(row);
    const owners = at(this.#known, namespace, newOwners);
    const isSeveral = owner.startsWith("StatefulSet/") || owner.startsWith("DaemonSet/");
    const key = isSeveral ? `${owner}/${hashOf(owner, labels)}` : owner;
    const known = owners.get(key);
    if (known !== undefined) return known;
    const revision = this.#newRevision(namespace, owner, hashOf(owner, labels), key);
    owners.set(key, revision);
    return revision;
  }

  /** All revisions of the workload that were ever asked for. */
  siblingsOf({ workload }: Revision): ReadonlySet<Revision> {
    return this.#workloads.get(keyOf(workload))?.revisions ?? new Set();
  }

  /** Nobody has pods of this revision any more. */
  forget(revision: Revision): void {
    const { workload } = revision;
    const known = this.#workloads.get(keyOf(workload));
    known?.revisions.delete(revision);
    if (known?.revisions.size === 0) this.#workloads.delete(keyOf(workload));
    const owners = this.#known.get(workload.namespace);
    owners?.delete(revision.key);
    if (owners?.size === 0) this.#known.delete(workload.namespace);
  }

  #newRevision(namespace: string, owner: string, hash: string, key: string): Revision {
    const wanted = madeBy(namespace, owner, hash);
    const known = at(this.#workloads, keyOf(wanted), () => ({ workload: wanted, revisions: new Set<Revision>() }));
    const revision: Revision = { workload: known.workload, hash, key };
    known.revisions.add(revision);
    return revision;
  }
}

/** The workload of a pod, as far as its row knows it. */
export function workloadOf(row: PodRow): Workload {
  const controller = controllerOf(row);
  return madeBy(row.namespace, controller, hashOf(controller, row.labels));
}

/** `Kind/name` of what controls a pod; a pod that nobody owns is its own. */
export function controllerOf({ owner, name }: PodRow): string {
  return owner === "" ? `Pod/${name}` : owner;
}

/** Who made `owner`, or `owner` itself. */
function madeBy(namespace: string, owner: string, hash: string): Workload {
  const [kind = "", name = ""] = owner.split("/");
  // A Deployment names its ReplicaSets after itself and the hash of the template.
  const ofDeployment = kind === "ReplicaSet" && hash !== "" && name.endsWith(`-${hash}`);
  return ofDeployment
    ? { namespace, kind: "Deployment", name: name.slice(0, -hash.length - 1) }
    : { namespace, kind, name };
}

/** The label that tells pods of one template from those of another (kubernetes pkg/controller). */
const hashLabels: Readonly<Record<string, string>> = {
  ReplicaSet: "pod-template-hash",
  StatefulSet: "controller-revision-hash",
  DaemonSet: "controller-revision-hash",
};

function hashOf(owner: string, labels: string): string {
  const slash = owner.indexOf("/");
  const label = hashLabels[owner.slice(0, slash)];
  if (label === undefined) return "";
  const start = labels.startsWith(`${label}=`) ? 0 : labels.indexOf(`,${label}=`) + 1;
  if (start === 0 && !labels.startsWith(`${label}=`)) return "";
  const end = labels.indexOf(",", start);
  const value = labels.slice(start + label.length + 1, end < 0 ? undefined : end);
  // A StatefulSet's hash has its name in front.
  const prefix = `${owner.slice(slash + 1)}-`;
  return value.startsWith(prefix) ? value.slice(prefix.length) : value;
}

function keyOf({ namespace, kind, name }: Workload): string {
  return `${namespace}/${kind}/${name}`;
}

const newOwners = () => new Map<string, Revision>();

function at<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
