import { isObject, type JsonObject, listOf, objectOf } from "../jsonFields.ts";
import type { DescriptionWriter } from "./writer.ts";

/** Where variables come from, and what they are (pkg/describe, describeContainerEnvFrom and describeContainerEnvVars). */
export function describeEnvironment(container: JsonObject, pod: JsonObject, writer: DescriptionWriter): void {
  const sources = listOf(container.envFrom, "envFrom").filter(isObject);
  if (sources.length > 0) writer.line(2, "Environment Variables from:");
  for (const { configMapRef, secretRef, prefix } of sources) {
    const reference = isObject(configMapRef) ? configMapRef : objectOf(secretRef, "secretRef");
    const from = (isObject(configMapRef) ? "ConfigMap" : "Secret") + (prefix ? ` with prefix '${prefix}'` : "");
    writer.line(3, `${reference.name ?? ""}\t${from}\tOptional: ${reference.optional ?? false}`);
  }
  const variables = listOf(container.env, "env").filter(isObject);
  writer.line(2, `Environment:${variables.length === 0 ? "\t<none>" : ""}`);
  for (const variable of variables) describeVariable(variable, container, pod, writer);
}

function describeVariable(
  { name, value = "", valueFrom }: JsonObject,
  container: JsonObject,
  pod: JsonObject,
  writer: DescriptionWriter,
): void {
  if (!isObject(valueFrom)) {
    const [first = "", ...others] = String(value).split("\n");
    writer.line(3, `${name}:\t${first}`);
    for (const line of others) writer.line(3, `\t${line}`);
    return;
  }
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = valueFrom;
  if (isObject(fieldRef)) {
    writer.line(
      3,
      `${name}:\t${fieldValue(String(fieldRef.fieldPath), pod)} (${fieldRef.apiVersion ?? "v1"}:${fieldRef.fieldPath})`,
    );
  } else if (isObject(resourceFieldRef)) {
    writer.line(3, `${name}:\t${resourceValue(resourceFieldRef, container, pod)} (${resourceFieldRef.resource})`);
  } else if (isObject(secretKeyRef)) {
    const { key, name: secret = "", optional = false } = secretKeyRef;
    writer.line(3, `${name}:\t<set to the key '${key}' in secret '${secret}'>\tOptional: ${optional}`);
  } else if (isObject(configMapKeyRef)) {
    const { key, name: map = "", optional = false } = configMapKeyRef;
    writer.line(3, `${name}:\t<set to the key '${key}' of config map '${map}'>\tOptional: ${optional}`);
  }
}

/** Only what stands in the metadata is known to kubectl (pkg/util/fieldpath, ExtractFieldPathAsString). */
function fieldValue(path: string, pod: JsonObject): string {
  const metadata = objectOf(pod.metadata, "metadata");
  const [, map, key] = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path) ?? [];
  if (map !== undefined && key !== undefined) return String(objectOf(metadata[map], map)[key] ?? "");
  const [, field] = /^metadata\.(name|namespace|uid)$/.exec(path) ?? [];
  return field === undefined ? "" : String(metadata[field] ?? "");
}

const suffixes: Readonly<Record<string, number>> = {
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

function amountOf(quantity: string): number {
  const [, number = "0", suffix = ""] = /^([\d.]+)(\D*)$/.exec(quantity) ?? [];
  return Number(number) * (suffixes[suffix] ?? 1);
}

/** What a container may use, in whole divisors (pkg/util/resource, ExtractContainerResourceValue); without a limit the node's. */
function resourceValue(
  { resource, divisor, containerName }: JsonObject,
  container: JsonObject,
  pod: JsonObject,
): string {
  const all = listOf(objectOf(pod.spec, "spec").containers, "containers").filter(isObject);
  const of = all.find(({ name }) => name === containerName) ?? container;
  const [kind = "", ...name] = String(resource).split(".");
  const amounts = objectOf(objectOf(of.resources, "resources")[kind], kind);
  const by = amountOf(String(divisor ?? "1")) || 1;
  const value = Math.ceil(amountOf(String(amounts[name.join(".")] ?? "0")) / by);
  return kind === "limits" && value === 0 ? "node allocatable" : String(value);
}
