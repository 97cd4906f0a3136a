import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import type { Encoding } from "../../../../../src/demo/apiserver/encoding/encoding.ts";
import { loadProtobuf } from "../../../../../src/demo/apiserver/encoding/protobuf.ts";
import type { KubeObject } from "../../../../../src/demo/objects/kubeObject.ts";
import { podBytes } from "../../../../support/podProtobuf.ts";

let protobuf: Encoding;

beforeAll(async () => {
  protobuf = await loadProtobuf();
});

const pod = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: {
    name: "web",
    namespace: "shop",
    creationTimestamp: "2026-01-05T10:00:00Z",
    generation: 3,
    labels: { app: "web", tier: "front" },
    ownerReferences: [{ apiVersion: "apps/v1", kind: "ReplicaSet", name: "web-1", uid: "u", controller: true }],
    managedFields: [{ manager: "kubectl", fieldsV1: { "f:spec": { "f:containers": {} } } }],
  },
  spec: {
    containers: [
      {
        name: "main",
        image: "registry.demo/web:1",
        resources: { requests: { cpu: "100m", memory: "1Gi" } },
        readinessProbe: { httpGet: { path: "/ready", port: 8080 }, periodSeconds: 5 },
        livenessProbe: { tcpSocket: { port: "http" } },
        env: [{ name: "TOKEN", valueFrom: { secretKeyRef: { name: "web", key: "token" } } }],
      },
    ],
    volumes: [{ name: "tmp", emptyDir: { sizeLimit: "1Gi" } }],
    terminationGracePeriodSeconds: 30,
    priority: -5,
  },
  status: { phase: "Running", containerStatuses: [{ name: "main", restartCount: 0, ready: true }] },
};

test("an object comes back from protobuf as it went in", () => {
  expect(protobuf.decoded(protobuf.object(pod))).toEqual(pod);
});

test("pods have the bytes that another encoder makes of them", () => {
  for (const { spec, ...rest } of goldenPods()) {
    const { ephemeralContainers: _, ...common } = spec;
    const one = { ...rest, spec: common };
    expect(protobuf.object(one).includes(Buffer.from(podBytes(one)))).toBe(true);
  }
});

test("a list is one message, whatever pieces it is made in", () => {
  const items = Array.from({ length: 500 }, (_, at) => ({ ...pod, metadata: { ...pod.metadata, name: `web-${at}` } }));
  const head = { kind: "PodList", apiVersion: "v1", metadata: { resourceVersion: "12", remainingItemCount: 3 } };
  const pieces = [...protobuf.list({ head, itemsField: "items", items })];
  expect(pieces.filter(({ length }) => length > 0).length).toBeGreaterThan(2);
  const { apiVersion: _, kind: __, ...item } = pod;
  expect(protobuf.decoded(Buffer.concat(pieces))).toEqual({
    ...head,
    items: items.map(({ metadata }) => ({ ...item, metadata })),
  });
});

/** The other encoder does not know what Go embeds: ephemeral containers are all of that. */
function goldenPods() {
  const file = new URL("../../../../golden/data/pods.ndjson", import.meta.url);
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  return lines.map((line) => {
    const { pod } = JSON.parse(line) as { pod: KubeObject & { spec: Record<string, unknown> } };
    return { ...pod, apiVersion: "v1", kind: "Pod" };
  });
}
