import { expect, test } from "vitest";
import { bootstrapRoles } from "../../../../../src/demo/apiserver/auth/defaultRoles.ts";
import { impersonate } from "../../../../../src/demo/apiserver/auth/impersonate.ts";
import { RbacAuthorizer } from "../../../../../src/demo/apiserver/auth/rbacAuthorizer.ts";
import { demoRegistry } from "../../../../support/demoRegistry.ts";

const { registry } = demoRegistry();
bootstrapRoles(registry);
const authorizer = new RbacAuthorizer(registry);
const admin = { name: "admin", groups: ["system:masters", "system:authenticated"] };
const nobody = { name: "nobody", groups: ["system:authenticated"] };

test("without the headers everybody is who they are", () => {
  expect(impersonate(nobody, {}, authorizer)).toBe(nobody);
});

test.each([
  [{ "impersonate-user": "bob" }, ["system:authenticated"]],
  [{ "impersonate-user": "bob", "impersonate-group": "dev, ops" }, ["dev", "ops", "system:authenticated"]],
  [{ "impersonate-user": "bob", "impersonate-group": "system:unauthenticated" }, ["system:unauthenticated"]],
  [{ "impersonate-user": "system:anonymous" }, ["system:unauthenticated"]],
  [
    { "impersonate-user": "system:serviceaccount:shop:robot" },
    ["system:serviceaccounts", "system:serviceaccounts:shop", "system:authenticated"],
  ],
])("%j gives the groups %j", (headers, groups) => {
  expect(impersonate(admin, headers, authorizer)).toEqual({ name: headers["impersonate-user"], groups });
});

test.each([
  [
    { "impersonate-user": "bob", "impersonate-group": "dev" },
    'users "bob" is forbidden: User "nobody" cannot impersonate resource "users" in API group "" at the cluster scope',
  ],
  [
    { "impersonate-user": "system:serviceaccount:shop:robot" },
    'serviceaccounts "robot" is forbidden: User "nobody" cannot impersonate resource "serviceaccounts" in API group "" in the namespace "shop"',
  ],
  [{ "impersonate-group": "x" }, "requested [{Group  x    }] without impersonating a user"],
])("%j is refused to whom no role allows it", (headers, message) => {
  expect(() => impersonate(nobody, headers, authorizer)).toThrow(message);
});
