import { expect, test } from "vitest";
import { pods } from "../../../../src/demo/apiserver/resources/pods.ts";
import type { PodSpec } from "../../../../src/demo/objects/pod.ts";
import { container, imageOf, kubeletStage } from "../../../support/kubeletStage.ts";

const images = [
  imageOf("registry.demo/web:v1", { stopMs: 3000 }),
  imageOf("registry.demo/deaf:v1", { stopMs: 90_000 }),
  imageOf("registry.demo/long:v1", { end: { afterMs: 500_000, exitCode: 0, reason: "Completed" }, stopMs: 2000 }),
];
const one = (image: string, rest: Partial<PodSpec> = {}) => ({
  containers: [container("web", `registry.demo/${image}:v1`)],
  ...rest,
});

const deletions: readonly (readonly [string, Partial<PodSpec>, number | undefined, string])[] = [
  ["that heeds SIGTERM ends by itself", one("web"), undefined, "0 Terminating, 3 Completed, 3 gone"],
  ["that heeds no SIGTERM is killed after 30 s", one("deaf"), undefined, "0 Terminating, 30 Error, 30 gone"],
  [
    "with a grace period of its own is killed after that",
    one("deaf", { terminationGracePeriodSeconds: 5 }),
    undefined,
    "0 Terminating, 5 Error, 5 gone",
  ],
  ["that is deleted with another grace period is killed after that", one("deaf"), 7, "0 Terminating, 7 Error, 7 gone"],
  ["that is deleted by force is gone", one("deaf"), 0, "0 Terminating, 0 gone"],
  [
    "that initializes is stopped where it is",
    one("web", { initContainers: [container("init", "registry.demo/long:v1")] }),
    undefined,
    "0 Terminating, 2 ContainerStatusUnknown, 2 gone",
  ],
  [
    "that has never run is of unknown status",
    one("missing"),
    undefined,
    "0 Terminating, 0 ContainerStatusUnknown, 0 gone",
  ],
  [
    "whose init container has never run is of unknown status",
    one("web", { initContainers: [container("init", "registry.demo/missing:v1")] }),
    undefined,
    "0 Terminating, 0 Init:ContainerStatusUnknown, 0 gone",
  ],
  [
    "with a sidecar stops that after the others",
    one("web", { initContainers: [container("proxy", "registry.demo/web:v1", { restartPolicy: "Always" })] }),
    undefined,
    "0 Terminating, 6 Completed, 6 gone",
  ],
  [
    "with a deaf sidecar takes no longer than its grace period",
    one("web", { initContainers: [container("proxy", "registry.demo/deaf:v1", { restartPolicy: "Always" })] }),
    10,
    "0 Terminating, 10 Completed, 10 gone",
  ],
];

test.each(deletions)("a pod %s", (_, spec, grace, cells) => {
  const stage = kubeletStage({ images });
  stage.run("p", spec);
  stage.wait(20);
  const seen = stage.follow("p");
  stage.delete("p", grace);
  stage.wait(60);
  expect(seen.join(", ")).toBe(cells);
});

test.each(deletions)("a pod %s, whoever is its kubelet", (_, spec, grace, cells) => {
  const stage = kubeletStage({ images });
  stage.run("p", spec);
  stage.wait(20);
  const seen = stage.follow("p");
  stage.delete("p", grace);
  for (let second = 0; second < 60; second++) {
    stage.wait(0.5);
    stage.restart();
    stage.wait(0.5);
  }
  expect(seen.join(", ")).toBe(cells);
});

test("a container that is stopped leaves with 0, one that is killed with 137", () => {
  const stage = kubeletStage({ images });
  const codes: (number | undefined)[] = [];
  stage.client.watch(pods, ({ object }) => {
    const [status] = object.status.containerStatuses ?? [];
    if (status?.state.terminated !== undefined) codes.push(status.state.terminated.exitCode);
  });
  for (const image of ["web", "deaf"]) {
    stage.run(image, one(image));
    stage.wait(20);
    stage.delete(image, 5);
    stage.wait(20);
  }
  expect([...new Set(codes)]).toEqual([0, 137]);
});

test("a grace period that is made shorter counts at once", () => {
  const stage = kubeletStage({ images });
  stage.run("p", one("deaf"));
  stage.wait(20);
  stage.delete("p");
  stage.wait(4);
  const seen = stage.follow("p");
  stage.delete("p", 1);
  stage.wait(20);
  expect(seen.join(", ")).toBe("0 Terminating, 2 Error, 2 gone");
});

test("what is stopped is said once", () => {
  const stage = kubeletStage({ images });
  stage.run("p", one("deaf"));
  stage.wait(20);
  stage.delete("p");
  stage.wait(60);
  expect(stage.saidOf("Killing")).toEqual(["Killing: Stopping container web"]);
});

test("what is deleted by force is said to be stopped, once", () => {
  const stage = kubeletStage({ images });
  stage.run("p", one("deaf"));
  stage.wait(20);
  stage.delete("p", 0);
  stage.wait(5);
  expect(stage.saidOf("Killing")).toEqual(["Killing: Stopping container web"]);
});

test("a pod with a finalizer that is deleted by force stops in two seconds", () => {
  const stage = kubeletStage({ images });
  stage.run("p", one("deaf"));
  stage.client.update(pods, { namespace: "shop", name: "p" }, (pod) => ({
    ...pod,
    metadata: { ...pod.metadata, finalizers: ["shop.example/audit"] },
  }));
  stage.wait(20);
  const seen = stage.follow("p");
  stage.delete("p", 0);
  stage.wait(20);
  expect(seen.join(", ")).toBe("0 Terminating, 2 Error");
});

test("a pod with a finalizer stays when its containers have ended", () => {
  const stage = kubeletStage({ images });
  stage.run("p", one("web"));
  stage.client.update(pods, { namespace: "shop", name: "p" }, (pod) => ({
    ...pod,
    metadata: { ...pod.metadata, finalizers: ["shop.example/audit"] },
  }));
  stage.wait(20);
  stage.delete("p");
  stage.wait(600);
  expect(stage.status("p")).toBe("Completed");
  expect(stage.pod("p")?.status.phase).toBe("Succeeded");
});

test("a pod past its deadline fails of it", () => {
  const stage = kubeletStage({ images });
  stage.run("p", one("deaf", { activeDeadlineSeconds: 60, terminationGracePeriodSeconds: 10 }));
  stage.wait(69);
  expect(stage.pod("p")?.status.phase).toBe("Running");
  stage.wait(1);
  expect(stage.pod("p")?.status).toMatchObject({
    phase: "Failed",
    reason: "DeadlineExceeded",
    message: "Pod was active on the node longer than the specified deadline",
  });
  expect(stage.saidOf("DeadlineExceeded")).toEqual([
    "DeadlineExceeded: Pod was active on the node longer than the specified deadline",
  ]);
});

test("a pod that is deleted before its deadline does not fail of it", () => {
  const stage = kubeletStage({ images });
  stage.run("p", one("deaf", { activeDeadlineSeconds: 60 }));
  stage.wait(50);
  const seen = stage.follow("p");
  stage.delete("p");
  stage.wait(60);
  expect(seen.join(", ")).toBe("0 Terminating, 30 Error, 30 gone");
  expect(stage.saidOf("DeadlineExceeded")).toEqual([]);
});

test("a process that only sleeps heeds no SIGTERM", () => {
  const stage = kubeletStage();
  stage.run("p", { containers: [container("web", "busybox:1.36", { command: ["sleep", "infinity"] })] });
  stage.wait(20);
  const seen = stage.follow("p");
  stage.delete("p");
  stage.wait(60);
  expect(seen.join(", ")).toBe("0 Terminating, 30 Error, 30 gone");
});
