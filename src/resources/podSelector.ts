import { fieldTermsFrom } from "./fieldSelector.ts";
import { flagOf, type JsonObject, listOf, objectOf, textOf } from "./jsonFields.ts";
import { labelSelectorFrom } from "./labelSelector.ts";
import { SelectorError } from "./selectorError.ts";

/** The fields of a pod that can be selected by, as the API server knows them (pkg/registry/core/pod, ToSelectableFields). */
const fields: Readonly<Record<string, (pod: PodParts) => string>> = {
  "metadata.name": ({ metadata }) => text(metadata.name),
  "metadata.namespace": ({ metadata }) => text(metadata.namespace),
  "spec.nodeName": ({ spec }) => text(spec.nodeName),
  "spec.restartPolicy": ({ spec }) => text(spec.restartPolicy),
  "spec.schedulerName": ({ spec }) => text(spec.schedulerName),
  "spec.serviceAccountName": ({ spec }) => text(spec.serviceAccountName),
  "spec.hostNetwork": ({ spec }) => String(flagOf(spec.hostNetwork, "spec.hostNetwork")),
  "status.phase": ({ status }) => text(status.phase),
  "status.podIP": ({ status }) => text(status.podIP) || firstIp(status),
  "status.podIPs": () => "",
  "status.nominatedNodeName": ({ status }) => text(status.nominatedNodeName),
};

interface PodParts {
  readonly metadata: JsonObject;
  readonly spec: JsonObject;
  readonly status: JsonObject;
}

/**
 * Chooses pods as the API server does, for where there is none.
 * @throws SelectorError in the words of the API server.
 */
export function podSelectorFrom(selectors: {
  readonly labels: string;
  readonly fields: string;
}): (pod: JsonObject) => boolean {
  const labelsMatch = labelSelectorFrom(selectors.labels);
  const terms = fieldTermsFrom(selectors.fields).map(({ field, isEqual, value }) => {
    const read = Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (read === undefined) throw new SelectorError(`field label not supported: ${field}`);
    return (pod: PodParts) => (read(pod) === value) === isEqual;
  });
  return (pod) => {
    const parts = {
      metadata: objectOf(pod.metadata, "metadata"),
      spec: objectOf(pod.spec, "spec"),
      status: objectOf(pod.status, "status"),
    };
    return labelsMatch(labelsOf(parts.metadata)) && terms.every((term) => term(parts));
  };
}

function labelsOf(metadata: JsonObject): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(objectOf(metadata.labels, "metadata.labels")).map(([key, value]) => [key, text(value)]),
  );
}

function firstIp(status: JsonObject): string {
  return text(objectOf(listOf(status.podIPs, "status.podIPs")[0], "status.podIPs[0]").ip);
}

function text(value: unknown): string {
  return textOf(value, "a field to select by");
}
