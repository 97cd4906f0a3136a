import { expect, test } from "vitest";
import { bootstrapRoles, defaultClusterRoles } from "../../../../../src/demo/apiserver/auth/defaultRoles.ts";
import { RbacAuthorizer } from "../../../../../src/demo/apiserver/auth/rbacAuthorizer.ts";
import { forbidden } from "../../../../../src/demo/apiserver/auth/requestAttributes.ts";
import { clusterRoleBindings, roleBindings, roles } from "../../../../../src/demo/apiserver/resources/rbac.ts";
import { demoRegistry } from "../../../../support/demoRegistry.ts";

const apiGroup = "rbac.authorization.k8s.io";
const apiVersion = `${apiGroup}/v1`;
const listPods = { verb: "list", group: "", resource: "pods", namespace: "shop" };
const oncall = { name: "oncall", groups: ["team", "system:authenticated"] };

function withOncall() {
  const { registry } = demoRegistry();
  bootstrapRoles(registry);
  const metadata = { name: "oncall", namespace: "shop" };
  const rules = [{ apiGroups: [""], resources: ["pods", "pods/log"], verbs: ["get", "list", "watch"] }];
  registry.create(roles, { apiVersion, kind: "Role", metadata, rules });
  const roleRef = { apiGroup, kind: "Role", name: "oncall" } as const;
  const subjects = [{ kind: "User", name: "oncall" }] as const;
  registry.create(roleBindings, { apiVersion, kind: "RoleBinding", metadata, subjects, roleRef });
  return { registry, authorizer: new RbacAuthorizer(registry) };
}

test("a role holds in the namespace of its binding only", () => {
  const { authorizer } = withOncall();
  expect(authorizer.authorize(oncall, listPods)).toEqual({
    isAllowed: true,
    reason: 'RBAC: allowed by RoleBinding "oncall/shop" of Role "oncall" to User "oncall"',
  });
  expect(authorizer.authorize(oncall, { ...listPods, namespace: "default" }).isAllowed).toBe(false);
  const { namespace: _, ...everywhere } = listPods;
  expect(authorizer.authorize(oncall, everywhere).isAllowed).toBe(false);
});

test("a change of the roles holds from the next request on", () => {
  const { registry, authorizer } = withOncall();
  registry.delete(roles, { namespace: "shop", name: "oncall" });
  expect(authorizer.authorize(oncall, listPods)).toEqual({
    isAllowed: false,
    reason: 'RBAC: roles.rbac.authorization.k8s.io "oncall" not found',
  });
});

test("system:masters may everything, though nobody bound them", () => {
  const authorizer = new RbacAuthorizer(demoRegistry().registry);
  const admin = { name: "admin", groups: ["system:masters"] };
  expect(authorizer.authorize(admin, { verb: "post", path: "/anything" })).toEqual({ isAllowed: true, reason: "" });
});

test("everybody may discover and ask about themselves, the anonymous only for the version", () => {
  const { authorizer } = withOncall();
  const nobody = { name: "nobody", groups: ["system:authenticated"] };
  const anonymous = { name: "system:anonymous", groups: ["system:unauthenticated"] };
  const review = { verb: "create", group: "authorization.k8s.io", resource: "selfsubjectaccessreviews" };
  const mayOf = (user: typeof nobody) =>
    [review, { verb: "get", path: "/apis/apps/v1" }, { verb: "get", path: "/version" }].map(
      (wanted) => authorizer.authorize(user, wanted).isAllowed,
    );
  expect(mayOf(nobody)).toEqual([true, true, true]);
  expect(mayOf(anonymous)).toEqual([false, false, true]);
});

test.each([
  ["view", "list", "pods", true],
  ["view", "delete", "pods", false],
  ["view", "list", "secrets", false],
  ["edit", "list", "secrets", true],
  ["edit", "delete", "pods", true],
  ["edit", "create", "roles", false],
  ["admin", "create", "roles", true],
  ["admin", "list", "pods", true],
])("the role %s given to a group: %s %s is %j", (name, verb, resource, isAllowed) => {
  const { registry, authorizer } = withOncall();
  registry.create(clusterRoleBindings, {
    apiVersion,
    kind: "ClusterRoleBinding",
    metadata: { name: "team" },
    subjects: [{ kind: "Group", name: "team" }],
    roleRef: { apiGroup, kind: "ClusterRole", name },
  });
  const group = resource === "roles" ? apiGroup : "";
  expect(authorizer.authorize(oncall, { verb, group, resource, namespace: "default" }).isAllowed).toBe(isAllowed);
});

test("a service account of the binding's own namespace needs no namespace there", () => {
  const { registry, authorizer } = withOncall();
  registry.create(roleBindings, {
    apiVersion,
    kind: "RoleBinding",
    metadata: { name: "robot", namespace: "shop" },
    subjects: [{ kind: "ServiceAccount", name: "robot" }],
    roleRef: { apiGroup, kind: "ClusterRole", name: "view" },
  });
  const robot = { name: "system:serviceaccount:shop:robot", groups: [] };
  expect(authorizer.authorize(robot, listPods).reason).toBe(
    'RBAC: allowed by RoleBinding "robot/shop" of ClusterRole "view" to ServiceAccount "robot/shop"',
  );
  expect(authorizer.authorize({ ...robot, name: "system:serviceaccount:default:robot" }, listPods).isAllowed).toBe(
    false,
  );
});

test("the default roles are added once", () => {
  const { registry } = withOncall();
  const { revision } = registry.store;
  bootstrapRoles(registry);
  expect(registry.store.revision).toBe(revision);
  expect(defaultClusterRoles.map(({ metadata }) => metadata.name)).toContain("cluster-admin");
});

test.each([
  [listPods, 'pods is forbidden: User "oncall" cannot list resource "pods" in API group "" in the namespace "shop"'],
  [
    { verb: "list", group: "", resource: "nodes" },
    'nodes is forbidden: User "oncall" cannot list resource "nodes" in API group "" at the cluster scope',
  ],
  [
    { verb: "get", group: "", resource: "pods", subresource: "log", namespace: "shop", name: "a" },
    'pods "a" is forbidden: User "oncall" cannot get resource "pods/log" in API group "" in the namespace "shop"',
  ],
  [
    { verb: "delete", group: "apps", resource: "deployments", namespace: "shop", name: "web" },
    'deployments.apps "web" is forbidden: User "oncall" cannot delete resource "deployments" in API group "apps" in the namespace "shop"',
  ],
  [{ verb: "get", path: "/metrics" }, 'forbidden: User "oncall" cannot get path "/metrics"'],
  [{ verb: "get", path: "/<b>&" }, 'forbidden: User "oncall" cannot get path "/&lt;b&gt;&amp;"'],
])("%j is refused in the real server's words", (wanted, message) => {
  expect(forbidden(oncall, wanted)).toMatchObject({ code: 403, reason: "Forbidden", message });
});

test("a role that is not there is named in the refusal", () => {
  expect(forbidden(oncall, listPods, "RBAC: gone").message).toMatch(/in the namespace "shop": RBAC: gone$/);
});
