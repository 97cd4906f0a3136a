import { isObject, type JsonObject, listOf, numberOf, objectOf, textOf } from "../jsonFields.ts";
import { describedTime } from "./describedTime.ts";
import { describeEnvironment } from "./environment.ts";
import { kubectlProbe } from "./kubectlProbe.ts";
import type { DescriptionWriter } from "./writer.ts";

/** Containers of one kind, with their statuses by name (pkg/describe, describeContainers). */
export function describeContainers(
  title: string,
  containers: readonly JsonObject[],
  statuses: readonly JsonObject[],
  pod: JsonObject,
  writer: DescriptionWriter,
): void {
  writer.line(0, `${title}:${containers.length === 0 ? " <none>" : ""}`);
  for (const container of containers) {
    const status = statuses.findLast(({ name }) => name === container.name);
    describeBasics(container, status, writer);
    describeTexts("Command", container.command, writer);
    describeTexts("Args", container.args, writer);
    if (status !== undefined) describeState(status, writer);
    describeResources(container, writer);
    for (const name of ["liveness", "readiness", "startup"]) {
      const probe = container[`${name}Probe`];
      if (isObject(probe)) writer.line(2, `${name[0]?.toUpperCase()}${name.slice(1)}:\t${kubectlProbe(probe)}`);
    }
    describeEnvironment(container, pod, writer);
    describeMounts(container, writer);
  }
}

function describeBasics(container: JsonObject, status: JsonObject | undefined, writer: DescriptionWriter): void {
  writer.line(1, `${textOf(container.name, "name")}:`);
  if (status !== undefined) writer.line(2, `Container ID:\t${textOf(status.containerID, "containerID")}`);
  writer.line(2, `Image:\t${textOf(container.image, "image")}`);
  if (status !== undefined) writer.line(2, `Image ID:\t${textOf(status.imageID, "imageID")}`);
  const ports = listOf(container.ports, "ports").filter(isObject);
  for (const [label, field] of [
    ["Port", "containerPort"],
    ["Host Port", "hostPort"],
  ] as const) {
    const words = ports.map(
      ({ [field]: port = 0, protocol = "TCP", name }) => `${port}/${protocol}${name ? ` (${name})` : ""}`,
    );
    writer.line(2, `${label}${words.length > 1 ? "s" : ""}:\t${words.join(", ") || "<none>"}`);
  }
}

function describeTexts(label: string, texts: unknown, writer: DescriptionWriter): void {
  const lines = listOf(texts, label).flatMap((text) => String(text).split("\n"));
  if (lines.length > 0) writer.line(2, `${label}:`);
  for (const line of lines) writer.line(3, line);
}

function describeState(status: JsonObject, writer: DescriptionWriter): void {
  describeOneState("State", objectOf(status.state, "state"), writer);
  const lastState = objectOf(status.lastState, "lastState");
  if (isObject(lastState.terminated)) describeOneState("Last State", lastState, writer);
  writer.line(2, `Ready:\t${status.ready === true ? "True" : "False"}`);
  writer.line(2, `Restart Count:\t${numberOf(status.restartCount, "restartCount")}`);
}

function describeOneState(
  label: string,
  { running, waiting, terminated }: JsonObject,
  writer: DescriptionWriter,
): void {
  const field = (name: string, value: unknown) => {
    if (value !== undefined && value !== "") writer.line(3, `${name}:\t${String(value)}`);
  };
  if (isObject(running)) {
    writer.line(2, `${label}:\tRunning`);
    writer.line(3, `Started:\t${describedTime(running.startedAt)}`);
  } else if (isObject(waiting) || !isObject(terminated)) {
    writer.line(2, `${label}:\tWaiting`);
    field("Reason", isObject(waiting) ? waiting.reason : undefined);
  } else {
    writer.line(2, `${label}:\tTerminated`);
    field("Reason", terminated.reason);
    field("Message", terminated.message);
    writer.line(3, `Exit Code:\t${numberOf(terminated.exitCode, "exitCode")}`);
    field("Signal", terminated.signal || undefined);
    writer.line(3, `Started:\t${describedTime(terminated.startedAt)}`);
    writer.line(3, `Finished:\t${describedTime(terminated.finishedAt)}`);
  }
}

function describeResources({ resources }: JsonObject, writer: DescriptionWriter): void {
  for (const [label, amounts] of [
    ["Limits", objectOf(resources, "resources").limits],
    ["Requests", objectOf(resources, "resources").requests],
  ] as const) {
    const pairs = Object.entries(objectOf(amounts, label)).sort(([a], [b]) => (a < b ? -1 : 1));
    if (pairs.length > 0) writer.line(2, `${label}:`);
    for (const [name, amount] of pairs) writer.line(3, `${name}:\t${String(amount)}`);
  }
}

function describeMounts(container: JsonObject, writer: DescriptionWriter): void {
  const mounts = listOf(container.volumeMounts, "volumeMounts")
    .filter(isObject)
    .sort((a, b) => (String(a.mountPath) < String(b.mountPath) ? -1 : 1));
  writer.line(2, `Mounts:${mounts.length === 0 ? "\t<none>" : ""}`);
  for (const { mountPath, name, readOnly, subPath } of mounts) {
    const flags = [readOnly === true ? "ro" : "rw", ...(subPath ? [`path=${JSON.stringify(subPath)}`] : [])];
    writer.line(3, `${mountPath} from ${name} (${flags.join(",")})`);
  }
  const devices = listOf(container.volumeDevices, "volumeDevices").filter(isObject);
  if (devices.length > 0) writer.line(2, "Devices:");
  for (const { devicePath, name } of devices) writer.line(3, `${devicePath} from ${name}`);
}
