import { describe, expect, test } from "vitest";
import { unknownResources } from "../../../../src/resources/podResources.ts";
import type { PodSample } from "../../../../src/resources/usage/podSample.ts";
import { podUsageOf } from "../../../../src/resources/usage/podUsage.ts";
import { PodUsages } from "../../../../src/resources/usage/podUsages.ts";
import { podRow } from "../../../support/podRow.ts";

const second = 1000;
const at = Date.UTC(2026, 0, 5, 10, 0, 0);
const sample = (change: Partial<PodSample> = {}): PodSample => ({
  key: "shop/web-1",
  at,
  windowMs: 15 * second,
  nanocores: 119_000_001,
  bytes: 5_000_000,
  containers: ["main"],
  ...change,
});
const row = (createdAgoMs: number) =>
  podRow({
    createdAt: at - createdAgoMs,
    resources: { ...unknownResources, containers: ["main", "proxy"], others: ["migrate", "debugger"] },
  });

test("CPU is rounded up to millicores, as kubectl does", () => {
  expect(podUsageOf(row(60 * second), sample())).toEqual({
    at,
    millicores: 120,
    bytes: 5_000_000,
    isOfResources: true,
  });
});

describe("a sample is of the pod", () => {
  test.each<[string, number, Partial<PodSample>, boolean]>([
    ["when its window began after the pod was there", 20 * second, {}, true],
    ["when it began in the same second", 15 * second, {}, true],
    ["not when another pod of the name ran in a part of the window", 10 * second, {}, false],
    ["not when it ended before the pod was there", -5 * second, {}, false],
    ["not when nobody knows how long it was", 60 * second, { windowMs: Number.NaN }, false],
    ["not when nobody knows when it was", 60 * second, { at: Number.NaN }, false],
    ["not when nobody knows since when the pod is there", Number.NaN, {}, false],
    ["when only some of its containers were measured", 60 * second, { containers: ["proxy"] }, true],
    ["not when the pod has no such container", 60 * second, { containers: ["main", "sidecar-of-old"] }, false],
  ])("%s", (_what, createdAgoMs, change, isOf) => {
    expect(podUsageOf(row(createdAgoMs), sample(change)) !== undefined).toBe(isOf);
  });
});

test.each([["migrate"], ["debugger"]])("what %s uses is no part of the pod's requests and limits", (name) => {
  expect(podUsageOf(row(60 * second), sample({ containers: ["main", name] }))?.isOfResources).toBe(false);
});

describe("what was measured", () => {
  const usage = { at, millicores: 120, bytes: 1, isOfResources: true };
  const pod = row(3600 * second);
  const usages = new PodUsages();
  usages.replace(new Map([[pod.uid, usage]]));

  test.each([
    { when: "at once", ms: 0, known: true, steadyMs: 120_001 },
    { when: "after two minutes", ms: 120_000, known: true, steadyMs: 1 },
    { when: "after more than two minutes", ms: 120_001, known: false, steadyMs: Number.POSITIVE_INFINITY },
    { when: "when the server's clock is a bit behind the node's", ms: -30_000, known: true, steadyMs: 150_001 },
    { when: "in a moment before it was measured", ms: -30_001, known: false, steadyMs: 1 },
  ])("is known $when: $known", ({ ms, known, steadyMs }) => {
    expect(usages.at(pod, at + ms)).toBe(known ? usage : undefined);
    expect(usages.steadyFor(pod, at + ms)).toBe(steadyMs);
  });

  test("is not known of another pod of the same name", () => {
    expect(usages.at({ ...pod, uid: "another" }, at)).toBeUndefined();
  });

  test("has the age of the newest", () => {
    expect(usages.newestAt).toBe(at);
    expect(new PodUsages().newestAt).toBeUndefined();
  });
});
