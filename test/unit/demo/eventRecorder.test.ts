import { expect, test } from "vitest";
import { events } from "../../../src/demo/apiserver/resources/events.ts";
import { pods } from "../../../src/demo/apiserver/resources/pods.ts";
import { EventRecorder } from "../../../src/demo/eventRecorder.ts";
import { controlStage, newObject, stageStart } from "../../support/controlStage.ts";

const backOff = { type: "Warning", reason: "BackOff", message: "Back-off restarting failed container" } as const;

function stage() {
  const all = controlStage();
  const pod = all.client.create(
    pods,
    newObject("v1", "Pod", "web-1", { spec: { containers: [{ name: "main", image: "registry.demo/web:1" }] } }),
  );
  const recorder = new EventRecorder(all.client, all.time, "kubelet");
  return { ...all, pod, recorder, events: () => all.client.list(events) };
}

test("an event names its object, what speaks and when", () => {
  const { recorder, pod, events } = stage();
  recorder.record(pod, { ...backOff, fieldPath: "spec.containers{web}" }, "node-1");
  expect(events()).toMatchObject([
    {
      ...backOff,
      metadata: { namespace: "shop", name: `web-1.${(BigInt(stageStart) * 1_000_000n).toString(16)}` },
      involvedObject: {
        apiVersion: "v1",
        kind: "Pod",
        namespace: "shop",
        name: "web-1",
        uid: pod.metadata.uid,
        resourceVersion: pod.metadata.resourceVersion,
        fieldPath: "spec.containers{web}",
      },
      count: 1,
      firstTimestamp: "2026-01-05T10:00:00Z",
      lastTimestamp: "2026-01-05T10:00:00Z",
      source: { component: "kubelet", host: "node-1" },
      reportingComponent: "kubelet",
      reportingInstance: "node-1",
    },
  ]);
});

test("the same again is counted in the same event", () => {
  const { recorder, pod, events, wait } = stage();
  recorder.record(pod, backOff);
  wait(10);
  recorder.record(pod, backOff);
  expect(events()).toMatchObject([
    { count: 2, firstTimestamp: "2026-01-05T10:00:00Z", lastTimestamp: "2026-01-05T10:00:10Z" },
  ]);
});

test.each([
  ["reason", { reason: "Killing" }, "node-1"],
  ["message", { message: "another" }, "node-1"],
  ["type", { type: "Normal" as const }, "node-1"],
  ["container", { fieldPath: "spec.containers{web}" }, "node-1"],
  ["node", {}, "node-2"],
])("another %s makes another event", (_, other, host) => {
  const { recorder, pod, events } = stage();
  recorder.record(pod, backOff, "node-1");
  recorder.record(pod, { ...backOff, ...other }, host);
  expect(events().map(({ count }) => count)).toEqual([1, 1]);
});

test("an event that is gone begins anew", () => {
  const { recorder, pod, events: all, client } = stage();
  recorder.record(pod, backOff);
  for (const { metadata } of all()) client.delete(events, metadata);
  recorder.record(pod, backOff);
  expect(all()).toMatchObject([{ count: 1 }]);
});

test("events of what lives in no namespace are in default", () => {
  const { recorder, addNode, events } = stage();
  addNode("node-1");
  recorder.record(addNode("node-2"), {
    type: "Normal",
    reason: "NodeReady",
    message: "Node node-2 status is now: NodeReady",
  });
  expect(events()).toMatchObject([
    { metadata: { namespace: "default" }, involvedObject: { kind: "Node", name: "node-2" } },
  ]);
  expect(events()[0]?.involvedObject).not.toHaveProperty("namespace");
});

test("two components that speak in the same moment of the same object are both heard", () => {
  const { recorder, pod, client, time, events } = stage();
  recorder.record(pod, backOff);
  new EventRecorder(client, time, "default-scheduler").record(pod, backOff);
  expect(events().map(({ source }) => source?.component)).toEqual(["kubelet", "default-scheduler"]);
});

test("what the API server refuses is not said, and troubles nobody", () => {
  const { recorder, pod, events, setNamespacePhase } = stage();
  setNamespacePhase("Terminating");
  recorder.record(pod, backOff);
  expect(events()).toEqual([]);
});

test("what was said longest ago is forgotten, and begins anew", () => {
  const { recorder, pod, events } = stage();
  for (let at = 0; at < 4096; at++) recorder.record(pod, { ...backOff, message: `${at}` });
  recorder.record(pod, { ...backOff, message: "0" });
  recorder.record(pod, { ...backOff, message: "one more" });
  for (const message of ["0", "1"]) recorder.record(pod, { ...backOff, message });
  const counts = (message: string) => events().flatMap((event) => (event.message === message ? event.count : []));
  expect({ 0: counts("0"), 1: counts("1") }).toEqual({ 0: [3], 1: [1, 1] });
});
