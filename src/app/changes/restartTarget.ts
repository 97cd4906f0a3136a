import { counted } from "../../base/counted.ts";
import { plainText } from "../../base/plainText.ts";
import type { RestartableResource, Target } from "../../kube/wire/podChange.ts";
import { type JsonObject, numberOf, objectOf, textOf } from "../../resources/jsonFields.ts";
import type { Owner, OwnerReference } from "../../resources/page/ownerSection.ts";

/** What can be restarted. */
export interface RestartTarget {
  readonly owner: Target;
  readonly resource: RestartableResource;
  /** `Deployment/web`. */
  readonly name: string;
  /** What will be replaced, and how: `3 pods, at most 25% of them away at a time`. */
  readonly replaces: string;
  /** How it replaces is nothing that one wants without knowing. */
  readonly isHarsh: boolean;
  /** Who owns it in turn, and may undo it; empty for nobody. */
  readonly master: string;
}

interface Kind {
  readonly resource: RestartableResource;
  replacing(spec: JsonObject, status: JsonObject): { readonly replaces: string; readonly isHarsh: boolean };
}

/** The kinds that kubectl rollout restart knows (kubectl pkg/polymorphichelpers/objectrestarter.go). */
const kinds: Readonly<Record<string, Kind>> = {
  "apps/v1 Deployment": {
    resource: "deployments",
    replacing: ({ replicas, strategy }) => {
      const pods = counted(numberOf(replicas ?? 1, "replicas"), "pod");
      const { type, rollingUpdate } = objectOf(strategy, "strategy");
      if (type === "Recreate") return { replaces: `${pods}, all of which go before the first comes`, isHarsh: true };
      const { maxUnavailable = "25%" } = objectOf(rollingUpdate, "rollingUpdate");
      return { replaces: `${pods}, at most ${plainText(`${maxUnavailable}`)} away at a time`, isHarsh: false };
    },
  },
  "apps/v1 StatefulSet": {
    resource: "statefulsets",
    replacing: ({ replicas, updateStrategy }) => {
      const { type, rollingUpdate } = objectOf(updateStrategy, "updateStrategy");
      const { partition } = objectOf(rollingUpdate, "rollingUpdate");
      const count = Math.max(0, numberOf(replicas ?? 1, "replicas") - numberOf(partition, "partition"));
      return type === "OnDelete"
        ? onDelete
        : { replaces: `${counted(count, "pod")}, one after the other`, isHarsh: false };
    },
  },
  "apps/v1 DaemonSet": {
    resource: "daemonsets",
    replacing: ({ updateStrategy }, { desiredNumberScheduled }) => {
      const { type, rollingUpdate } = objectOf(updateStrategy, "updateStrategy");
      const { maxUnavailable = 1 } = objectOf(rollingUpdate, "rollingUpdate");
      const pods = counted(numberOf(desiredNumberScheduled, "desiredNumberScheduled"), "pod");
      if (type === "OnDelete") return onDelete;
      return { replaces: `${pods}, at most ${plainText(`${maxUnavailable}`)} away at a time`, isHarsh: false };
    },
  },
};

const onDelete = {
  replaces: "none by itself: its strategy is OnDelete, so each only when it is deleted",
  isHarsh: false,
};

/** Kinds that own pods and are nothing to restart, and why. */
const others: Readonly<Record<string, string>> = {
  ReplicaSet: "has no Deployment, and a ReplicaSet is not restarted: delete its pods",
  ReplicationController: "is not restarted: delete its pods",
  Job: "runs once, and is not restarted",
  CronJob: "runs by its schedule, and is not restarted",
  Node: "runs it from a file: there is nothing to restart in the cluster",
};

/**
 * What a restart of a pod's owner means, or why there is none. `chain` are its owners, its own first.
 * @throws TypeError for an object that is not what its kind has.
 */
export function restartTargetOf(pod: string, chain: readonly Owner[]): RestartTarget | string {
  const index = chain.findIndex(({ reference }) => kindOf(reference) !== undefined);
  const wanted = chain[index] ?? chain.at(-1);
  if (wanted === undefined) return `${pod} has no owner: there is nothing to restart.`;
  const { reference, found } = wanted;
  const kind = kindOf(reference);
  if (found !== undefined && "problem" in found)
    return `${nameOf(reference)} cannot be read: ${plainText(found.problem)}`;
  if (found === undefined || kind === undefined) return whyNone(reference);
  const metadata = objectOf(found.object.metadata, "metadata");
  const spec = objectOf(found.object.spec, "spec");
  const name = nameOf(reference);
  if (textOf(metadata.deletionTimestamp, "deletionTimestamp") !== "") return `${name} is being deleted.`;
  const namespace = textOf(metadata.namespace, "namespace");
  if (spec.paused === true) {
    const resume = `kubectl rollout resume deployment/${plainText(reference.name)} -n ${plainText(namespace)}`;
    return `${name} is paused, and restarts nothing before: ${resume}`;
  }
  const master = chain[index + 1]?.reference;
  return {
    owner: { namespace, name: reference.name, uid: textOf(metadata.uid, "uid") },
    resource: kind.resource,
    name,
    ...kind.replacing(spec, objectOf(found.object.status, "status")),
    master: master === undefined ? "" : nameOf(master),
  };
}

/** What restarting the controller of a pod needs, by the owner that its row names; undefined when that is nothing to restart. */
export function restartResourceOf(owner: string): RestartableResource | undefined {
  const [kind = ""] = owner.split("/");
  return byPodOwner[kind];
}

const byPodOwner: Readonly<Record<string, RestartableResource>> = {
  ReplicaSet: "deployments",
  StatefulSet: "statefulsets",
  DaemonSet: "daemonsets",
};

/** Why the controller of a pod cannot be restarted, by the owner that its row names. */
export function whyNoRestart(pod: string, owner: string): string {
  const [kind = "", name = ""] = owner.split("/");
  return owner === "" ? `${pod} has no owner: there is nothing to restart.` : whyNone({ apiVersion: "", kind, name });
}

function whyNone(reference: OwnerReference): string {
  const why = others[reference.kind] ?? "is no Deployment, StatefulSet or DaemonSet, and podscope cannot restart it";
  return `${nameOf(reference)} ${why}.`;
}

function kindOf({ apiVersion, kind }: OwnerReference): Kind | undefined {
  return kinds[`${apiVersion} ${kind}`];
}

function nameOf({ kind, name }: OwnerReference): string {
  return plainText(`${kind}/${name}`);
}
