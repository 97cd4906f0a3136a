import { plainText } from "../../base/plainText.ts";
import type { StyledLine } from "../../table/look.ts";
import { workloadOf } from "../causes/workload.ts";
import { isObject, type JsonObject, listOf, objectOf, textOf, timeOf } from "../jsonFields.ts";
import type { PodRow } from "../podRow.ts";
import { containerStates } from "./containersSection.ts";
import { type Ages, toldLines } from "./section.ts";

/** `Deployment/web, ReplicaSet/web-7d9f8, this pod`: who made whom, as far as the row tells. */
export function makersOf(row: PodRow): string {
  const [kind = ""] = row.owner.split("/");
  if (kind === "") return "nobody: no controller makes it anew";
  if (kind === "Node") return `the kubelet of ${row.owner.slice(kind.length + 1)} itself, from a file`;
  const workload = workloadOf(row);
  const made = `${workload.kind}/${workload.name}`;
  return plainText([...(made === row.owner ? [] : [made]), row.owner, "this pod"].join(" > "));
}

/** What became of a pod after it was made: where the scheduler put it, and what the kubelet says. @throws TypeError */
export function podJourney(pod: JsonObject, ages: Ages): readonly StyledLine[] {
  const created = timeOf(objectOf(pod.metadata, "metadata").creationTimestamp, "creationTimestamp");
  return [
    ...toldLines("created", `${ages.of(created)} ago`),
    ...toldLines("scheduler", schedulerWords(pod, ages)),
    ...toldLines("kubelet", kubeletWords(pod, ages)),
    ...containerStates(pod, ages).map((line) => [{ text: "    ", look: {} }, ...line]),
  ];
}

function schedulerWords(pod: JsonObject, ages: Ages): string {
  const node = textOf(objectOf(pod.spec, "spec").nodeName, "nodeName");
  const { nominatedNodeName } = objectOf(pod.status, "status");
  const decision = conditionOf(pod, "PodScheduled");
  if (node !== "") {
    if (decision?.status !== "True") return `was not asked: the pod names ${node} itself`;
    return `put it on ${node}, ${ages.of(changedAt(decision))} ago`;
  }
  const room = textOf(nominatedNodeName, "nominatedNodeName");
  const waits = room === "" ? "" : `; others are evicted on ${room} to make room`;
  if (decision === undefined) return `has not looked at it yet${waits}`;
  return `has found no node for ${ages.of(changedAt(decision))}: ${whyOf(decision)}${waits}`;
}

function kubeletWords(pod: JsonObject, ages: Ages): string {
  const node = textOf(objectOf(pod.spec, "spec").nodeName, "nodeName");
  if (node === "") return "none before there is a node";
  const ready = conditionOf(pod, "Ready");
  if (ready === undefined) return `of ${node} has not reported yet`;
  const since = `for ${ages.of(changedAt(ready))}`;
  return ready.status === "True" ? `says ready ${since}` : `says not ready ${since}: ${whyOf(ready)}`;
}

function conditionOf(pod: JsonObject, wanted: string): JsonObject | undefined {
  const { conditions } = objectOf(pod.status, "status");
  return listOf(conditions, "conditions")
    .filter(isObject)
    .find(({ type }) => type === wanted);
}

function changedAt({ lastTransitionTime }: JsonObject): number {
  return timeOf(lastTransitionTime, "lastTransitionTime");
}

function whyOf({ reason, message }: JsonObject): string {
  return [textOf(reason, "reason"), textOf(message, "message")].filter(Boolean).join(": ") || "no reason given";
}
