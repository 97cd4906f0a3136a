import { plainText } from "../base/plainText.ts";
import { isObject, type JsonObject } from "../resources/jsonFields.ts";
import { FileError } from "./fileError.ts";

/** One Kubernetes object of a file, and where it is, for a person: `item 3`. */
export interface FileObject {
  readonly object: JsonObject;
  readonly kind: string;
  readonly place: string;
}

/** Lists are told by the name of their kind, as everywhere in Kubernetes. */
export function isListKind(kind: unknown): boolean {
  return typeof kind === "string" && kind.endsWith("List");
}

/** What an item is that does not say so itself: a PodList says it for its items. Undefined when the list does not say either. */
export function kindOfItemsIn(listKind: string): string | undefined {
  return listKind === "List" ? undefined : listKind.slice(0, -"List".length);
}

/** @throws FileError when it is no Kubernetes object. `kind` is what it is when it does not say so. */
export function fileObjectOf(file: string, value: unknown, place: string, kind: string | undefined): FileObject {
  if (!isObject(value)) throw new FileError(`${file}: ${place} is no Kubernetes object: it has no fields`);
  const own = typeof value.kind === "string" && value.kind !== "" ? value.kind : kind;
  if (own === undefined) throw new FileError(`${file}: ${place} is no Kubernetes object: it has no kind`);
  return { object: value, kind: plainText(own), place };
}
