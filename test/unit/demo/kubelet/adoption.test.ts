import { expect, test } from "vitest";
import { localClient } from "../../../../src/demo/apiserver/localClient.ts";
import { Registry } from "../../../../src/demo/apiserver/registry.ts";
import { EventRecorder } from "../../../../src/demo/eventRecorder.ts";
import { startKubelets } from "../../../../src/demo/kubelet/startKubelets.ts";
import type { Pod } from "../../../../src/demo/objects/pod.ts";
import { Random } from "../../../../src/demo/random.ts";
import { demoScenario } from "../../../../src/demo/scenario/demoScenario.ts";
import { Store } from "../../../../src/demo/store/store.ts";
import { VirtualTime } from "../../../../src/demo/virtualTime.ts";
import { statusCell } from "../../../support/kubeletStage.ts";

const startMs = Date.UTC(2026, 0, 5, 10, 0, 0) + 437;

/** The STATUS cells of all changes of pods in the first minutes of a world that was restored from a backup. */
function adopted(count: number, minutes: number) {
  const time = new VirtualTime(startMs);
  const store = new Store();
  const registry = new Registry({ store, time, random: new Random(1, "names") });
  const client = localClient(registry, time);
  const { objects, images, hasConfig } = demoScenario({ seed: 1, pods: count, startMs });
  for (const { collection, object } of objects) store.put(collection, object);
  const before = new Map((store.list("pods") as readonly Pod[]).map((pod) => [pod.metadata.uid, pod]));
  const changed = new Set<string>();
  store.subscribe(({ collection, object }) => {
    if (collection === "pods") changed.add(object.metadata.uid);
  });
  const recorder = new EventRecorder(client, time, "kubelet");
  startKubelets({ client, time, seed: 1, images, recorder, hasConfig });
  time.advanceTo(startMs + minutes * 60_000);
  return { before, changed: [...changed].map((uid) => before.get(uid) as Pod) };
}

test("pods that run well are left alone by the kubelets that find them", () => {
  const { before, changed } = adopted(2000, 5);
  const isWell = (pod: Pod) => statusCell(pod) === "Running";
  const well = [...before.values()].filter(isWell);
  expect(well.length).toBeGreaterThan(1800);
  // They flap: so the scenario wants it.
  const touched = new Set(changed.filter(isWell).map(({ spec }) => spec.containers[0]?.name));
  expect([...touched].sort()).toEqual(["indexer"]);
});

test("pods that do not run well go on as they were", () => {
  const { changed } = adopted(2000, 5);
  expect([...new Set(changed.map(statusCell))].sort()).toEqual([
    "CrashLoopBackOff",
    "ImagePullBackOff",
    "Init:CrashLoopBackOff",
    "Running",
  ]);
});
