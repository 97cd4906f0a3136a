import { expect, test } from "vitest";
import { ruleAllows } from "../../../../../src/demo/apiserver/auth/policyRule.ts";
import type { PolicyRule } from "../../../../../src/demo/objects/rbac.ts";

const read = ["get", "list"];
const core = { apiGroups: [""], verbs: read };
const pods = { verb: "get", group: "", resource: "pods", namespace: "shop", name: "a" };

const rows: readonly [PolicyRule, object, boolean][] = [
  [{ ...core, resources: ["pods"] }, {}, true],
  [{ ...core, resources: ["pods"] }, { verb: "delete" }, false],
  [{ ...core, resources: ["pods"] }, { group: "apps" }, false],
  [{ ...core, resources: ["pods"] }, { subresource: "log" }, false],
  [{ ...core, resources: ["pods/log"] }, { subresource: "log" }, true],
  [{ ...core, resources: ["pods/log"] }, {}, false],
  [{ ...core, resources: ["*/log"] }, { subresource: "log" }, true],
  [{ ...core, resources: ["*/log"] }, {}, false],
  [{ ...core, resources: ["*"] }, { subresource: "log" }, true],
  [{ apiGroups: ["*"], resources: ["pods"], verbs: ["*"] }, { verb: "impersonate", group: "x" }, true],
  [{ ...core, resources: ["pods"], resourceNames: ["a"] }, {}, true],
  [{ ...core, resources: ["pods"], resourceNames: ["a"] }, { name: "b" }, false],
  [{ ...core, resources: ["pods"], resourceNames: ["a"] }, { verb: "list", name: "" }, false],
  [{ verbs: ["*"], nonResourceURLs: ["*"] }, {}, false],
];

test.each(rows)("%j on a request with %j: %j", (rule, differs, isAllowed) => {
  expect(ruleAllows(rule, { ...pods, ...differs })).toBe(isAllowed);
});

test.each([
  ["/version", ["/version"], true],
  ["/version", ["/versio"], false],
  ["/apis/apps/v1", ["/apis/*"], true],
  ["/apis", ["/apis/*"], false],
  ["/metrics", ["*"], true],
])("the path %s by %j: %j", (path, nonResourceURLs, isAllowed) => {
  expect(ruleAllows({ verbs: ["get"], nonResourceURLs }, { verb: "get", path })).toBe(isAllowed);
  expect(ruleAllows({ verbs: ["get"], nonResourceURLs }, { verb: "post", path })).toBe(false);
});
