import { expect, test } from "vitest";
import { reviewAccess, reviewRules, subjectOf } from "../../../../../src/demo/apiserver/auth/accessReviews.ts";
import { bootstrapRoles } from "../../../../../src/demo/apiserver/auth/defaultRoles.ts";
import { RbacAuthorizer } from "../../../../../src/demo/apiserver/auth/rbacAuthorizer.ts";
import { demoRegistry } from "../../../../support/demoRegistry.ts";

const { registry } = demoRegistry();
bootstrapRoles(registry);
const authorizer = new RbacAuthorizer(registry);
const nobody = { name: "nobody", groups: ["system:authenticated"] };

test("an access review says yes with its reason and no without one", () => {
  const discovery = { nonResourceAttributes: { verb: "get", path: "/api" } };
  expect(reviewAccess(authorizer, nobody, discovery)).toEqual({
    allowed: true,
    reason:
      'RBAC: allowed by ClusterRoleBinding "system:discovery" of ClusterRole "system:discovery" to Group "system:authenticated"',
  });
  const pods = { resourceAttributes: { verb: "list", resource: "pods", namespace: "shop" } };
  expect(reviewAccess(authorizer, nobody, pods)).toEqual({ allowed: false });
});

test.each([
  [{}, '.authorization.k8s.io "" is invalid: spec.resourceAttributes: Invalid value: null: exactly one of'],
  [{ resourceAttributes: {}, nonResourceAttributes: {} }, "cannot be specified in combination with resourceAttributes"],
])("an access review of %j is no question", (spec, message) => {
  expect(() => reviewAccess(authorizer, nobody, spec)).toThrow(message);
});

test("a review of somebody else needs somebody", () => {
  expect(subjectOf({ user: "bob" })).toEqual({ name: "bob", groups: [] });
  expect(() => subjectOf({})).toThrow("at least one of user or group must be specified");
});

test("a rules review lists the rules of resources and of paths apart", () => {
  const { resourceRules, nonResourceRules, incomplete } = reviewRules(authorizer, nobody, "shop");
  expect(resourceRules.map(({ resources }) => resources)).toEqual([
    ["selfsubjectaccessreviews", "selfsubjectrulesreviews"],
    ["selfsubjectreviews"],
  ]);
  expect(nonResourceRules.map(({ nonResourceURLs }) => nonResourceURLs?.[0])).toEqual(["/api", "/healthz"]);
  expect(incomplete).toBe(false);
  expect(() => reviewRules(authorizer, nobody)).toThrow("no namespace on request");
});
