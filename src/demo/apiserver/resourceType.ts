import type { KubeObject } from "../objects/kubeObject.ts";
import type { FieldProblem } from "./statusError.ts";
import type { NameRule } from "./validation/names.ts";

/**
 * One kind of object and how the API server treats it: what its real counterpart keeps in a strategy
 * (kubernetes pkg/registry). Hooks are pure: they get whole objects and return new ones.
 */
export interface ResourceType<T extends KubeObject = KubeObject> {
  /** `` for the core group. */
  readonly group: string;
  readonly version: string;
  /** The plural of the path, as `pods`. */
  readonly resource: string;
  readonly singular: string;
  readonly kind: string;
  readonly shortNames: readonly string[];
  readonly categories?: readonly string[];
  readonly isNamespaced: boolean;
  /** Of a kind that nothing in this cluster acts on: it can be looked for, and there is none. */
  readonly isReadOnly?: boolean;
  /** Subresources that are served below an object, `status` and `scale` among them. */
  readonly subresources: readonly string[];
  /** Fields that a field selector may name besides metadata.name and metadata.namespace. */
  readonly selectableFields?: Readonly<Record<string, SelectableField<T>>>;
  /** What its names look like. Default `subdomain`. */
  readonly nameRule?: NameRule;
  /** Fills in what may be left out, and drops what a client may not set. Metadata is complete already. */
  prepareForCreate?(object: T): T;
  /** As above, for a change through the main resource: `next` has the old status already. */
  prepareForUpdate?(next: T, previous: T): T;
  /** Says what is wrong with an object; `previous` is given for a change. */
  validate?(object: T, previous: T | undefined): readonly FieldProblem[];
  /** What else changes when its deletion begins. */
  prepareForDelete?(object: T): T;
  /** Seconds that the object stays, marked as deleted, for somebody to end it. Without this hook it goes at once. */
  gracePeriodSeconds?(object: T, requested: number | undefined): number;
}

interface SelectableField<T> {
  of(object: T): string;
}

/** Names the type of a kind's objects; the compiler checks the hooks with it. */
export function resourceType<T extends KubeObject>(type: ResourceType<T>): ResourceType<T> {
  return type;
}

/** `v1`, `apps/v1`. */
export function apiVersionOf({ group, version }: Pick<ResourceType, "group" | "version">): string {
  return group === "" ? version : `${group}/${version}`;
}

/** Kinds of which the server counts changes of the spec. */
export function countsGenerations({ subresources, resource }: ResourceType): boolean {
  return subresources.includes("status") && resource !== "namespaces" && resource !== "nodes";
}
