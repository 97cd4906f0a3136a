import type { PolicyRule, RoleBinding, Subject } from "../../objects/rbac.ts";
import type { User } from "../apiRequest.ts";
import type { Authorization } from "../apiServer.ts";
import type { Registry } from "../registry.ts";
import { clusterRoleBindings, clusterRoles, roleBindings, roles } from "../resources/rbac.ts";
import { notFound } from "../statusError.ts";
import { ruleAllows } from "./policyRule.ts";
import type { RequestAttributes } from "./requestAttributes.ts";
import { serviceAccountUsername } from "./users.ts";

/** What a binding gives a user. */
interface Grant {
  readonly binding: RoleBinding;
  readonly subject: Subject;
  /** Undefined when the role is not there. */
  readonly rules: readonly PolicyRule[] | undefined;
}

/** Role-based access control over the roles and bindings in the store (kubernetes plugin/pkg/auth/authorizer/rbac). */
export class RbacAuthorizer {
  readonly #registry: Registry;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  /** `reason` is the binding that allows it, or the role that is missing. */
  authorize(user: User, wanted: RequestAttributes): Authorization {
    // The one group that no role can lock out.
    if (user.groups.includes("system:masters")) return { isAllowed: true, reason: "" };
    const grants = this.#grants(user, "path" in wanted ? undefined : wanted.namespace);
    const allowing = grants.find(({ rules = [] }) => rules.some((rule) => ruleAllows(rule, wanted)));
    if (allowing !== undefined) return { isAllowed: true, reason: `RBAC: allowed by ${describeGrant(allowing)}` };
    return { isAllowed: false, reason: missingRoles(grants) };
  }

  /** All rules that hold for a user in a namespace, those of the cluster first. */
  rulesFor(user: User, namespace: string): readonly PolicyRule[] {
    return this.#grants(user, namespace).flatMap(({ rules = [] }) => rules);
  }

  #grants(user: User, namespace = ""): readonly Grant[] {
    const local = namespace === "" ? [] : this.#registry.list(roleBindings, namespace);
    return [...this.#registry.list(clusterRoleBindings), ...local].flatMap((binding) => {
      const subject = binding.subjects?.find((one) => isMeant(one, user, binding.metadata.namespace));
      return subject === undefined ? [] : [{ binding, subject, rules: this.#rulesOf(binding) }];
    });
  }

  #rulesOf({ roleRef: { kind, name }, metadata: { namespace } }: RoleBinding): readonly PolicyRule[] | undefined {
    const local = namespace === undefined ? { name } : { namespace, name };
    const role = kind === "ClusterRole" ? this.#registry.get(clusterRoles, { name }) : this.#registry.get(roles, local);
    return role === undefined ? undefined : (role.rules ?? []);
  }
}

function isMeant(subject: Subject, user: User, bindingNamespace = ""): boolean {
  switch (subject.kind) {
    case "User":
      return subject.name === user.name;
    case "Group":
      return user.groups.includes(subject.name);
    case "ServiceAccount":
      return user.name === serviceAccountUsername(subject.namespace ?? bindingNamespace, subject.name);
  }
}

function describeGrant({ binding: { kind, metadata, roleRef }, subject }: Grant): string {
  const name = metadata.namespace === undefined ? metadata.name : `${metadata.name}/${metadata.namespace}`;
  return `${kind} "${name}" of ${roleRef.kind} "${roleRef.name}" to ${describeSubject(subject, metadata.namespace)}`;
}

function describeSubject({ kind, name, namespace }: Subject, bindingNamespace = ""): string {
  return kind === "ServiceAccount" ? `${kind} "${name}/${namespace ?? bindingNamespace}"` : `${kind} "${name}"`;
}

function missingRoles(grants: readonly Grant[]): string {
  const missing = grants.filter(({ rules }) => rules === undefined).map(({ binding: { roleRef } }) => roleRef);
  const texts = missing.map(({ kind, name }) => notFound(kind === "ClusterRole" ? clusterRoles : roles, name).message);
  const [first = "", ...rest] = [...new Set(texts)];
  return first === "" ? "" : `RBAC: ${rest.length === 0 ? first : `[${[first, ...rest].join(", ")}]`}`;
}
