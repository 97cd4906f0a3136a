import { type ContainerSpecFacts, noResources, type PodFacts, type ResourceFacts } from "./podFacts.ts";
import { quantityFrom, unitsOf } from "./quantity.ts";

/** What a pod asks for and may use in all, of what is measured. The same object for pods of the same spec. */
export interface PodResources {
  /** Millicores; NaN when nothing is asked for, or nothing limits the pod, as the next three. */
  readonly cpuRequest: number;
  readonly cpuLimit: number;
  /** Bytes. */
  readonly memoryRequest: number;
  readonly memoryLimit: number;
  /** Names of the containers that this is the sum of: those that run as long as the pod does. */
  readonly containers: readonly string[];
  /** Names of those that come and go: init containers that are no sidecars, ephemeral ones. */
  readonly others: readonly string[];
}

/** Of a pod whose spec nobody has read. */
export const unknownResources: PodResources = {
  cpuRequest: Number.NaN,
  cpuLimit: Number.NaN,
  memoryRequest: Number.NaN,
  memoryLimit: Number.NaN,
  containers: [],
  others: [],
};

/** Parts of specs after which sharing starts afresh, so that what nobody has any more is not kept for ever. */
const maxParts = 1 << 16;

/** Specs as a tree of their texts, one after the other: no text is put together to find one that is known. No name has a colon. */
interface Part {
  readonly next: Map<string, Part>;
  resources: PodResources | undefined;
}

/** For the whole process, as the words of rows are. */
let root = newPart();
let parts = 0;

/**
 * The resources of a pod. Requests and limits are those of the pod as a whole where it has them, else the sum over app containers
 * and sidecars: as kube-scheduler counts them (component-helpers resource PodRequests, PodLimits), but without init containers,
 * which do not run when the others are measured. One container without a limit leaves the pod without one.
 */
export function podResourcesOf(pod: PodFacts): PodResources {
  const { containers, initContainers, ephemeralContainers, resources } = pod;
  let part = resources === noResources ? root : partOf(partAfter(root, "pod:"), resources);
  for (const container of containers) part = partOf(partAfter(part, container.name), container);
  for (const container of initContainers) {
    part = partOf(partAfter(partAfter(part, isSidecar(container) ? "sidecar:" : "init:"), container.name), container);
  }
  for (const name of ephemeralContainers) part = partAfter(partAfter(part, "ephemeral:"), name);
  part.resources ??= newResources(pod);
  const found = part.resources;
  if (parts > maxParts) {
    root = newPart();
    parts = 0;
  }
  return found;
}

function partOf(part: Part, { cpuRequest, cpuLimit, memoryRequest, memoryLimit }: ResourceFacts): Part {
  return partAfter(partAfter(partAfter(partAfter(part, cpuRequest), cpuLimit), memoryRequest), memoryLimit);
}

function partAfter({ next }: Part, text: string): Part {
  const known = next.get(text);
  if (known !== undefined) return known;
  const part = newPart();
  next.set(text, part);
  parts++;
  return part;
}

function newPart(): Part {
  return { next: new Map(), resources: undefined };
}

function newResources({ containers, initContainers, ephemeralContainers, resources }: PodFacts): PodResources {
  const lasting = [...containers, ...initContainers.filter(isSidecar)];
  const request = (name: "cpuRequest" | "memoryRequest") => {
    const texts = lasting.map((container) => container[name]).filter((text) => text !== "");
    return resources[name] === "" ? sumOf(texts, units[name]) : sumOf([resources[name]], units[name]);
  };
  const limit = (name: "cpuLimit" | "memoryLimit") =>
    resources[name] === ""
      ? sumOf(
          lasting.map((container) => container[name]),
          units[name],
        )
      : sumOf([resources[name]], units[name]);
  return {
    cpuRequest: request("cpuRequest"),
    cpuLimit: limit("cpuLimit"),
    memoryRequest: request("memoryRequest"),
    memoryLimit: limit("memoryLimit"),
    containers: lasting.map(({ name }) => name),
    others: [
      ...initContainers.filter((container) => !isSidecar(container)).map(({ name }) => name),
      ...ephemeralContainers,
    ],
  };
}

function isSidecar({ restartPolicy }: ContainerSpecFacts): boolean {
  return restartPolicy === "Always";
}

/** Powers of ten: thousandths for CPU. */
const units: Readonly<Record<keyof ResourceFacts, number>> = {
  cpuRequest: -3,
  cpuLimit: -3,
  memoryRequest: 0,
  memoryLimit: 0,
};

/** NaN when there is none, or one of them is no quantity. */
function sumOf(texts: readonly string[], unit: number): number {
  if (texts.length === 0) return Number.NaN;
  return texts.reduce((sum, text) => {
    const quantity = quantityFrom(text);
    return sum + (quantity === undefined ? Number.NaN : unitsOf(quantity, unit));
  }, 0);
}
