import { describe, expect, test } from "vitest";
import type { LogLine } from "../../../../src/demo/apiserver/kubelets.ts";
import { container, imageOf, kubeletStage } from "../../../support/kubeletStage.ts";

const mebibyte = 2 ** 20;
const images = [
  imageOf(
    "registry.demo/talks:v1",
    (restarts) => ({
      log: [
        { atMs: 500, text: () => `run ${restarts} begins` },
        { atMs: 1000, everyMs: 1000, text: (count: number) => `tick ${count}` },
      ],
      ...(restarts < 2 ? { end: { afterMs: 3000, exitCode: 1, reason: "Error" } } : {}),
    }),
    { pullMs: 500 },
  ),
  imageOf("registry.demo/leaks:v1", {
    usage: { cpuMillicores: 100, memoryBytes: 64 * mebibyte, memoryBytesPerSecond: 3 * mebibyte },
    end: { afterMs: 64_000, exitCode: 137, reason: "OOMKilled" },
  }),
];

function talking(seconds: number) {
  const stage = kubeletStage({ images });
  stage.run("p", { containers: [container("web", "registry.demo/talks:v1")] });
  stage.wait(seconds);
  const logs = (previous: boolean) =>
    stage
      .kubelets()
      .logs(podOf(), "web", { previous })
      ?.map(({ text }) => text);
  const podOf = () => {
    const pod = stage.pod("p");
    if (pod === undefined) throw new Error("there is no pod");
    return pod;
  };
  return { stage, logs, podOf };
}

describe("the log of a container", () => {
  // The first run begins at 2 s and ends at 5 s, the second goes from 7 s to 10 s, the third begins at 20 s.
  test("is not there before it has run", () => {
    expect(talking(1).logs(false)).toBeUndefined();
  });

  test("is what it has written so far", () => {
    expect(talking(4).logs(false)).toEqual(["run 0 begins", "tick 0", "tick 1"]);
    expect(talking(4).logs(true)).toBeUndefined();
  });

  test("is that of the last run while it waits for the next", () => {
    expect(talking(15).logs(false)).toEqual(["run 1 begins", "tick 0", "tick 1", "tick 2"]);
  });

  test("of the run before is kept", () => {
    expect(talking(9).logs(true)).toEqual(["run 0 begins", "tick 0", "tick 1", "tick 2"]);
    expect(talking(22).logs(true)).toEqual(["run 1 begins", "tick 0", "tick 1", "tick 2"]);
  });

  test("is the same whoever is asked and when", () => {
    const { stage, podOf } = talking(9);
    const before = stage.kubelets().logs(podOf(), "web", { previous: true });
    stage.restart();
    stage.wait(1);
    expect(stage.kubelets().logs(podOf(), "web", { previous: true })).toEqual(before);
  });

  test("cannot be read while the node cannot be reached", () => {
    const { stage, podOf } = talking(5);
    stage.power().lose("n1");
    expect(() => stage.kubelets().logs(podOf(), "web", { previous: false })).toThrow(
      'Get "https://10.0.0.11:10250/containerLogs/shop/p/web": dial tcp 10.0.0.11:10250: connect: no route to host',
    );
  });

  test("can be followed line by line until its run ends", () => {
    const { stage, podOf } = talking(3);
    const heard: string[] = [];
    const since = stage.time.now();
    const hear = ({ at, text }: LogLine) => heard.push(`${(at - since) / 1000} ${text}`);
    stage.kubelets().followLogs(podOf(), "web", hear, () => heard.push("end"));
    stage.wait(60);
    expect(heard).toEqual(["1 tick 1", "2 tick 2", "end"]);
  });

  test("is not followed any further by who has gone", () => {
    const { stage, podOf } = talking(30);
    const heard: string[] = [];
    const stop = stage.kubelets().followLogs(
      podOf(),
      "web",
      ({ text }) => heard.push(text),
      () => heard.push("end"),
    );
    stage.wait(2);
    stop();
    stage.wait(60);
    expect(heard).toEqual(["tick 10", "tick 11"]);
  });

  test("is silent while the node cannot be reached, and whole when it can again", () => {
    const { stage, podOf } = talking(30);
    const heard: string[] = [];
    stage.kubelets().followLogs(
      podOf(),
      "web",
      ({ text }) => heard.push(text),
      () => heard.push("end"),
    );
    stage.power().lose("n1");
    stage.wait(3);
    expect(heard).toEqual([]);
    stage.power().restore("n1");
    stage.wait(1);
    expect(heard).toEqual(["tick 10", "tick 11", "tick 12", "tick 13"]);
  });

  test("ends with its pod", () => {
    const { stage, podOf } = talking(30);
    const heard: string[] = [];
    stage.kubelets().followLogs(
      podOf(),
      "web",
      () => {},
      () => heard.push("end"),
    );
    stage.delete("p", 0);
    expect(heard).toEqual(["end"]);
  });
});

describe("the usage of a pod", () => {
  const limit = { resources: { limits: { memory: "256Mi" } } };
  const leaking = (seconds: number) => {
    const stage = kubeletStage({ images });
    stage.run("p", { containers: [container("web", "registry.demo/leaks:v1", limit)] });
    stage.wait(seconds);
    const pod = stage.pod("p");
    return pod && stage.kubelets().usage(pod);
  };

  test("is not known before it was measured, nor when nothing runs", () => {
    expect(leaking(10)).toBeUndefined();
    expect(leaking(68)).toBeUndefined();
  });

  test("goes around what its image says, and grows with a leak up to its limit", () => {
    const [early, late] = [leaking(20)?.[0], leaking(64)?.[0]];
    expect(early?.cpuMillicores).toBeGreaterThan(70);
    expect(early?.cpuMillicores).toBeLessThan(130);
    expect(early?.memoryBytes).toBeGreaterThan(100 * mebibyte);
    expect(late?.memoryBytes).toBeGreaterThan(240 * mebibyte);
    expect(late?.memoryBytes).toBeLessThanOrEqual(256 * mebibyte);
  });

  test("is the same each time", () => {
    expect(leaking(30)).toEqual(leaking(30));
  });
});
