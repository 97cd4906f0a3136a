import { grouped } from "../../base/grouped.ts";
import type { PodRow } from "../../resources/podRow.ts";
import type { Tone } from "../../table/column.ts";

/** What will come of a pod's place when the pod goes. */
export interface Fate {
  readonly text: string;
  readonly tone: Tone;
}

/** By the kind of the owner that controls the pod, what its controller does (kubernetes pkg/controller). */
const doings: Readonly<Record<string, (pod: PodRow) => string>> = {
  ReplicaSet: () => "will make another",
  ReplicationController: () => "will make another",
  StatefulSet: () => "will make it again, under the same name",
  DaemonSet: ({ node }) => (node === "" ? "will make another" : `will make another on ${node}`),
  Job: ({ health }) => (health === "done" ? "is done with it and makes no other" : "tries again if it has tries left"),
  // A mirror pod only shows what the kubelet runs from a file of its own.
  Node: () => "runs it from a file, and will show it again",
};

const ownerless: Fate = { text: "nothing will make it again: it has no owner", tone: "bad" };

/** Of one pod: `ReplicaSet/web-7f9 will make another`. */
export function fateOf(pod: PodRow): Fate {
  if (pod.owner === "") return ownerless;
  const [kind = ""] = pod.owner.split("/");
  const doing = doings[kind];
  if (doing === undefined) return { text: `${pod.owner} decides whether there will be another`, tone: "normal" };
  return { text: `${pod.owner} ${doing(pod)}`, tone: "normal" };
}

const mostOwners = 3;

/** Of several, those that nothing makes again first. */
export function fatesOf(pods: readonly PodRow[]): readonly Fate[] {
  if (pods.length === 1) return pods.map(fateOf);
  const owners = [...new Set(pods.map(({ owner }) => owner))].filter((owner) => owner !== "");
  const alone = pods.filter(({ owner }) => owner === "").length;
  const fates: Fate[] = [];
  if (alone > 0) {
    const who = alone === pods.length ? "none of them has" : alone === 1 ? "1 has" : `${grouped(alone)} have`;
    const no = alone === pods.length ? "an owner" : "no owner";
    fates.push({ text: `${who} ${no}: nothing will make ${alone === 1 ? "it" : "them"} again`, tone: "bad" });
  }
  if (owners.length > 0)
    fates.push({ text: `${listed(owners, mostOwners)} will make others where need be`, tone: "normal" });
  return fates;
}

/** `a, b, c and 4 more`. */
export function listed(names: readonly string[], most: number): string {
  const left = names.length - most;
  return left > 0 ? `${names.slice(0, most).join(", ")} and ${grouped(left)} more` : names.join(", ");
}
