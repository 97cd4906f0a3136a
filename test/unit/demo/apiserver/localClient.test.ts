import { expect, test } from "vitest";
import { nodes } from "../../../../src/demo/apiserver/resources/nodes.ts";
import { pods } from "../../../../src/demo/apiserver/resources/pods.ts";
import type { Pod } from "../../../../src/demo/objects/pod.ts";
import { controlStage, newObject, oneContainer } from "../../../support/controlStage.ts";

function stage() {
  const all = controlStage();
  const create = (name: string) =>
    all.client.create(pods, newObject<Pod>("v1", "Pod", name, { spec: { containers: oneContainer } }));
  const label = (name: string) =>
    all.client.update(pods, { namespace: "shop", name }, (pod) => ({
      ...pod,
      metadata: { ...pod.metadata, labels: { seen: "yes" } },
    }));
  return { ...all, create, label };
}

test("a watch tells of what is there, then of each change with what it said before", () => {
  const { client, create, label } = stage();
  const first = create("a");
  const heard: unknown[] = [];
  client.watch(pods, (event) => heard.push(event));
  const changed = label("a");
  client.delete(pods, { namespace: "shop", name: "a" });
  expect(heard).toMatchObject([
    { type: "ADDED", object: first, previous: undefined },
    { type: "MODIFIED", object: changed, previous: first },
    { type: "MODIFIED", object: { metadata: { name: "a", deletionGracePeriodSeconds: 0 } }, previous: changed },
    { type: "DELETED", object: { metadata: { name: "a" } } },
  ]);
});

test("a watch whose hearer writes tells of everything that was there before it tells of the change", () => {
  const { client, create, label } = stage();
  create("a");
  create("b");
  const heard: string[] = [];
  client.watch(pods, ({ type, object }) => {
    heard.push(`${type} ${object.metadata.name}`);
    if (type === "ADDED") label("b");
  });
  expect(heard).toEqual(["ADDED a", "ADDED b", "MODIFIED b"]);
});

test("a watch tells nothing once it is stopped", () => {
  const { client, create } = stage();
  const heard: string[] = [];
  const stop = client.watch(pods, ({ object }) => heard.push(object.metadata.name));
  create("a");
  stop();
  create("b");
  expect(heard).toEqual(["a"]);
});

test("changes of what is gone say so, deletions say nothing", () => {
  const { client } = stage();
  const gone = { namespace: "shop", name: "gone" };
  expect(client.update(pods, gone, (pod) => pod)).toBeUndefined();
  expect(client.updateStatus(pods, gone, (pod) => pod)).toBeUndefined();
  expect(() => client.delete(pods, gone)).not.toThrow();
});

test("a pod on a node says in which zone and region that is", () => {
  const { client, create } = stage();
  const zone = { "topology.kubernetes.io/zone": "west-1a", "topology.kubernetes.io/region": "west-1" };
  const labels = { ...zone, pool: "general" };
  client.create(nodes, { apiVersion: "v1", kind: "Node", metadata: { name: "node-1", labels }, spec: {}, status: {} });
  const pod = create("a");
  client.bind(pod, "node-1");
  expect(client.get(pods, pod.metadata)?.metadata.labels).toEqual({ ...pod.metadata.labels, ...zone });
});

test("a pod gets one node, which ends its wait", () => {
  const { client, create, wait } = stage();
  const pod = create("a");
  client.updateStatus(pods, pod.metadata, (found) => ({
    ...found,
    status: {
      ...found.status,
      nominatedNodeName: "node-1",
      conditions: [{ type: "PodScheduled", status: "False" as const, reason: "Unschedulable" }],
    },
  }));
  wait(3);
  client.bind(pod, "node-1");
  expect(client.get(pods, pod.metadata)).toMatchObject({
    spec: { nodeName: "node-1" },
    status: {
      phase: "Pending",
      conditions: [
        { type: "PodScheduled", status: "True", lastProbeTime: null, lastTransitionTime: "2026-01-05T10:00:03Z" },
      ],
    },
  });
  expect(client.get(pods, pod.metadata)?.status).not.toHaveProperty("nominatedNodeName");
  expect(() => client.bind(pod, "node-2")).toThrow(
    'Operation cannot be fulfilled on pods "a": pod a is already assigned to node "node-1"',
  );
});
