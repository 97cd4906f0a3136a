import { type PodResources, unknownResources } from "../resources/podResources.ts";
import { type Field, word } from "./field.ts";
import { RecordingError } from "./recordingError.ts";

/** Written as one word, since replicas share them. */
export const resourcesField: Field<PodResources> = {
  absent: unknownResources,
  write: (resources, words) => word.write(textOf(resources), words),
  read: (json, words) => resourcesIn(word.read(json, words)),
};

const amountNames = ["cpuRequest", "cpuLimit", "memoryRequest", "memoryLimit"] as const;

const written = new WeakMap<PodResources, string>();
const read = new Map<string, PodResources>([["", unknownResources]]);
/** Nobody has so many kinds of pods: a file that claims it is not kept. */
const maxRead = 1 << 14;

/** `[250,null,134217728,268435456,["main"],[]]`. */
function textOf(resources: PodResources): string {
  if (resources === unknownResources) return "";
  const known = written.get(resources);
  if (known !== undefined) return known;
  const amounts = amountNames.map((name) => resources[name]);
  const text = JSON.stringify([...amounts, resources.containers, resources.others]);
  written.set(resources, text);
  return text;
}

function resourcesIn(text: string): PodResources {
  const known = read.get(text);
  if (known !== undefined) return known;
  if (read.size > maxRead) read.clear();
  const resources = resourcesFrom(partsOf(text));
  read.set(text, resources);
  return resources;
}

function partsOf(text: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(text);
    if (Array.isArray(parts)) return parts;
  } catch {
    // Said below.
  }
  throw new RecordingError("resources are none");
}

function resourcesFrom([cpuRequest, cpuLimit, memoryRequest, memoryLimit, containers, others]: readonly unknown[]) {
  return {
    cpuRequest: amountFrom(cpuRequest),
    cpuLimit: amountFrom(cpuLimit),
    memoryRequest: amountFrom(memoryRequest),
    memoryLimit: amountFrom(memoryLimit),
    containers: namesFrom(containers),
    others: namesFrom(others),
  };
}

function amountFrom(value: unknown): number {
  if (value === null) return Number.NaN;
  if (typeof value !== "number") throw new RecordingError("an amount is none");
  return value;
}

function namesFrom(value: unknown): readonly string[] {
  if (!Array.isArray(value) || !value.every((name) => typeof name === "string")) {
    throw new RecordingError("names of containers are none");
  }
  return value;
}
