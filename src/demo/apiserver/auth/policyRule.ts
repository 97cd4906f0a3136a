import type { PolicyRule } from "../../objects/rbac.ts";
import {
  combinedResource,
  type PathAttributes,
  type RequestAttributes,
  type ResourceAttributes,
} from "./requestAttributes.ts";

/** Whether one rule of a role allows a request (kubernetes pkg/apis/rbac/v1/evaluation_helpers.go). */
export function ruleAllows(rule: PolicyRule, wanted: RequestAttributes): boolean {
  if (!hasOrAll(rule.verbs, wanted.verb)) return false;
  return "path" in wanted ? allowsPath(rule, wanted) : allowsResource(rule, wanted);
}

function allowsPath({ nonResourceURLs = [] }: PolicyRule, { path }: PathAttributes): boolean {
  return nonResourceURLs.some((url) => url === path || (url.endsWith("*") && path.startsWith(url.replace(/\*+$/, ""))));
}

function allowsResource(rule: PolicyRule, wanted: ResourceAttributes): boolean {
  const { apiGroups = [], resources = [], resourceNames = [] } = rule;
  return (
    hasOrAll(apiGroups, wanted.group) &&
    (hasOrAll(resources, combinedResource(wanted)) || isAnySubresource(resources, wanted)) &&
    (resourceNames.length === 0 || resourceNames.includes(wanted.name ?? ""))
  );
}

function isAnySubresource(resources: readonly string[], { subresource = "" }: ResourceAttributes): boolean {
  return subresource !== "" && resources.includes(`*/${subresource}`);
}

function hasOrAll(words: readonly string[], word: string): boolean {
  return words.includes("*") || words.includes(word);
}
