import { fieldTermsFrom } from "../../../resources/fieldSelector.ts";
import { labelSelectorFrom } from "../../../resources/labelSelector.ts";
import { SelectorError } from "../../../resources/selectorError.ts";
import type { KubeObject } from "../../objects/kubeObject.ts";
import type { RequestInfo } from "../requestInfo.ts";
import type { ResourceType } from "../resourceType.ts";
import { StatusError } from "../statusError.ts";

/** Which objects of a kind a list or a watch is about. */
export interface Selection {
  /** True when labels or fields choose: then nobody counts what remains of a list. */
  readonly isNarrowed: boolean;
  has(object: KubeObject): boolean;
}

/** @throws StatusError BadRequest for a selector that cannot be understood */
export function selectionOf(type: ResourceType, { namespace }: RequestInfo, query: URLSearchParams): Selection {
  const labels = query.get("labelSelector") ?? "";
  const fields = query.get("fieldSelector") ?? "";
  try {
    const tests = [...namespaceTest(namespace), ...labelTest(labels), ...fieldTests(type, fields)];
    return { isNarrowed: labels !== "" || fields !== "", has: (object) => tests.every((test) => test(object)) };
  } catch (error) {
    if (error instanceof SelectorError) throw new StatusError("BadRequest", error.message);
    throw error;
  }
}

type Test = (object: KubeObject) => boolean;

function namespaceTest(namespace: string | undefined): readonly Test[] {
  return namespace === undefined ? [] : [({ metadata }) => metadata.namespace === namespace];
}

function labelTest(text: string): readonly Test[] {
  if (text === "") return [];
  const matches = labelSelectorFrom(text);
  return [({ metadata }) => matches(new Map(Object.entries(metadata.labels ?? {})))];
}

function fieldTests(type: ResourceType, text: string): readonly Test[] {
  return fieldTermsFrom(text).map(({ field, isEqual, value }) => {
    const read = fieldOf(type, field);
    if (read === undefined) throw new SelectorError(`field label not supported: ${field}`);
    return (object) => (read(object) === value) === isEqual;
  });
}

function fieldOf(
  { selectableFields = {}, isNamespaced }: ResourceType,
  field: string,
): ((object: KubeObject) => string) | undefined {
  if (field === "metadata.name") return ({ metadata }) => metadata.name;
  if (field === "metadata.namespace" && isNamespaced) return ({ metadata }) => metadata.namespace ?? "";
  const selectable = Object.hasOwn(selectableFields, field) ? selectableFields[field] : undefined;
  return selectable === undefined ? undefined : (object) => selectable.of(object);
}
