/** The questions about one's own and others' rights: they are answered and never kept (kubernetes pkg/registry/authorization). */
import type { PolicyRule } from "../../objects/rbac.ts";
import type { User } from "../apiRequest.ts";
import { StatusError } from "../statusError.ts";
import type { RbacAuthorizer } from "./rbacAuthorizer.ts";
import type { RequestAttributes } from "./requestAttributes.ts";

/** `spec` of a SelfSubjectAccessReview; with a user or groups of a SubjectAccessReview. */
export interface AccessQuestion {
  readonly resourceAttributes?: {
    readonly namespace?: string;
    readonly verb?: string;
    readonly group?: string;
    readonly resource?: string;
    readonly subresource?: string;
    readonly name?: string;
  };
  readonly nonResourceAttributes?: { readonly path?: string; readonly verb?: string };
  readonly user?: string;
  readonly groups?: readonly string[];
  readonly uid?: string;
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/** The status of a SelfSubjectAccessReview or SubjectAccessReview. @throws StatusError Invalid */
export function reviewAccess(authorizer: RbacAuthorizer, user: User, spec: AccessQuestion) {
  const { isAllowed, reason } = authorizer.authorize(user, attributesOf(spec));
  return { allowed: isAllowed, ...(reason === "" ? {} : { reason }) };
}

/** Whom a SubjectAccessReview asks about. @throws StatusError Invalid */
export function subjectOf({ user = "", groups = [], uid, extra }: AccessQuestion): User {
  if (user === "" && groups.length === 0) {
    throw invalidReview("spec.user", 'Invalid value: "": at least one of user or group must be specified');
  }
  return { name: user, groups, ...(uid === undefined ? {} : { uid }), ...(extra === undefined ? {} : { extra }) };
}

/** The status of a SelfSubjectRulesReview. @throws StatusError BadRequest */
export function reviewRules(authorizer: RbacAuthorizer, user: User, namespace = "") {
  if (namespace === "") throw new StatusError("BadRequest", "no namespace on request");
  const rules = authorizer.rulesFor(user, namespace);
  return {
    resourceRules: rules.filter(({ resources = [] }) => resources.length > 0).map(resourceRule),
    nonResourceRules: rules
      .filter(({ nonResourceURLs = [] }) => nonResourceURLs.length > 0)
      .map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs })),
    incomplete: false,
  };
}

function resourceRule({ verbs, apiGroups, resources, resourceNames = [] }: PolicyRule) {
  return { verbs, apiGroups, resources, ...(resourceNames.length === 0 ? {} : { resourceNames }) };
}

function attributesOf({ resourceAttributes, nonResourceAttributes }: AccessQuestion): RequestAttributes {
  if (nonResourceAttributes === undefined && resourceAttributes === undefined) {
    const why = "exactly one of nonResourceAttributes or resourceAttributes must be specified";
    throw invalidReview("spec.resourceAttributes", `Invalid value: null: ${why}`);
  }
  if (nonResourceAttributes !== undefined && resourceAttributes !== undefined) {
    const why = "cannot be specified in combination with resourceAttributes";
    const value = JSON.stringify(nonResourceAttributes);
    throw invalidReview("spec.nonResourceAttributes", `Invalid value: ${value}: ${why}`);
  }
  if (resourceAttributes === undefined) return { verb: "", path: "", ...nonResourceAttributes };
  return { verb: "", group: "", resource: "", ...resourceAttributes };
}

/** As the real server says it, which knows the kind of a review by then no more. */
function invalidReview(field: string, message: string): StatusError {
  const group = "authorization.k8s.io";
  const details = { group, causes: [{ reason: "FieldValueInvalid", message, field }] };
  return new StatusError("Invalid", `.${group} "" is invalid: ${field}: ${message}`, details);
}
