import type { ObjectName } from "../../objects/kubeObject.ts";
import type { RequestInfo } from "../requestInfo.ts";
import type { ResourceType } from "../resourceType.ts";
import { methodNotAllowed, pathNotFound } from "../statusError.ts";

/** Which object a path names. @throws StatusError when it names none, or one in a namespace that cannot have it */
export function namedIn({ namespace, name }: RequestInfo, { isNamespaced, resource }: ResourceType): ObjectName {
  if (name === undefined) throw methodNotAllowed();
  if (isNamespaced && namespace !== undefined) return { namespace, name };
  if (isNamespaced || (namespace !== undefined && resource !== "namespaces")) throw pathNotFound();
  return { name };
}
