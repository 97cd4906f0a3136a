import { plainText } from "../../base/plainText.ts";
import type { Tone } from "../../table/column.ts";
import type { StyledLine } from "../../table/look.ts";
import { durationText } from "../duration.ts";
import { exitWords } from "../exitWords.ts";
import { isObject, type JsonObject, listOf, numberOf, objectOf, textOf, timeOf } from "../jsonFields.ts";
import { probeWords } from "./probeWords.ts";
import { type Ages, labelledLine, type Section, signedLine } from "./section.ts";

const init = "Init containers";
const kinds = [
  { title: init, spec: "initContainers", status: "initContainerStatuses" },
  { title: "Containers", spec: "containers", status: "containerStatuses" },
  { title: "Ephemeral containers", spec: "ephemeralContainers", status: "ephemeralContainerStatuses" },
] as const;

/** What a back-off says of the pod and the container is said by the page. */
const backOffOf = / restarting failed container=.*$/;

const probes = ["startup", "readiness", "liveness"] as const;

/** Every container with its state, why, and what it may use, in sections by kind, those that matter now first. @throws TypeError */
export function containerSections(pod: JsonObject, ages: Ages): readonly Section[] {
  return sectionsOf(pod, ages, containerLines);
}

/** One line a container: its state and why, those that matter now first. @throws TypeError */
export function containerStates(pod: JsonObject, ages: Ages): readonly StyledLine[] {
  return sectionsOf(pod, ages, (...container) => [stateLine(...container)]).flatMap(({ lines }) => lines);
}

function sectionsOf(pod: JsonObject, ages: Ages, linesOf: typeof containerLines): readonly Section[] {
  const spec = objectOf(pod.spec, "spec");
  const status = objectOf(pod.status, "status");
  const sections = kinds.flatMap(({ title, spec: name, status: statusName }) => {
    const statuses = listOf(status[statusName], statusName).filter(isObject);
    const lines = listOf(spec[name], name).flatMap((item) => {
      const container = objectOf(item, name);
      const isInit = name === "initContainers" && container.restartPolicy !== "Always";
      return linesOf(container, statuses.findLast((one) => one.name === container.name) ?? {}, isInit, ages);
    });
    return lines.length === 0 ? [] : [{ title, lines }];
  });
  // While init containers run, or fail, it is them that one wants to see.
  const isInitialized = statusOfCondition(status, "Initialized") === "True";
  return isInitialized ? sections.toSorted((a, b) => Number(a.title === init) - Number(b.title === init)) : sections;
}

function statusOfCondition(status: JsonObject, type: string): unknown {
  const conditions = listOf(status.conditions, "conditions").filter(isObject);
  return conditions.find((condition) => condition.type === type)?.status;
}

function stateLine(container: JsonObject, status: JsonObject, isInit: boolean, ages: Ages): StyledLine {
  const { tone, words } = stateOf(status, isInit, ages);
  const sidecar = container.restartPolicy === "Always" && !isInit ? "sidecar, " : "";
  return signedLine(tone, plainText(textOf(container.name, "name")), plainText(sidecar + words));
}

function containerLines(container: JsonObject, status: JsonObject, isInit: boolean, ages: Ages): readonly StyledLine[] {
  const { terminated } = objectOf(status.lastState, "lastState");
  const restarts = numberOf(status.restartCount, "restartCount");
  const resources = objectOf(container.resources, "resources");
  const image = textOf(container.image, "image");
  return [
    stateLine(container, status, isInit, ages),
    ...labelledLine("last run", isObject(terminated) ? plainText(runWords(terminated, ages)) : ""),
    ...labelledLine("restarts", restarts === 0 ? "" : String(restarts)),
    ...labelledLine("image", plainText(image)),
    ...labelledLine("requests", amounts(resources.requests)),
    ...labelledLine("limits", amounts(resources.limits)),
    ...probes.flatMap((name) => {
      const probe = container[`${name}Probe`];
      return labelledLine(name, isObject(probe) ? plainText(probeWords(probe)) : "");
    }),
  ];
}

function stateOf(status: JsonObject, isInit: boolean, ages: Ages): { readonly tone: Tone; readonly words: string } {
  const { running, terminated, waiting } = objectOf(status.state, "state");
  if (isObject(running)) {
    const since = `running for ${ages.of(timeOf(running.startedAt, "startedAt"))}`;
    if (isInit) return { tone: "busy", words: since };
    return status.ready === true ? { tone: "good", words: since } : { tone: "warning", words: `${since}, not ready` };
  }
  if (isObject(terminated)) {
    const isWell = numberOf(terminated.exitCode, "exitCode") === 0;
    return { tone: isWell ? "muted" : "bad", words: runWords(terminated, ages) };
  }
  const { reason, message } = objectOf(waiting, "waiting");
  const told = textOf(message, "message").replace(backOffOf, "");
  const why = [textOf(reason, "reason"), told].filter(Boolean).join(": ");
  const isStarting = reason === undefined || reason === "ContainerCreating" || reason === "PodInitializing";
  return { tone: isStarting ? "busy" : "bad", words: why === "" ? "waiting" : `waiting, ${why}` };
}

/** `exit 137 (SIGKILL), OOMKilled, 3m ago after 1m20s: its message`. */
function runWords(terminated: JsonObject, ages: Ages): string {
  const finishedAt = timeOf(terminated.finishedAt, "finishedAt");
  const startedAt = timeOf(terminated.startedAt, "startedAt");
  const ran = Number.isNaN(startedAt - finishedAt) ? "" : ` after ${durationText(finishedAt - startedAt)}`;
  const ago = Number.isNaN(finishedAt) ? "" : `, ${ages.of(finishedAt)} ago${ran}`;
  const message = textOf(terminated.message, "message").trim();
  return exitWords(terminated) + ago + (message === "" ? "" : `: ${message}`);
}

function amounts(value: unknown): string {
  return Object.entries(objectOf(value, "resources"))
    .map(([name, amount]) => plainText(`${name} ${String(amount)}`))
    .join(", ");
}
