import { expect, test } from "vitest";
import {
  aggregatedDiscovery,
  apiGroup,
  apiGroupList,
  apiResourceList,
} from "../../../../../src/demo/apiserver/discovery/documents.ts";
import { openApiDocument, openApiPaths } from "../../../../../src/demo/apiserver/discovery/openApi.ts";
import { resourceTypes } from "../../../../../src/demo/apiserver/resources/index.ts";
import { apiVersionOf } from "../../../../../src/demo/apiserver/resourceType.ts";

const everything = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

test("a kind is described with its names, its verbs and its parts", () => {
  expect(apiResourceList("v1")).toMatchObject({ kind: "APIResourceList", groupVersion: "v1" });
  expect(resourcesOf("v1").filter(({ name }) => name.startsWith("pods"))).toEqual([
    {
      name: "pods",
      singularName: "pod",
      namespaced: true,
      kind: "Pod",
      verbs: everything,
      shortNames: ["po"],
      categories: ["all"],
    },
    { name: "pods/binding", singularName: "", namespaced: true, kind: "Binding", verbs: ["create"] },
    {
      name: "pods/eviction",
      singularName: "",
      namespaced: true,
      group: "policy",
      version: "v1",
      kind: "Eviction",
      verbs: ["create"],
    },
    { name: "pods/exec", singularName: "", namespaced: true, kind: "PodExecOptions", verbs: ["create", "get"] },
    { name: "pods/log", singularName: "", namespaced: true, kind: "Pod", verbs: ["get"] },
    {
      name: "pods/portforward",
      singularName: "",
      namespaced: true,
      kind: "PodPortForwardOptions",
      verbs: ["create", "get"],
    },
    { name: "pods/status", singularName: "", namespaced: true, kind: "Pod", verbs: ["get", "patch", "update"] },
  ]);
});

test("namespaces cannot be deleted all at once", () => {
  expect(resourcesOf("v1").find(({ name }) => name === "namespaces")?.verbs).not.toContain("deletecollection");
});

test("every stored kind is described, with a document for its fields", () => {
  const { paths } = openApiPaths();
  for (const type of resourceTypes) {
    const groupVersion = apiVersionOf(type);
    expect(resourcesOf(groupVersion).map(({ name }) => name)).toContain(type.resource);
    expect(paths).toHaveProperty([`${type.group === "" ? "api" : "apis"}/${groupVersion}`]);
  }
});

test("the core group comes first, metrics last", () => {
  const names = (apiGroupList().groups as { name: string }[]).map(({ name }) => name);
  expect(names[0]).toBe("apps");
  expect(names.at(-1)).toBe("metrics.k8s.io");
  expect(new Set(names).size).toBe(names.length);
  expect(apiGroup("apps")).toMatchObject({ preferredVersion: { groupVersion: "apps/v1", version: "v1" } });
});

test("aggregated discovery says the same in one document", () => {
  const [core, ...others] = aggregatedDiscovery("/api").items as AggregatedGroup[];
  expect(others).toEqual([]);
  expect(core?.metadata).toEqual({});
  expect(core?.versions[0]?.resources.find(({ resource }) => resource === "pods")).toMatchObject({
    responseKind: { kind: "Pod" },
    scope: "Namespaced",
    singularResource: "pod",
    subresources: expect.arrayContaining([
      {
        subresource: "eviction",
        responseKind: { group: "policy", version: "v1", kind: "Eviction" },
        verbs: ["create"],
      },
    ]),
  });
  expect((aggregatedDiscovery("/apis").items as AggregatedGroup[]).map(({ metadata }) => metadata.name)).not.toContain(
    "",
  );
});

test("there is no document of what is not served", () => {
  expect(() => openApiDocument("apis/apps/v2")).toThrow(expect.objectContaining({ code: 404 }));
});

test("the document of a group tells kubectl that fields are validated, and how lists are merged", () => {
  const { paths, components } = openApiDocument("apis/apps/v1");
  const path = paths["/apis/apps/v1/namespaces/{namespace}/deployments/{name}"] as { patch: Operation };
  expect(path.patch.parameters.map(({ name }) => name)).toContain("fieldValidation");
  expect(path.patch.requestBody.content).toHaveProperty("application/strategic-merge-patch+json");
  expect(path.patch["x-kubernetes-group-version-kind"]).toEqual({ group: "apps", version: "v1", kind: "Deployment" });
  const schemas = components.schemas as Record<string, { properties: Record<string, object>; required?: string[] }>;
  expect(schemas.PodSpec?.properties.containers).toMatchObject({
    "x-kubernetes-patch-strategy": "merge",
    "x-kubernetes-patch-merge-key": "name",
  });
  expect(schemas.PodSpec?.properties.volumes).toMatchObject({ "x-kubernetes-patch-strategy": "merge,retainKeys" });
  expect(schemas.PodSpec?.required).toEqual(["containers"]);
  expect(schemas.Deployment).toMatchObject({
    "x-kubernetes-group-version-kind": [{ group: "apps", version: "v1", kind: "Deployment" }],
  });
});

interface Described {
  readonly name: string;
  readonly verbs: readonly string[];
}

interface AggregatedGroup {
  readonly metadata: { readonly name?: string };
  readonly versions: readonly { readonly resources: readonly { readonly resource: string }[] }[];
}

interface Operation {
  readonly "x-kubernetes-group-version-kind": object;
  readonly parameters: readonly { readonly name: string }[];
  readonly requestBody: { readonly content: object };
}

function resourcesOf(groupVersion: string): readonly Described[] {
  return apiResourceList(groupVersion).resources as readonly Described[];
}
