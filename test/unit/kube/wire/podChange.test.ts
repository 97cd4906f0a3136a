import { afterEach, expect, test } from "vitest";
import { type PodChange, requestFor, restartedAt } from "../../../../src/kube/wire/podChange.ts";

const pod = { namespace: "shop", name: "web-1", uid: "u-1" };
const owner = { namespace: "shop", name: "web", uid: "u-2" };
const at = "2026-01-05T10:00:00Z";

test.each([
  {
    change: { kind: "delete", pod, graceSeconds: undefined },
    request: { method: "DELETE", path: "/api/v1/namespaces/shop/pods/web-1" },
    body: { apiVersion: "v1", kind: "DeleteOptions", preconditions: { uid: "u-1" } },
  },
  {
    change: { kind: "delete", pod, graceSeconds: 0 },
    request: { method: "DELETE" },
    body: { apiVersion: "v1", kind: "DeleteOptions", gracePeriodSeconds: 0, preconditions: { uid: "u-1" } },
  },
  {
    change: { kind: "evict", pod, graceSeconds: undefined },
    request: { method: "POST", path: "/api/v1/namespaces/shop/pods/web-1/eviction" },
    body: {
      apiVersion: "policy/v1",
      kind: "Eviction",
      metadata: { namespace: "shop", name: "web-1" },
      deleteOptions: { preconditions: { uid: "u-1" } },
    },
  },
  {
    change: { kind: "restart", owner, resource: "deployments", at },
    request: {
      method: "PATCH",
      path: "/apis/apps/v1/namespaces/shop/deployments/web",
      contentType: "application/strategic-merge-patch+json",
    },
    body: {
      metadata: { uid: "u-2" },
      spec: { template: { metadata: { annotations: { "kubectl.kubernetes.io/restartedAt": at } } } },
    },
  },
] satisfies readonly { change: PodChange; request: object; body: object }[])(
  "$change.kind names the one object that is meant, and nothing that was not asked for",
  ({ change, request, body }) => {
    expect(requestFor(change)).toMatchObject(request);
    expect(requestFor(change).body).toEqual(body);
  },
);

const zone = process.env.TZ;

afterEach(() => {
  process.env.TZ = zone;
});

test.each([
  { TZ: "UTC", text: "2026-01-05T10:00:00Z" },
  { TZ: "Europe/Berlin", text: "2026-01-05T11:00:00+01:00" },
  { TZ: "America/St_Johns", text: "2026-01-05T06:30:00-03:30" },
])("in $TZ the time of a restart is $text, as Go writes it", ({ TZ, text }) => {
  process.env.TZ = TZ;

  expect(restartedAt(Date.UTC(2026, 0, 5, 10, 0, 0, 999))).toBe(text);
});
