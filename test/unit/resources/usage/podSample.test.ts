import { describe, expect, test } from "vitest";
import { podSampleFrom } from "../../../../src/resources/usage/podSample.ts";

const metrics = (containers: readonly object[], change: object = {}) => ({
  metadata: { name: "web-1", namespace: "shop", labels: { app: "web" }, creationTimestamp: "2026-01-05T10:00:00Z" },
  timestamp: "2026-01-05T09:59:50Z",
  window: "15.5s",
  containers,
  ...change,
});
const container = (name: string, cpu?: string, memory?: string) => ({ name, usage: { cpu, memory } });
const main = container("main", "12345678n", "2048Ki");

test("is the sum of the containers, when it was measured and over how long", () => {
  expect(podSampleFrom(metrics([main, container("proxy", "1m", "1Mi")]))).toEqual({
    key: "shop/web-1",
    at: Date.UTC(2026, 0, 5, 9, 59, 50),
    windowMs: 15_500,
    nanocores: 13_345_678,
    bytes: 3 * 1024 * 1024,
    containers: ["main", "proxy"],
  });
});

describe("quantities", () => {
  test.each([
    ["0", 0],
    ["1", 1e9],
    ["250m", 250e6],
    ["15u", 15_000],
    ["999n", 999],
    ["1.5", 1.5e9],
    ["1e3", 1e12],
    ["2k", 2e12],
    ["", Number.NaN],
    ["soon", Number.NaN],
  ])("a CPU of %j is %j billionths", (cpu, nanocores) => {
    expect(podSampleFrom(metrics([container("main", cpu, "1")])).nanocores).toBe(nanocores);
  });

  test.each([
    ["0", 0],
    ["1024", 1024],
    ["4Ki", 4096],
    ["1.5Gi", 1.5 * 2 ** 30],
    ["1M", 1e6],
    ["128974848000m", 128_974_848],
    ["x", Number.NaN],
  ])("memory of %j is %j bytes", (memory, bytes) => {
    expect(podSampleFrom(metrics([container("main", "1", memory)])).bytes).toBe(bytes);
  });

  test("of a container that does not say make the sum unknown", () => {
    expect(podSampleFrom(metrics([main, container("proxy", "1m")]))).toMatchObject({
      nanocores: 13_345_678,
      bytes: Number.NaN,
    });
  });
});

test.each([
  ["15s", 15_000],
  ["1m0s", 60_000],
  ["1h2m3.004s", 3_723_004],
  ["20.35ms", 20.35],
  ["", Number.NaN],
  ["15", Number.NaN],
])("a window of %j is %j ms", (window, ms) => {
  expect(podSampleFrom(metrics([main], { window })).windowMs).toBe(ms);
});

test("a pod without containers uses nothing that is known", () => {
  expect(podSampleFrom(metrics([]))).toMatchObject({ nanocores: Number.NaN, bytes: Number.NaN });
});

test.each([null, [], { containers: {} }, { timestamp: 5 }].map((object) => [object]))("%j is refused", (object) => {
  if (object === null) expect(podSampleFrom(object)).toMatchObject({ key: "/" });
  else expect(() => podSampleFrom(object)).toThrow(TypeError);
});
