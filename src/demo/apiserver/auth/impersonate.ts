import type { IncomingHttpHeaders } from "node:http";
import type { User } from "../apiRequest.ts";
import { StatusError } from "../statusError.ts";
import type { RbacAuthorizer } from "./rbacAuthorizer.ts";
import { forbidden, type ResourceAttributes } from "./requestAttributes.ts";
import { anonymous, authenticatedGroup, serviceAccountOf } from "./users.ts";

/**
 * Who a request is to be answered as: whom its headers `Impersonate-*` name, when the sender may speak for them
 * (apiserver pkg/endpoints/filters/impersonation).
 * @param headers as Node has them: repeated ones joined, so that no group may have a comma in its name.
 * @throws StatusError Forbidden, BadRequest
 */
export function impersonate(user: User, headers: IncomingHttpHeaders, authorizer: RbacAuthorizer): User {
  const username = headerOf(headers, "impersonate-user");
  const groups = wordsOf(headerOf(headers, "impersonate-group"));
  if (username === "") {
    if (groups.length === 0) return user;
    const named = groups.map((group) => `{Group  ${group}    }`).join(" ");
    throw new StatusError("BadRequest", `requested [${named}] without impersonating a user`);
  }
  for (const wanted of impersonations(username, groups)) {
    const { isAllowed, reason } = authorizer.authorize(user, wanted);
    if (!isAllowed) throw forbidden(user, wanted, reason);
  }
  return { name: username, groups: groupsOf(username, groups) };
}

function impersonations(username: string, groups: readonly string[]): readonly ResourceAttributes[] {
  const account = serviceAccountOf(username);
  const asUser =
    account === undefined ? { resource: "users", name: username } : { resource: "serviceaccounts", ...account };
  const asGroups = groups.map((name) => ({ resource: "groups", name }));
  return [asUser, ...asGroups].map((what) => ({ verb: "impersonate", group: "", ...what }));
}

function groupsOf(username: string, groups: readonly string[]): readonly string[] {
  const account = serviceAccountOf(username);
  const all =
    account !== undefined && groups.length === 0
      ? ["system:serviceaccounts", `system:serviceaccounts:${account.namespace}`]
      : groups;
  const proof = username === anonymous.name ? anonymous.groups : [authenticatedGroup];
  return all.some((group) => group === authenticatedGroup || anonymous.groups.includes(group))
    ? all
    : [...all, ...proof];
}

function headerOf(headers: IncomingHttpHeaders, name: string): string {
  return [headers[name] ?? ""].flat().join(", ");
}

function wordsOf(joined: string): readonly string[] {
  return joined === "" ? [] : joined.split(/, */);
}
