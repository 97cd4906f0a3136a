import { describe, expect, test } from "vitest";
import type { Pod } from "../../../../src/demo/objects/pod.ts";
import type { Deployment } from "../../../../src/demo/objects/workloads.ts";
import { Random } from "../../../../src/demo/random.ts";
import { demoScenario } from "../../../../src/demo/scenario/demoScenario.ts";
import { stories } from "../../../../src/demo/scenario/stories/index.ts";

const startMs = Date.parse("2026-03-04T05:06:07Z");
const { objects, images } = demoScenario({ seed: 1, pods: 1000, startMs });
const imageOf = new Map(images.map((image) => [image.name, image]));
const pods = objects.filter(({ collection }) => collection === "pods").map(({ object }) => object as Pod);
const deployments = objects
  .filter(({ collection }) => collection === "deployments.apps")
  .map(({ object }) => object as Deployment);
const steps = stories.flatMap((story) => story.steps);

test("a step that changes images names containers of a Deployment that is there", () => {
  for (const step of steps) {
    if (step.does !== "setImage") continue;
    const { name, namespace } = step.deployment;
    const found = deployments.find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
    const { containers = [], initContainers = [] } = found?.spec.template.spec ?? {};
    expect([...containers, ...initContainers].map((each) => each.name)).toEqual(
      expect.arrayContaining(Object.keys(step.images)),
    );
  }
});

test("the registry has what the stories release, but for the version that nobody pushed", () => {
  const released = steps.flatMap((step) => (step.does === "setImage" ? Object.values(step.images) : []));
  expect(released.filter((name) => !imageOf.has(name))).toEqual(["registry.demo/shop/checkout:v2.4.0"]);
});

test("the registry has what runs in the world, and not what could not be pulled", () => {
  for (const { spec, status } of pods) {
    const statuses = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
    for (const { name, image } of [...spec.containers, ...(spec.initContainers ?? [])]) {
      const waits = statuses.find((each) => each.name === name)?.state.waiting?.reason === "ImagePullBackOff";
      expect([image, imageOf.has(image)]).toEqual([image, !waits]);
    }
  }
});

describe("what programs do is what they did to the pods of the world", () => {
  const runs = pods.flatMap(({ status }) => [
    ...(status.initContainerStatuses ?? []),
    ...(status.containerStatuses ?? []),
  ]);
  const lifeOf = (name: string, restarts: number) =>
    imageOf.get(name)?.life({
      restarts,
      random: new Random(1, name),
      memoryLimit: undefined,
      env: {},
      command: [],
    });

  test("what runs goes on", () => {
    const running = runs.filter(({ state }) => state.running !== undefined);
    expect(running.length).toBeGreaterThan(900);
    for (const { image, restartCount } of running) expect(lifeOf(image, restartCount)?.end).toBeUndefined();
  });

  test("what crashes again and again ends as it did", () => {
    const crashing = runs.filter(({ state }) => state.waiting?.reason === "CrashLoopBackOff");
    expect(crashing.length).toBeGreaterThan(3);
    for (const { image, restartCount, lastState } of crashing) {
      const { exitCode, reason, startedAt = "", finishedAt = "" } = lastState.terminated ?? {};
      const end = lifeOf(image, restartCount)?.end;
      const ranMs = Date.parse(finishedAt) - Date.parse(startedAt);
      expect(end).toMatchObject({ exitCode, reason });
      expect(Math.abs((end?.afterMs ?? 0) - ranMs)).toBeLessThanOrEqual(1000);
    }
  });

  test("each has something to say", () => {
    for (const image of images) {
      const life = lifeOf(image.name, 0);
      const lines = (life?.log ?? []).map((rule) => rule.text(3, startMs));
      expect(life?.startError !== undefined || lines.length > 0).toBe(true);
      for (const line of lines) expect(line).toMatch(/^[\x20-\x7e]+$/);
    }
  });
});
