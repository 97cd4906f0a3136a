import { plainText } from "../../base/plainText.ts";
import { type StyledLine, styled } from "../../table/look.ts";
import { isObject, type JsonObject, listOf, objectOf, textOf, timeOf } from "../jsonFields.ts";
import { type Ages, labelledLine, type Section, signedLine } from "./section.ts";

/** What the pod is as a whole. @throws TypeError */
export function podSection(pod: JsonObject, ages: Ages): Section {
  const metadata = objectOf(pod.metadata, "metadata");
  const spec = objectOf(pod.spec, "spec");
  const status = objectOf(pod.status, "status");
  const text = (value: unknown) => plainText(String(value ?? ""));
  const deletesAt = timeOf(metadata.deletionTimestamp, "deletionTimestamp");
  const finalizers = listOf(metadata.finalizers, "finalizers").map(text).join(", ");
  const phase = [text(status.phase), text(status.reason)].filter(Boolean).join(", ");
  return {
    title: "Pod",
    lines: [
      ...labelledLine("phase", phase),
      ...labelledLine("message", text(status.message)),
      ...labelledLine("age", ages.of(timeOf(metadata.creationTimestamp, "creationTimestamp"))),
      ...labelledLine("deleting", Number.isNaN(deletesAt) ? "" : deletionWords(deletesAt, finalizers, ages)),
      ...labelledLine("address", text(status.podIP)),
      ...labelledLine("account", text(spec.serviceAccountName)),
      ...labelledLine("class", [text(status.qosClass), text(spec.priorityClassName)].filter(Boolean).join(", ")),
      ...labelledLine("gates", listOf(spec.schedulingGates, "schedulingGates").map(nameOf).join(", ")),
    ],
  };
}

function deletionWords(deadline: number, finalizers: string, ages: Ages): string {
  const when = deadline > ages.now ? "within its grace period" : `overdue for ${ages.of(deadline)}`;
  return finalizers === "" ? when : `${when}, waits for finalizers: ${finalizers}`;
}

function nameOf(item: unknown): string {
  return plainText(textOf(objectOf(item, "item").name, "name"));
}

/** Conditions that are good when they are not true. */
const badWhenTrue: ReadonlySet<string> = new Set(["DisruptionTarget"]);

/** Those that are not as they should be come with their reason. @throws TypeError */
export function conditionsSection(pod: JsonObject, ages: Ages): Section {
  const conditions = listOf(objectOf(pod.status, "status").conditions, "conditions").map((item) =>
    conditionLine(objectOf(item, "conditions[]"), ages),
  );
  return { title: "Conditions", lines: conditions };
}

function conditionLine(condition: JsonObject, ages: Ages): StyledLine {
  const type = textOf(condition.type, "type");
  const status = textOf(condition.status, "status");
  const isGood = (status === "True") !== badWhenTrue.has(type);
  const since = timeOf(condition.lastTransitionTime, "lastTransitionTime");
  const why = [textOf(condition.reason, "reason"), textOf(condition.message, "message")].filter(Boolean).join(": ");
  const age = Number.isNaN(since) ? "" : ` for ${ages.of(since)}`;
  return signedLine(
    isGood ? "good" : "warning",
    plainText(type),
    plainText(`${status}${age}${isGood || why === "" ? "" : `, ${why}`}`),
  );
}

/** An object that was asked for beside the pod: itself, or why it is not there, in the server's words. */
export type Found = { readonly object: JsonObject } | { readonly problem: string } | undefined;

/** The pod's node and what is wrong with it. @throws TypeError */
export function nodeSection(pod: JsonObject, node: Found, ages: Ages): Section {
  const name = plainText(textOf(objectOf(pod.spec, "spec").nodeName, "nodeName"));
  if (name === "") return { title: "Node", lines: [signedLine("busy", "none yet", "")] };
  if (node === undefined) return { title: "Node", lines: [signedLine("normal", name, "")] };
  if ("problem" in node) return { title: "Node", lines: [signedLine("normal", name, plainText(node.problem))] };
  const { metadata, spec, status } = node.object;
  const conditions = listOf(objectOf(status, "status").conditions, "conditions").filter(isObject);
  const ready = conditions.find(({ type }) => type === "Ready");
  const isReady = ready?.status === "True";
  const readySince =
    ready === undefined ? "" : ` for ${ages.of(timeOf(ready.lastTransitionTime, "lastTransitionTime"))}`;
  const taints = listOf(objectOf(spec, "spec").taints, "taints").filter(isObject).map(taintWords);
  const isUnschedulable = objectOf(spec, "spec").unschedulable === true;
  const age = ages.of(timeOf(objectOf(metadata, "metadata").creationTimestamp, "creationTimestamp"));
  return {
    title: "Node",
    lines: [
      signedLine(isReady ? "good" : "bad", name, `${isReady ? "ready" : "not ready"}${readySince}, ${age} old`),
      ...(isReady || ready === undefined ? [] : labelledLine("because", plainText(whyOf(ready)))),
      ...conditions
        .filter(({ type, status: is }) => type !== "Ready" && is === "True")
        .map((condition) => signedLine("warning", plainText(String(condition.type)), plainText(whyOf(condition)))),
      ...(isUnschedulable ? [signedLine("warning", "cordoned", "takes no new pods")] : []),
      ...labelledLine("taints", taints.join(", ")),
    ],
  };
}

function whyOf({ reason, message }: JsonObject): string {
  return [textOf(reason, "reason"), textOf(message, "message")].filter(Boolean).join(": ");
}

function taintWords({ key, value, effect }: JsonObject): string {
  return plainText(`${key}${value === undefined || value === "" ? "" : `=${value}`}:${effect}`);
}

/** The last lines of a crashed container, and which one. */
export interface LastWords {
  readonly container: string;
  readonly lines: readonly StyledLine[];
  readonly problem: string | undefined;
}

export function lastWordsSections(all: readonly LastWords[]): readonly Section[] {
  return all.map(({ container, lines, problem }) => ({
    title: `Last words of ${plainText(container)}`,
    lines:
      problem !== undefined
        ? [[styled(plainText(problem), { dim: true })]]
        : lines.length === 0
          ? [[styled("It said nothing.", { dim: true })]]
          : lines,
  }));
}
