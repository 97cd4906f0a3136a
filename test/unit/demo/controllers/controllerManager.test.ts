import { expect, test } from "vitest";
import { localClient } from "../../../../src/demo/apiserver/localClient.ts";
import { Registry } from "../../../../src/demo/apiserver/registry.ts";
import { nodes } from "../../../../src/demo/apiserver/resources/nodes.ts";
import { pods } from "../../../../src/demo/apiserver/resources/pods.ts";
import { deployments, replicaSets } from "../../../../src/demo/apiserver/resources/workloads.ts";
import { startControllerManager } from "../../../../src/demo/controllers/controllerManager.ts";
import type { Event } from "../../../../src/demo/objects/event.ts";
import { keyOf, timestamp } from "../../../../src/demo/objects/kubeObject.ts";
import type { Pod } from "../../../../src/demo/objects/pod.ts";
import type { Deployment } from "../../../../src/demo/objects/workloads.ts";
import { Random } from "../../../../src/demo/random.ts";
import { worldSnapshot } from "../../../../src/demo/scenario/worldSnapshot.ts";
import { startScheduler } from "../../../../src/demo/scheduler/scheduler.ts";
import { Store, type StoreEvent } from "../../../../src/demo/store/store.ts";
import { VirtualTime } from "../../../../src/demo/virtualTime.ts";
import { controlStage, newObject, stageStart, template } from "../../../support/controlStage.ts";

test("of 20,000 pods, nobody writes about those that are well", () => {
  const time = new VirtualTime(stageStart);
  const store = new Store();
  for (const { collection, object } of worldSnapshot({ seed: 1, pods: 20_000, startMs: stageStart })) {
    store.put(collection, object);
  }
  const client = localClient(new Registry({ store, time, random: new Random(1, "names") }), time);
  const unscheduled = client
    .list(pods)
    .filter(({ spec }) => spec.nodeName === undefined && (spec.schedulingGates ?? []).length === 0);
  const written: StoreEvent[] = [];
  store.subscribe((event) => written.push(event));
  startControllerManager(client, time);
  startScheduler(client, time);
  time.advanceTo(stageStart + 45_000);
  const subjects = written.map(({ collection, object }) =>
    collection === "events" ? keyOf((object as Event).involvedObject) : keyOf(object.metadata),
  );
  expect(store.count("pods")).toBeGreaterThanOrEqual(20_000);
  expect(new Set(subjects)).toEqual(new Set(unscheduled.map(({ metadata }) => keyOf(metadata))));
}, 60_000);

/** What runs in it is as kubelets would have it: whatever has a node gets ready, whatever is to go goes. */
function clusterOf(nodeNames: readonly string[]) {
  const stage = controlStage();
  const { client, time } = stage;
  for (const name of nodeNames) stage.addNode(name);
  const stops = [startControllerManager(client, time), startScheduler(client, time)];
  const kubelets = (lost: readonly string[]) => {
    for (const { metadata } of client.list(nodes).filter((node) => !lost.includes(node.metadata.name))) {
      client.updateStatus(nodes, metadata, (node) => ({
        ...node,
        status: {
          ...node.status,
          conditions: [{ type: "Ready", status: "True" as const, lastHeartbeatTime: timestamp(time.now()) }],
        },
      }));
    }
    for (const { metadata, spec } of client.list(pods)) {
      if (spec.nodeName === undefined || lost.includes(spec.nodeName)) continue;
      if (metadata.deletionTimestamp === undefined) stage.setReady(metadata.name);
      else client.delete(pods, metadata, { gracePeriodSeconds: 0 });
    }
  };
  return {
    ...stage,
    stops,
    live: (seconds: number, lost: readonly string[] = []) => {
      for (let passed = 0; passed < seconds; passed += 10) {
        kubelets(lost);
        stage.wait(10);
      }
    },
    deploy: (name: string, replicas: number) =>
      client.create(
        deployments,
        newObject<Deployment>("apps/v1", "Deployment", name, {
          spec: { replicas, selector: { matchLabels: { app: name } }, template: template({ app: name }) },
        }),
      ),
    available: (name: string) => client.get(deployments, { namespace: "shop", name })?.status.availableReplicas,
    /** Node of each pod; `!` when it is going. */
    places: () =>
      stage
        .pods()
        .map(({ metadata, spec }: Pod) => spec.nodeName + (metadata.deletionTimestamp === undefined ? "" : "!"))
        .sort(),
  };
}

test("a Deployment comes up over the nodes, and all of it goes with it", () => {
  const { deploy, live, available, places, client, podNames } = clusterOf(["node-1", "node-2", "node-3"]);
  deploy("web", 3);
  live(20);
  expect([available("web"), places()]).toEqual([3, ["node-1", "node-2", "node-3"]]);
  client.delete(deployments, { namespace: "shop", name: "web" });
  live(20);
  expect([podNames(), client.list(replicaSets)]).toEqual([[], []]);
});

test("pods of a lost node are replaced elsewhere after five minutes, and end when it is back", () => {
  const { deploy, live, available, places } = clusterOf(["node-1", "node-2"]);
  deploy("web", 2);
  live(20);
  live(330, ["node-1"]);
  expect([available("web"), places()]).toEqual([1, ["node-1", "node-2"]]);
  live(30, ["node-1"]);
  expect([available("web"), places()]).toEqual([2, ["node-1!", "node-2", "node-2"]]);
  live(20);
  expect([available("web"), places()]).toEqual([2, ["node-2", "node-2"]]);
});

test("the same start takes the same course, to the byte", () => {
  const course = () => {
    const { deploy, live, store } = clusterOf(["node-1", "node-2"]);
    const events: StoreEvent[] = [];
    store.subscribe((event) => events.push(event));
    deploy("web", 5);
    live(100, ["node-1"]);
    return JSON.stringify(events);
  };
  expect(course()).toBe(course());
});

test("nothing happens after the end", () => {
  const { deploy, wait, stops, writesOf } = clusterOf(["node-1"]);
  for (const stop of stops) stop();
  expect(
    writesOf(() => {
      deploy("web", 3);
      wait(1000);
    }),
  ).toBe(1);
});
