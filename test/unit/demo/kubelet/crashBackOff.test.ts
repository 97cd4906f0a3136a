import { expect, test } from "vitest";
import { container, imageOf, kubeletStage } from "../../../support/kubeletStage.ts";

/** How long a container waits after each of its runs, in seconds; at least 2, as an end is shown before anything is done. */
function waits(runs: readonly number[]) {
  const images = [
    imageOf("registry.demo/crash:v1", (restarts) => ({
      end: { afterMs: (runs[restarts] ?? 1) * 1000, exitCode: 1, reason: "Error" },
    })),
  ];
  const stage = kubeletStage({ images });
  stage.run("p", { containers: [container("web", "registry.demo/crash:v1")] });
  const found: number[] = [];
  let restarts = 0;
  while (found.length < runs.length) {
    stage.wait(1);
    const [status] = stage.pod("p")?.status.containerStatuses ?? [];
    if (status === undefined || status.restartCount === restarts) continue;
    restarts = status.restartCount;
    const ended = Date.parse(status.lastState.terminated?.finishedAt ?? "");
    found.push((Date.parse(status.state.running?.startedAt ?? "") - ended) / 1000);
  }
  return found;
}

const courses: readonly (readonly [title: string, runs: readonly number[], expected: readonly number[]])[] = [
  ["doubles from 10 s to 5 minutes", [1, 1, 1, 1, 1, 1, 1, 1], [2, 10, 20, 40, 80, 160, 300, 300]],
  ["goes on doubling after runs of up to ten minutes", [1, 300, 600, 1], [2, 10, 20, 40]],
  ["begins anew after a run of more than ten minutes", [1, 1, 1, 601, 1, 1], [2, 10, 20, 2, 10, 20]],
];

test.each(courses)("the wait of a container that crashes %s", (_, runs, expected) => {
  expect(waits(runs)).toEqual(expected);
});

test("a container in back-off says for how long and of which pod", () => {
  const images = [imageOf("registry.demo/crash:v1", { end: { afterMs: 1000, exitCode: 1, reason: "Error" } })];
  const stage = kubeletStage({ images });
  const { uid } = stage.run("p", { containers: [container("web", "registry.demo/crash:v1")] }).metadata;
  stage.wait(100);
  expect(stage.pod("p")?.status.containerStatuses?.[0]?.state.waiting).toEqual({
    reason: "CrashLoopBackOff",
    message: `back-off 1m20s restarting failed container=web pod=p_shop(${uid})`,
  });
  expect(stage.saidOf("BackOff")).toEqual([
    `BackOff: Back-off restarting failed container web in pod p_shop(${uid}) (x4)`,
  ]);
});
