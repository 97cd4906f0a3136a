import { afterEach, beforeEach, expect, test } from "vitest";
import { KubeError } from "../../../../src/kube/kubeError.ts";
import type { RecordingFile } from "../../../../src/recording/recordingFile.ts";
import type { Timeline } from "../../../../src/recording/timeline.ts";
import { DashboardStage } from "../../../support/dashboardStage.ts";
import { podRow } from "../../../support/podRow.ts";
import { timelineOf } from "../../../support/recordings.ts";

let stage: DashboardStage;
let file: RecordingFile | undefined;

beforeEach(() => {
  stage = new DashboardStage();
});

afterEach(async () => {
  await stage.dashboard.close();
  await file?.close();
});

const badges = () => stage.view.header.badges.map(({ text }) => text);

async function start(): Promise<void> {
  stage.press("R");
  await stage.settle();
}

/** Lets what is written in the background be written. */
async function written(isDone: () => boolean): Promise<void> {
  while (!isDone()) await stage.settle();
}

async function stopped(): Promise<Timeline> {
  stage.press("R");
  await written(() => stage.view.notice?.text.startsWith("Recorded") === true);
  const opened = await timelineOf(Buffer.concat(stage.recorded.at(-1) ?? []));
  file = opened.file;
  return opened.timeline;
}

/** Names of the pods from moment to moment, each state once. */
async function played(timeline: Timeline): Promise<readonly string[]> {
  const names: string[] = [];
  for (let at: number | undefined = timeline.startsAt; at !== undefined; at = await timeline.next(at)) {
    const { rows, place } = await timeline.seek(at);
    const text = `${place.namespace}: ${[...rows.values()].map(({ name }) => name).join(" ")}`;
    if (text !== names.at(-1)) names.push(text);
  }
  return names;
}

test("R records the pods that there are and what becomes of them, and says where", async () => {
  stage.live([podRow({ name: "a" })]);
  await start();
  expect(stage.view.notice?.text).toBe("Recording to /home/oncall/prod-eu.podscope.gz");
  expect(badges()).toContain("recording, 0 changes");
  await stage.wait(5_000);
  stage.put(podRow({ name: "b" }));
  await stage.wait(2_000);
  await written(() => badges().includes("recording, 1 change"));
  stage.remove(podRow({ name: "a" }));
  const timeline = await stopped();
  expect(stage.view.notice?.text).toBe("Recorded 2 changes: podscope replay /home/oncall/prod-eu.podscope.gz");
  expect(badges()).toEqual([]);
  expect(await played(timeline)).toEqual(["shop: a", "shop: a b", "shop: b"]);
  const { place } = await timeline.seek(timeline.endsAt);
  expect(place).toMatchObject({ context: "prod-eu", user: "oncall", cluster: "prod-eu-1", version: "v1.35.4" });
});

test("a table that is held still is recorded all the same", async () => {
  stage.live([podRow({ name: "a" })]);
  await start();
  stage.press("space");
  await stage.wait(5_000);
  stage.put(podRow({ name: "b" }));
  expect(await played(await stopped())).toEqual(["shop: a", "shop: a b"]);
});

test("another namespace goes on in the same file", async () => {
  stage.live([podRow({ name: "a" })]);
  await start();
  await stage.wait(5_000);
  stage.press("0");
  await stage.wait(5_000);
  stage.live([podRow({ name: "a" }), podRow({ namespace: "pay", name: "p" })]);
  expect(await played(await stopped())).toEqual(["shop: a", "null: ", "null: a p"]);
  expect(stage.recorded).toHaveLength(1);
});

test("states of the watch are recorded, but not that it ends with us", async () => {
  stage.live([podRow({ name: "a" })]);
  await start();
  await stage.wait(5_000);
  const error = new KubeError("unreachable", "no route to host");
  stage.sync({ phase: "unreachable", asOf: stage.clock.now(), error, retryAt: stage.clock.now() + 9_000 });
  const timeline = await stopped();
  expect((await timeline.seek(timeline.startsAt)).watch).toMatchObject({ phase: "live" });
  expect((await timeline.seek(timeline.endsAt)).watch).toMatchObject({ phase: "unreachable" });
});

test("a file that cannot be made is said, and nothing is recorded", async () => {
  stage.live([podRow()]);
  stage.recordingProblem = new Error("ENOSPC: no space left on device");
  await start();
  expect(stage.view.notice?.text).toBe("Nothing is recorded: ENOSPC: no space left on device");
  expect(badges()).toEqual([]);
});

test("a disk that becomes full ends the recording with a word, and the dashboard goes on", async () => {
  stage.live([podRow({ name: "a" })]);
  await start();
  await written(() => (stage.recorded[0]?.length ?? 0) === 2);
  stage.recordingProblem = new Error("ENOSPC: no space left on device");
  stage.put(podRow({ name: "b" }));
  await stage.wait(2_000);
  await written(() => stage.view.notice?.text.startsWith("The recording has ended") === true);
  expect(stage.view.notice?.text).toBe("The recording has ended: ENOSPC: no space left on device");
  expect(badges()).toEqual([]);
  stage.put(podRow({ name: "c" }));
  expect(stage.view.table.lines).toHaveLength(3);
  expect(stage.timers.waiting).toBeLessThan(3);
});

test("leaving the dashboard writes what was not written yet", async () => {
  stage.live([podRow({ name: "a" })]);
  await start();
  await stage.wait(5_000);
  stage.put(podRow({ name: "b" }));
  await stage.dashboard.close();
  const opened = await timelineOf(Buffer.concat(stage.recorded[0] ?? []));
  file = opened.file;
  expect(await played(opened.timeline)).toEqual(["shop: a", "shop: a b"]);
});
