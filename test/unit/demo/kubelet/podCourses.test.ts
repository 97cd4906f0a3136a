import { expect, test } from "vitest";
import { pods } from "../../../../src/demo/apiserver/resources/pods.ts";
import type { Image } from "../../../../src/demo/kubelet/image.ts";
import type { PodSpec } from "../../../../src/demo/objects/pod.ts";
import { container, imageOf, kubeletStage } from "../../../support/kubeletStage.ts";

const web = "registry.demo/web:v1";
const done = (afterMs: number, exitCode = 0) => ({
  end: { afterMs, exitCode, reason: exitCode === 0 ? "Completed" : "Error" },
});
const images: readonly Image[] = [
  imageOf(web, {}),
  imageOf("registry.demo/slow:v1", { readyMs: 12_000 }),
  imageOf("registry.demo/ok:v1", done(3000)),
  imageOf("registry.demo/bad:v1", done(3000, 3)),
  imageOf("registry.demo/mute:v1", { end: { afterMs: 3000, exitCode: 3, reason: "" } }),
  imageOf("registry.demo/silent:v1", { end: { afterMs: 3000, exitCode: 0, reason: "" } }),
  imageOf("registry.demo/killed:v1", { end: { afterMs: 3000, exitCode: 137, signal: 9, reason: "" } }),
  imageOf("registry.demo/oom:v1", { end: { afterMs: 3000, exitCode: 137, reason: "OOMKilled" } }),
  imageOf("registry.demo/nostart:v1", { startError: 'exec: "serve": executable file not found in $PATH' }),
  imageOf("registry.demo/nocreate:v1", { createError: "failed to generate container spec" }),
  imageOf("registry.demo/second:v1", (restarts) => (restarts === 0 ? done(2000, 1) : done(2000))),
  imageOf("registry.demo/hangs:v1", { hangsMs: 20_000, stopMs: 60_000 }),
];
const probe = { httpGet: { port: 80 } };
const one = (image: string) => ({ containers: [container("web", `registry.demo/${image}:v1`)] });
const init = (name: string) => [container("init", `registry.demo/${name}:v1`)];
const sidecar = container("proxy", web, { restartPolicy: "Always" });

/** What it is, what is asked for, and the STATUS cells of the first 60 s with the seconds at which they appear. */
const courses: readonly (readonly [title: string, spec: Partial<PodSpec>, cells: string])[] = [
  ["a pod that is well", one("web"), "0 ContainerCreating, 3 Running"],
  [
    "a program that ends and is started again",
    one("ok"),
    "0 ContainerCreating, 3 Running, 6 Completed, 8 Running, 11 Completed, 13 CrashLoopBackOff, 21 Running, 24 Completed, 26 CrashLoopBackOff, 44 Running, 47 Completed, 49 CrashLoopBackOff",
  ],
  ["a task", { ...one("ok"), restartPolicy: "OnFailure" }, "0 ContainerCreating, 3 Running, 6 Completed"],
  ["a task that fails for good", { ...one("bad"), restartPolicy: "Never" }, "0 ContainerCreating, 2 Running, 5 Error"],
  [
    "a task that fails again and again",
    { ...one("bad"), restartPolicy: "OnFailure" },
    "0 ContainerCreating, 2 Running, 5 Error, 7 Running, 10 Error, 12 CrashLoopBackOff, 20 Running, 23 Error, 25 CrashLoopBackOff, 43 Running, 46 Error, 48 CrashLoopBackOff",
  ],
  [
    "a task that succeeds the second time",
    { ...one("second"), restartPolicy: "OnFailure" },
    "0 ContainerCreating, 3 Running, 5 Error, 7 Running, 9 Completed",
  ],
  [
    "an end without a reason",
    { ...one("mute"), restartPolicy: "Never" },
    "0 ContainerCreating, 3 Running, 6 ExitCode:3",
  ],
  [
    "a good end without a reason",
    { ...one("silent"), restartPolicy: "Never" },
    "0 ContainerCreating, 3 Running, 6 ExitCode:0",
  ],
  ["an end by a signal", { ...one("killed"), restartPolicy: "Never" }, "0 ContainerCreating, 3 Running, 6 Signal:9"],
  [
    "a program that takes too much memory",
    one("oom"),
    "0 ContainerCreating, 3 Running, 6 OOMKilled, 8 Running, 11 OOMKilled, 13 CrashLoopBackOff, 21 Running, 24 OOMKilled, 26 CrashLoopBackOff, 44 Running, 47 OOMKilled, 49 CrashLoopBackOff",
  ],
  [
    "a program that cannot be started",
    one("nostart"),
    "0 ContainerCreating, 3 RunContainerError, 7 CrashLoopBackOff, 15 RunContainerError, 17 CrashLoopBackOff, 35 RunContainerError, 37 CrashLoopBackOff",
  ],
  ["a container that cannot be created", one("nocreate"), "0 ContainerCreating, 3 CreateContainerError"],
  [
    "an image that is not there",
    one("missing"),
    "0 ContainerCreating, 2 ErrImagePull, 6 ImagePullBackOff, 13 ErrImagePull, 17 ImagePullBackOff, 34 ErrImagePull, 38 ImagePullBackOff",
  ],
  [
    "an image that may not be pulled",
    { containers: [container("web", web, { imagePullPolicy: "Never" })] },
    "0 ContainerCreating, 1 ErrImageNeverPull",
  ],
  [
    "an image that cannot be",
    { containers: [container("web", "registry.demo/Web:v1")] },
    "0 ContainerCreating, 1 InvalidImageName",
  ],
  [
    "init containers",
    { ...one("web"), initContainers: [...init("ok"), container("two", "registry.demo/ok:v1")] },
    "0 Init:0/2, 6 Init:1/2, 9 PodInitializing, 11 Running",
  ],
  [
    "an init container that fails",
    { ...one("web"), initContainers: init("bad") },
    "0 Init:0/1, 5 Init:Error, 7 Init:0/1, 10 Init:Error, 12 Init:CrashLoopBackOff, 20 Init:0/1, 23 Init:Error, 25 Init:CrashLoopBackOff, 43 Init:0/1, 46 Init:Error, 48 Init:CrashLoopBackOff",
  ],
  [
    "an init container that fails for good",
    { ...one("web"), initContainers: init("bad"), restartPolicy: "Never" },
    "0 Init:0/1, 5 Init:Error",
  ],
  [
    "an init container without a reason",
    { ...one("web"), initContainers: init("mute"), restartPolicy: "Never" },
    "0 Init:0/1, 6 Init:ExitCode:3",
  ],
  [
    "an init container ended by a signal",
    { ...one("web"), initContainers: init("killed"), restartPolicy: "Never" },
    "0 Init:0/1, 6 Init:Signal:9",
  ],
  [
    "an init container that takes too much memory",
    { ...one("web"), initContainers: init("oom") },
    "0 Init:0/1, 6 Init:OOMKilled, 8 Init:0/1, 11 Init:OOMKilled, 13 Init:CrashLoopBackOff, 21 Init:0/1, 24 Init:OOMKilled, 26 Init:CrashLoopBackOff, 44 Init:0/1, 47 Init:OOMKilled, 49 Init:CrashLoopBackOff",
  ],
  [
    "an init container without an image",
    { ...one("web"), initContainers: init("missing") },
    "0 Init:0/1, 2 Init:ErrImagePull, 6 Init:ImagePullBackOff, 13 Init:ErrImagePull, 17 Init:ImagePullBackOff, 34 Init:ErrImagePull, 38 Init:ImagePullBackOff",
  ],
  ["a sidecar", { ...one("web"), initContainers: [sidecar] }, "0 Init:0/1, 3 Running"],
  [
    "a task with a sidecar",
    { ...one("ok"), initContainers: [sidecar], restartPolicy: "Never" },
    "0 Init:0/1, 3 PodInitializing, 5 Running, 8 Completed",
  ],
  [
    "a pod past its deadline",
    { ...one("web"), activeDeadlineSeconds: 20 },
    "0 ContainerCreating, 3 Running, 21 Completed",
  ],
  [
    "one container done, the other running",
    { containers: [container("a", "registry.demo/ok:v1"), container("b", web)], restartPolicy: "Never" },
    "0 ContainerCreating, 3 Running, 6 NotReady",
  ],
  [
    "a program that hangs",
    {
      containers: [container("web", "registry.demo/hangs:v1", { livenessProbe: { ...probe, periodSeconds: 5 } })],
      terminationGracePeriodSeconds: 5,
    },
    "0 ContainerCreating, 2 Running, 38 Error, 40 Running",
  ],
  [
    "a program that never gets started in time",
    {
      containers: [
        container("web", "registry.demo/slow:v1", {
          startupProbe: { ...probe, periodSeconds: 3, failureThreshold: 2 },
        }),
      ],
    },
    "0 ContainerCreating, 2 Running, 7 Error, 9 Running, 14 Error, 16 CrashLoopBackOff, 24 Running, 29 Error, 31 CrashLoopBackOff, 49 Running, 54 Error, 56 CrashLoopBackOff",
  ],
];

test.each(courses)("%s goes its way", (_, spec, cells) => {
  const stage = kubeletStage({ images });
  const seen = stage.follow("p");
  stage.run("p", spec);
  stage.wait(60);
  expect(seen.join(", ")).toBe(`0 Pending, ${cells}`);
});

test.each(courses)("%s goes the same way with a new kubelet at every half second", (_, spec) => {
  const course = (isRestarting: boolean) => {
    const stage = kubeletStage({ images });
    const seen = stage.follow("p");
    stage.run("p", spec);
    for (let half = 0; half < 120; half++) {
      stage.wait(0.5);
      if (isRestarting && half % 2 === 0) stage.restart();
    }
    const { metadata, ...pod } = stage.pod("p") ?? {};
    return { seen, pod, said: stage.said().filter((text) => !text.startsWith("Node")) };
  };
  expect(course(true)).toEqual(course(false));
});

test("a pod goes its way ten times as fast when things happen ten times as fast, in whole seconds", () => {
  const stage = kubeletStage({ images, speed: 10 });
  const seen = stage.follow("p");
  stage.run("p", one("bad"));
  stage.wait(30);
  expect(seen.slice(9)).toEqual([
    "9 Running",
    "10 Error",
    "11 CrashLoopBackOff",
    "14 Running",
    "15 Error",
    "16 CrashLoopBackOff",
    "23 Running",
    "24 Error",
    "25 CrashLoopBackOff",
  ]);
});

test("a pod that somebody else changes whenever the kubelet does goes its way all the same", () => {
  const stage = kubeletStage({ images });
  let changes = 0;
  stage.client.watch(pods, ({ type, object: { metadata } }) => {
    if (type === "DELETED" || changes > 50 || changes++ % 2 === 1) return;
    stage.client.update(pods, metadata, (pod) => ({
      ...pod,
      metadata: { ...pod.metadata, labels: { changes: String(changes) } },
    }));
  });
  // Its kubelet hears of each pod when that has changed again.
  stage.restart();
  const seen = stage.follow("p");
  stage.run("p", one("bad"));
  stage.wait(20);
  expect(seen.join(", ")).toBe(
    "0 Pending, 0 ContainerCreating, 2 Running, 5 Error, 7 Running, 10 Error, 12 CrashLoopBackOff, 20 Running",
  );
  expect(stage.saidOf("Started")).toEqual(["Started: Container started (x3)"]);
  expect(changes).toBeGreaterThan(10);
});
