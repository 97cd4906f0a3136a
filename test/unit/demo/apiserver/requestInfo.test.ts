import { expect, test } from "vitest";
import { requestInfoOf } from "../../../../src/demo/apiserver/requestInfo.ts";

const read = (request: string) => {
  const [method = "", target = ""] = request.split(" ");
  const { pathname, searchParams } = new URL(target, "http://demo");
  return requestInfoOf(method, pathname, searchParams);
};

test.each<[string, Readonly<Record<string, unknown>>]>([
  ["GET /api/v1/pods", { verb: "list", group: "", version: "v1", resource: "pods", namespace: undefined }],
  ["GET /api/v1/pods?watch=1", { verb: "watch", resource: "pods" }],
  ["GET /api/v1/pods?watch=false", { verb: "list" }],
  ["GET /api/v1/pods?watch=true&fieldSelector=metadata.name%3Dweb", { verb: "watch", name: "web" }],
  ["GET /api/v1/pods?fieldSelector=metadata.name!%3Dweb", { verb: "list", name: undefined }],
  ["GET /api/v1/namespaces/shop/pods/web-1", { verb: "get", namespace: "shop", resource: "pods", name: "web-1" }],
  ["HEAD /api/v1/namespaces/shop/pods/web-1", { verb: "get" }],
  ["PUT /api/v1/namespaces/shop/pods/web-1/status", { verb: "update", subresource: "status", name: "web-1" }],
  ["POST /api/v1/namespaces/shop/pods/web-1/eviction", { verb: "create", subresource: "eviction", name: "web-1" }],
  ["DELETE /api/v1/namespaces/shop/pods", { verb: "deletecollection", name: undefined }],
  ["DELETE /api/v1/namespaces/shop/pods/web-1", { verb: "delete" }],
  ["GET /api/v1/namespaces", { verb: "list", resource: "namespaces", namespace: undefined }],
  ["GET /api/v1/namespaces/shop", { verb: "get", resource: "namespaces", namespace: "shop", name: "shop" }],
  ["PUT /api/v1/namespaces/shop/finalize", { resource: "namespaces", name: "shop", subresource: "finalize" }],
  ["PATCH /apis/apps/v1/namespaces/shop/deployments/web", { verb: "patch", group: "apps", resource: "deployments" }],
  ["GET /apis/apps/v1/watch/deployments", { verb: "watch", group: "apps", resource: "deployments" }],
])("%s is understood", (request, expected) => {
  expect(read(request)).toMatchObject({ isResource: true, ...expected });
});

test.each([
  ["GET /version", "get"],
  ["GET /api", "get"],
  ["GET /api/v1", "get"],
  ["GET /apis/apps/v1", "get"],
  ["POST /openapi/v2", "post"],
  ["GET /", "get"],
])("%s is about no resource", (request, verb) => {
  expect(read(request)).toMatchObject({ isResource: false, verb, resource: "" });
});
