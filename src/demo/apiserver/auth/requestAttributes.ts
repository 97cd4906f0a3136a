import type { User } from "../apiRequest.ts";
import type { RequestInfo } from "../requestInfo.ts";
import { qualified, StatusError } from "../statusError.ts";

/** What somebody wants to do, as authorization sees it (apiserver pkg/authorization/authorizer Attributes). */
export type RequestAttributes = ResourceAttributes | PathAttributes;

export interface ResourceAttributes {
  /** `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `deletecollection`, or any other word. */
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  /** Absent or empty: the whole cluster. */
  readonly namespace?: string;
  readonly name?: string;
}

/** A request for no resource, as `/version`; the verb is its method in small letters. */
export interface PathAttributes {
  readonly verb: string;
  readonly path: string;
}

export function attributesOf(info: RequestInfo, path: string): RequestAttributes {
  const { isResource, verb, group, resource, subresource, namespace, name } = info;
  if (!isResource) return { verb, path };
  return { verb, group, resource, subresource, namespace: namespace ?? "", name: name ?? "" };
}

/** `pods`, `pods/log`. */
export function combinedResource({ resource, subresource = "" }: ResourceAttributes): string {
  return subresource === "" ? resource : `${resource}/${subresource}`;
}

/** @param reason why the authorizer could not tell better, if it could not. */
export function forbidden(user: User, wanted: RequestAttributes, reason = ""): StatusError {
  const why = `${sentence(user, wanted)}${reason === "" ? "" : `: ${reason}`}`;
  if ("path" in wanted) return new StatusError("Forbidden", `forbidden: ${why}`, {});
  const { group, resource, name = "" } = wanted;
  const details = { ...(name === "" ? {} : { name }), ...(group === "" ? {} : { group }), kind: resource };
  return new StatusError(
    "Forbidden",
    `${qualified(wanted)}${name === "" ? "" : ` "${name}"`} is forbidden: ${why}`,
    details,
  );
}

/** Of apiserver pkg/endpoints/handlers/responsewriters: nothing in it may look like HTML. */
function sentence({ name }: User, wanted: RequestAttributes): string {
  const text = `User "${name}" cannot ${wanted.verb} ${objectOf(wanted)}`;
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function objectOf(wanted: RequestAttributes): string {
  if ("path" in wanted) return `path "${wanted.path}"`;
  const { group, namespace = "" } = wanted;
  const where = namespace === "" ? "at the cluster scope" : `in the namespace "${namespace}"`;
  return `resource "${combinedResource(wanted)}" in API group "${group}" ${where}`;
}
