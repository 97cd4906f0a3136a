import { expect, test } from "vitest";
import { columnsOf } from "../../../../../src/demo/apiserver/table/tables.ts";
import type { KubeObject } from "../../../../../src/demo/objects/kubeObject.ts";

const now = Date.parse("2026-03-01T12:00:00Z");
const hourAgo = "2026-03-01T11:00:00Z";
const template = {
  spec: {
    containers: [
      { name: "a", image: "a:1" },
      { name: "b", image: "b:2" },
    ],
  },
};
const selector = { matchLabels: { app: "web" } };

/** The cells by the names of their columns. */
function cellsOf(resource: string, group: string, object: object) {
  const whole = { metadata: { name: "x", creationTimestamp: hourAgo, labels: {} }, ...object } as KubeObject;
  return Object.fromEntries(columnsOf({ resource, group }).map(({ name, cell }) => [name, cell(whole, now)]));
}

test("a pod has the cells of the dashboard", () => {
  const pod = {
    spec: { containers: [{ name: "a" }], nodeName: "n1" },
    status: {
      phase: "Running",
      podIP: "10.0.0.1",
      podIPs: [{ ip: "10.0.0.1" }],
      containerStatuses: [
        {
          name: "a",
          ready: false,
          restartCount: 3,
          state: { waiting: { reason: "CrashLoopBackOff" } },
          lastState: { terminated: { exitCode: 1, finishedAt: "2026-03-01T11:58:00Z" } },
        },
      ],
    },
  };
  expect(cellsOf("pods", "", pod)).toEqual({
    Name: "x",
    Ready: "0/1",
    Status: "CrashLoopBackOff",
    Restarts: "3 (2m ago)",
    Age: "60m",
    IP: "10.0.0.1",
    Node: "n1",
    "Nominated Node": "<none>",
    "Readiness Gates": "<none>",
  });
});

test.each([
  [
    "deployments",
    "apps",
    { spec: { replicas: 3, selector, template }, status: { readyReplicas: 2, updatedReplicas: 1 } },
    {
      Name: "x",
      Ready: "2/3",
      "Up-to-date": 1,
      Available: 0,
      Age: "60m",
      Containers: "a,b",
      Images: "a:1,b:2",
      Selector: "app=web",
    },
  ],
  [
    "replicasets",
    "apps",
    { spec: { replicas: 3, selector, template }, status: { replicas: 2, readyReplicas: 1 } },
    { Desired: 3, Current: 2, Ready: 1 },
  ],
  [
    "daemonsets",
    "apps",
    {
      spec: { selector, template: { spec: { ...template.spec, nodeSelector: { disk: "ssd" } } } },
      status: { desiredNumberScheduled: 3, currentNumberScheduled: 2, numberReady: 1 },
    },
    { Desired: 3, Current: 2, Ready: 1, "Up-to-date": 0, Available: 0, "Node Selector": "disk=ssd" },
  ],
  ["namespaces", "", { status: { phase: "Terminating" } }, { Name: "x", Status: "Terminating", Age: "60m" }],
  [
    "nodes",
    "",
    {
      metadata: { name: "x", creationTimestamp: hourAgo, labels: { "node-role.kubernetes.io/worker": "" } },
      spec: { unschedulable: true },
      status: {
        conditions: [{ type: "Ready", status: "Unknown" }],
        addresses: [{ type: "InternalIP", address: "10.1.0.1" }],
        nodeInfo: { kubeletVersion: "v1.35.4" },
      },
    },
    {
      Status: "NotReady,SchedulingDisabled",
      Roles: "worker",
      Version: "v1.35.4",
      "Internal-IP": "10.1.0.1",
      "External-IP": "<none>",
      "OS-Image": "<unknown>",
    },
  ],
  [
    "events",
    "",
    {
      involvedObject: { kind: "Pod", name: "web", fieldPath: "spec.containers{a}" },
      type: "Warning",
      reason: "BackOff",
      message: "Back-off \n",
      count: 4,
      firstTimestamp: hourAgo,
      lastTimestamp: "2026-03-01T11:59:30Z",
      source: { component: "kubelet", host: "n1" },
    },
    {
      "Last Seen": "30s",
      Type: "Warning",
      Reason: "BackOff",
      Object: "pod/web",
      Subobject: "spec.containers{a}",
      Source: "kubelet, n1",
      Message: "Back-off",
      "First Seen": "60m",
      Count: 4,
      Name: "x",
    },
  ],
  [
    "services",
    "",
    { spec: { type: "NodePort", clusterIPs: ["10.0.0.9"], ports: [{ port: 80, nodePort: 30080, protocol: "TCP" }] } },
    {
      Type: "NodePort",
      "Cluster-IP": "10.0.0.9",
      "External-IP": "<none>",
      "Port(s)": "80:30080/TCP",
      Selector: "<none>",
    },
  ],
  [
    "rolebindings",
    "rbac.authorization.k8s.io",
    {
      roleRef: { kind: "Role", name: "reader" },
      subjects: [
        { kind: "User", name: "ann" },
        { kind: "User", name: "bob" },
        { kind: "ServiceAccount", name: "robot", namespace: "shop" },
      ],
    },
    { Role: "Role/reader", Users: "ann, bob", Groups: "", ServiceAccounts: "shop/robot" },
  ],
  ["widgets", "shop.io", {}, { Name: "x", Age: "60m" }],
])("a row of %s.%s has the real server's cells", (resource, group, object, cells) => {
  expect(cellsOf(resource, group, object)).toMatchObject(cells);
});

test.each([
  [{ completions: 3 }, { startTime: "2026-03-01T11:59:00Z", succeeded: 1 }, "Running", "1/3", "60s"],
  [{ parallelism: 2 }, { startTime: hourAgo, completionTime: "2026-03-01T11:00:05Z" }, "Running", "0/1 of 2", "5s"],
  [{ completions: 1 }, { conditions: [{ type: "Complete", status: "True" }] }, "Complete", "0/1", ""],
  [{ completions: 1 }, { conditions: [{ type: "Failed", status: "True" }] }, "Failed", "0/1", ""],
  [{ completions: 1 }, { conditions: [{ type: "Suspended", status: "True" }] }, "Suspended", "0/1", ""],
])("a job with %j and %j is %s, %s in '%s'", (spec, status, word, completions, duration) => {
  const cells = cellsOf("jobs", "batch", { spec: { ...spec, template }, status });
  expect(cells).toMatchObject({ Status: word, Completions: completions, Duration: duration });
});
