import { plainText } from "../../base/plainText.ts";
import { durationText } from "../duration.ts";
import { eventAge } from "../eventLines.ts";
import type { EventRow } from "../eventRow.ts";
import { isObject, type JsonObject, listOf, objectOf, textOf, timeOf } from "../jsonFields.ts";
import { ownerOf } from "../page/ownerSection.ts";
import { describeContainers } from "./containers.ts";
import { describedTime } from "./describedTime.ts";
import { describeVolumes } from "./volumes.ts";
import { DescriptionWriter } from "./writer.ts";

/**
 * What `kubectl describe pod` prints (pkg/describe, describePod), line by line. `events` are undefined where they cannot be read; `now`
 * is in milliseconds since the epoch. @throws TypeError when it is no pod.
 */
export function podDescription(
  pod: JsonObject,
  events: readonly EventRow[] | undefined,
  now: number,
): readonly string[] {
  const writer = new DescriptionWriter();
  describeHead(pod, now, writer);
  describeAllContainers(pod, writer);
  describeConditions(pod, writer);
  const spec = objectOf(pod.spec, "spec");
  describeVolumes(listOf(spec.volumes, "volumes").filter(isObject), writer);
  writer.line(0, `QoS Class:\t${textOf(objectOf(pod.status, "status").qosClass, "qosClass")}`);
  writer.list(0, "Node-Selectors", pairsOf(spec.nodeSelector));
  writer.list(0, "Tolerations", tolerationsOf(spec));
  const spreads = listOf(spec.topologySpreadConstraints, "topologySpreadConstraints").filter(isObject).map(spreadText);
  if (spreads.length > 0) writer.list(0, "Topology Spread Constraints", spreads);
  if (events !== undefined) describeEvents(events, now, writer);
  return writer.lines().map(plainText);
}

function describeHead(pod: JsonObject, now: number, writer: DescriptionWriter): void {
  const metadata = objectOf(pod.metadata, "metadata");
  const spec = objectOf(pod.spec, "spec");
  const status = objectOf(pod.status, "status");
  const given = (label: string, value: unknown) => {
    if (value !== undefined && value !== null && value !== "") writer.line(0, `${label}:\t${String(value)}`);
  };
  writer.line(0, `Name:\t${textOf(metadata.name, "name")}`);
  writer.line(0, `Namespace:\t${textOf(metadata.namespace, "namespace")}`);
  given("Priority", spec.priority);
  given("Priority Class Name", spec.priorityClassName);
  given("Runtime Class Name", spec.runtimeClassName);
  given("Service Account", spec.serviceAccountName);
  const node = textOf(spec.nodeName, "nodeName");
  writer.line(0, `Node:\t${node === "" ? "<none>" : `${node}/${textOf(status.hostIP, "hostIP")}`}`);
  if (isGiven(status.startTime)) writer.line(0, `Start Time:\t${describedTime(status.startTime)}`);
  writer.list(0, "Labels", pairsOf(metadata.labels));
  writer.list(0, "Annotations", annotationsOf(metadata.annotations));
  describeStatus(pod, now, writer);
  given("Reason", status.reason);
  given("Message", status.message);
  writer.line(0, `IP:\t${textOf(status.podIP, "podIP")}`);
  const addresses = listOf(status.podIPs, "podIPs").filter(isObject);
  writer.line(0, addresses.length === 0 ? "IPs:\t<none>" : "IPs:");
  for (const { ip } of addresses) writer.line(1, `IP:\t${String(ip)}`);
  const owner = ownerOf(pod);
  if (owner !== undefined) writer.line(0, `Controlled By:\t${owner.kind}/${owner.name}`);
  given("NominatedNodeName", status.nominatedNodeName);
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

const finalPhases: ReadonlySet<unknown> = new Set(["Succeeded", "Failed"]);

function describeStatus({ metadata, status }: JsonObject, now: number, writer: DescriptionWriter): void {
  const { deletionTimestamp, deletionGracePeriodSeconds } = objectOf(metadata, "metadata");
  const phase = textOf(objectOf(status, "status").phase, "phase");
  if (!isGiven(deletionTimestamp) || finalPhases.has(phase)) {
    writer.line(0, `Status:\t${phase}`);
    return;
  }
  writer.line(0, `Status:\tTerminating (lasts ${durationText(now - timeOf(deletionTimestamp, "deletionTimestamp"))})`);
  writer.line(0, `Termination Grace Period:\t${String(deletionGracePeriodSeconds ?? 0)}s`);
}

function describeAllContainers(pod: JsonObject, writer: DescriptionWriter): void {
  const spec = objectOf(pod.spec, "spec");
  const status = objectOf(pod.status, "status");
  const objects = (value: unknown, name: string) => listOf(value, name).filter(isObject);
  const init = objects(spec.initContainers, "initContainers");
  const ephemeral = objects(spec.ephemeralContainers, "ephemeralContainers");
  if (init.length > 0) {
    describeContainers("Init Containers", init, objects(status.initContainerStatuses, "statuses"), pod, writer);
  }
  const main = objects(spec.containers, "containers");
  describeContainers("Containers", main, objects(status.containerStatuses, "statuses"), pod, writer);
  if (ephemeral.length > 0) {
    const statuses = objects(status.ephemeralContainerStatuses, "statuses");
    describeContainers("Ephemeral Containers", ephemeral, statuses, pod, writer);
  }
}

function describeConditions({ spec, status }: JsonObject, writer: DescriptionWriter): void {
  const conditions = listOf(objectOf(status, "status").conditions, "conditions").filter(isObject);
  const gates = listOf(objectOf(spec, "spec").readinessGates, "readinessGates").filter(isObject);
  if (gates.length > 0) writer.line(0, "Readiness Gates:");
  if (gates.length > 0) writer.line(1, "Type\tStatus");
  for (const { conditionType } of gates) {
    const met = conditions.find(({ type }) => type === conditionType)?.status ?? "<none>";
    writer.line(1, `${conditionType} \t${met} `);
  }
  if (conditions.length === 0) return;
  writer.line(0, "Conditions:");
  writer.line(1, "Type\tStatus");
  for (const { type, status: is } of conditions) writer.line(1, `${type} \t${is} `);
}

function pairsOf(value: unknown): readonly string[] {
  return sorted(value).map(([key, text]) => `${key}=${String(text)}`);
}

function sorted(value: unknown): readonly (readonly [string, unknown])[] {
  return Object.entries(objectOf(value, "map")).sort(([a], [b]) => (a < b ? -1 : 1));
}

const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";
const longestAnnotation = 140;

/** One line each while it is short; else the value below its key, cut (pkg/describe, printAnnotationsMultiline). */
function annotationsOf(value: unknown): readonly string[] {
  return sorted(value)
    .filter(([key]) => key !== lastApplied)
    .flatMap(([key, text]) => {
      const short = String(text).replace(/\n$/, "");
      if (short.length + key.length + 2 <= longestAnnotation && !short.includes("\n")) return [`${key}: ${short}`];
      const cut = (line: string) =>
        line.length > longestAnnotation - 2 ? `${line.slice(0, longestAnnotation - 2)}...` : line;
      return [`${key}:`, ...short.split("\n").map((line) => `  ${cut(line)}`)];
    });
}

function tolerationsOf({ tolerations }: JsonObject): readonly string[] {
  return listOf(tolerations, "tolerations")
    .filter(isObject)
    .sort((a, b) => (String(a.key ?? "") < String(b.key ?? "") ? -1 : 1))
    .map(({ key = "", value = "", effect = "", operator, tolerationSeconds }) => {
      const what = `${key}${value === "" ? "" : `=${value}`}${effect === "" ? "" : `:${effect}`}`;
      const exists = operator === "Exists" && value === "" ? `${what === "" ? "" : " "}op=Exists` : "";
      return what + exists + (isGiven(tolerationSeconds) ? ` for ${String(tolerationSeconds)}s` : "");
    });
}

function spreadText({ topologyKey, whenUnsatisfiable, maxSkew, labelSelector }: JsonObject): string {
  const labels = pairsOf(objectOf(labelSelector, "labelSelector").matchLabels).join(",");
  return `${topologyKey}:${whenUnsatisfiable} when max skew ${maxSkew} is exceeded for selector ${labels}`;
}

/** The oldest first (pkg/describe, DescribeEvents). */
function describeEvents(events: readonly EventRow[], now: number, writer: DescriptionWriter): void {
  if (events.length === 0) {
    writer.line(0, "Events:\t<none>");
    return;
  }
  writer.line(0, "Events:");
  writer.line(1, "Type\tReason\tAge\tFrom\tMessage");
  writer.line(1, "----\t------\t----\t----\t-------");
  for (const event of events.toReversed()) {
    const { type, reason, source, part, message } = event;
    const said = part === "" ? message : `${part}: ${message}`;
    writer.line(1, [type, reason, eventAge(event, now), source, said].join("\t"));
  }
}
