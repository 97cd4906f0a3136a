import { expect, test } from "vitest";
import { conditionOf } from "../../../../src/demo/objects/conditions.ts";
import type { Probe } from "../../../../src/demo/objects/pod.ts";
import { container, imageOf, kubeletStage } from "../../../support/kubeletStage.ts";

const images = [
  imageOf("registry.demo/slow:v1", { readyMs: 12_000 }),
  imageOf("registry.demo/flaps:v1", {
    unready: [{ fromMs: 30_000, toMs: 62_000, answer: "HTTP probe failed with statuscode: 503" }],
  }),
  imageOf("registry.demo/hangs:v1", { hangsMs: 20_000, stopMs: 60_000 }),
];
const http: Probe = { httpGet: { path: "/readyz", port: "web" }, periodSeconds: 5 };

/** At which seconds after the start of its container the pod's readiness changes. */
function readiness(image: string, probes: Parameters<typeof container>[2], seconds = 100) {
  const stage = kubeletStage({ images });
  stage.run("p", {
    containers: [
      container("web", `registry.demo/${image}:v1`, { ports: [{ name: "web", containerPort: 80 }], ...probes }),
    ],
    terminationGracePeriodSeconds: 5,
  });
  stage.wait(2);
  const startedAt = Date.parse(stage.pod("p")?.status.containerStatuses?.[0]?.state.running?.startedAt ?? "");
  const changes: string[] = [];
  for (let second = 0; second < seconds; second++) {
    const { conditions } = stage.pod("p")?.status ?? {};
    const status = conditionOf(conditions, "Ready")?.status ?? "";
    if (changes.at(-1)?.endsWith(status) !== true) changes.push(`${(stage.time.now() - startedAt) / 1000} ${status}`);
    stage.wait(1);
  }
  return { changes, stage, ip: stage.pod("p")?.status.podIP };
}

test("a pod is ready when its program answers", () => {
  const { changes, stage, ip } = readiness("slow", { readinessProbe: http });
  expect(changes).toEqual(["0 False", "16 True"]);
  expect(stage.saidOf("Unhealthy")).toEqual([
    `Unhealthy: Readiness probe failed: Get "http://${ip}:80/readyz": dial tcp ${ip}:80: connect: connection refused (x3)`,
  ]);
});

test("a pod whose readiness nobody asks for is ready when it runs", () => {
  expect(readiness("slow", {}).changes).toEqual(["0 True"]);
});

test("a pod is not ready while its program says so, from the third time on", () => {
  const { changes, stage } = readiness("flaps", { readinessProbe: http });
  expect(changes).toEqual(["0 False", "1 True", "41 False", "66 True"]);
  expect(stage.saidOf("Unhealthy")).toEqual([
    "Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 503 (x7)",
  ]);
  expect(stage.pod("p")?.status.containerStatuses?.[0]?.restartCount).toBe(0);
});

test("an unready pod says which container it waits for", () => {
  const { stage } = readiness("flaps", { readinessProbe: http }, 50);
  expect(conditionOf(stage.pod("p")?.status.conditions, "Ready")).toMatchObject({
    reason: "ContainersNotReady",
    message: "containers with unready status: [web]",
  });
});

test("nobody asks for readiness before the program has started", () => {
  const { changes, stage } = readiness("slow", {
    readinessProbe: http,
    startupProbe: { ...http, failureThreshold: 10 },
  });
  expect(changes).toEqual(["0 False", "16 True"]);
  expect(stage.saidOf("Unhealthy").map((text) => text.slice(0, 31))).toEqual(["Unhealthy: Startup probe failed"]);
});

test("a program that hangs is killed and started again", () => {
  const { stage, ip } = readiness("hangs", { livenessProbe: http }, 45);
  const [status] = stage.pod("p")?.status.containerStatuses ?? [];
  expect(status).toMatchObject({ restartCount: 1, lastState: { terminated: { exitCode: 137, reason: "Error" } } });
  expect(stage.saidOf("Unhealthy")).toEqual([
    `Unhealthy: Liveness probe failed: Get "http://${ip}:80/readyz": context deadline exceeded (Client.Timeout exceeded while awaiting headers) (x3)`,
  ]);
  expect(stage.saidOf("Killing")).toEqual(["Killing: Container web failed liveness probe, will be restarted"]);
});

test("a program counts as started when its startup probe has passed", () => {
  const { changes } = readiness("slow", { startupProbe: { ...http, failureThreshold: 10 } });
  expect(changes).toEqual(["0 False", "16 True"]);
});

test("a program that does not start in time is asked to leave, and started again", () => {
  const { stage } = readiness("slow", { startupProbe: { ...http, failureThreshold: 2 } }, 12);
  const [status] = stage.pod("p")?.status.containerStatuses ?? [];
  expect(status).toMatchObject({ restartCount: 1, lastState: { terminated: { exitCode: 143, reason: "Error" } } });
  expect(stage.saidOf("Killing")).toEqual(["Killing: Container web failed startup probe, will be restarted"]);
});

test("a program that is stopped is not asked whether it lives", () => {
  const { stage } = readiness("hangs", { livenessProbe: http }, 15);
  stage.delete("p", 30);
  stage.wait(60);
  expect(stage.status("p")).toBe("gone");
  expect(stage.saidOf("Unhealthy")).toEqual([]);
});
