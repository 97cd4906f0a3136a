import type { ObjectName } from "../../objects/kubeObject.ts";
import type { RequestInfo } from "../requestInfo.ts";
import type { ResourceType } from "../resourceType.ts";
import { methodNotAllowed, pathNotFound } from "../statusError.ts";

/** Which object a path names. @throws StatusError when it names none, or leaves out its namespace */
export function namedIn({ namespace, name }: RequestInfo, { isNamespaced }: ResourceType): ObjectName {
  if (name === undefined) throw methodNotAllowed();
  if (!isNamespaced) return { name };
  if (namespace === undefined) throw pathNotFound();
  return { namespace, name };
}
