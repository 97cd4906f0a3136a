import { afterEach, expect, test } from "vitest";
import { firstMatch, podFilterOf } from "../../../src/recording/momentFinder.ts";
import type { RecordingFile } from "../../../src/recording/recordingFile.ts";
import type { Timeline } from "../../../src/recording/timeline.ts";
import type { PodRow } from "../../../src/resources/podRow.ts";
import { podRow, unhealthy } from "../../support/podRow.ts";
import { RecorderStage, timelineOf } from "../../support/recordings.ts";

const minute = 60_000;
const start = Date.UTC(2026, 0, 5, 10, 0, 0);
const broken = unhealthy("broken", "OOMKilled");
let file: RecordingFile | undefined;

afterEach(async () => {
  await file?.close();
});

/** A recording in which these pods are put, each list a minute after the one before. */
async function recordingOf(first: readonly PodRow[], ...later: readonly (readonly PodRow[])[]): Promise<Timeline> {
  const stage = new RecorderStage({ rows: first });
  for (const rows of later) {
    stage.pass(minute);
    stage.recorder.apply(rows.map((row) => ({ type: "put", row })));
  }
  stage.pass(minute);
  await stage.recorder.close();
  const opened = await timelineOf(stage.bytes);
  file = opened.file;
  return opened.timeline;
}

/** Minutes and names of everything that is found from one end to the other. */
async function allFound(timeline: Timeline, filter: string): Promise<readonly string[]> {
  const found: string[] = [];
  let from = timeline.startsAt;
  for (;;) {
    const match = await firstMatch(timeline, podFilterOf(filter), from, new AbortController().signal);
    if (match === undefined) return found;
    found.push(`${(match.at - start) / minute} ${match.pod.name}`);
    from = match.at;
  }
}

test("what passes from the beginning is not found, what begins to is, also when it did before", async () => {
  const web = podRow({ name: "web", ...broken });
  const db = podRow({ name: "db" });
  const timeline = await recordingOf(
    [web, db],
    [podRow({ name: "db", ...broken })],
    [db, podRow({ name: "web" })],
    [web],
  );
  expect(await allFound(timeline, "health=broken")).toEqual(["1 db", "3 web"]);
});

test("another pod of the same name is another one", async () => {
  const timeline = await recordingOf([podRow({ ...broken })], [podRow({ ...broken, uid: "next" })]);
  expect(await allFound(timeline, "health=broken")).toEqual(["1 web-1"]);
});

test("what time alone changes is found when it does", async () => {
  const slow = unhealthy("slow", "starting", { from: start + 1.5 * minute });
  const timeline = await recordingOf(
    [podRow({ ...slow, health: "ok" })],
    [podRow({ name: "db" })],
    [podRow({ name: "c" })],
  );
  expect(await allFound(timeline, "health=slow")).toEqual(["1.5 web-1"]);
  expect(await allFound(timeline, "name=web-1 age>=62m")).toEqual(["2 web-1"]);
});

test("words are looked for in all cells", async () => {
  const timeline = await recordingOf([podRow()], [podRow({ node: "worker-9" })], [podRow({ status: "Error" })]);
  expect(await allFound(timeline, "worker-9")).toEqual(["1 web-1"]);
  expect(await allFound(timeline, "nothing-like-this")).toEqual([]);
});

test("looking ends when nobody wants it any more", async () => {
  const timeline = await recordingOf([podRow()], [podRow({ ...broken })]);
  const found = await firstMatch(timeline, podFilterOf("health=broken"), start, AbortSignal.abort());
  expect(found).toBeUndefined();
});
