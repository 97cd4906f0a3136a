import { expect, test } from "vitest";
import type { RecordedPlace, RecordedWatch } from "../../../src/recording/line.ts";
import { type PodResources, unknownResources } from "../../../src/resources/podResources.ts";
import type { PodRow } from "../../../src/resources/podRow.ts";
import { podRow, unhealthy } from "../../support/podRow.ts";
import { randomFrom } from "../../support/randomFrom.ts";
import { RecorderStage, recordedPlace, timelineOf } from "../../support/recordings.ts";

const resources = (cpuRequest: number): PodResources => ({
  ...unknownResources,
  cpuRequest,
  memoryLimit: 268_435_456,
  containers: ["main", "proxy"],
  others: ["migrate"],
});

interface Snapshot {
  readonly at: number;
  readonly place: RecordedPlace;
  readonly watch: RecordedWatch | undefined;
  readonly rows: ReadonlyMap<string, PodRow>;
}

/** Does what a random course of events does to a recorder, and keeps what there was at each moment. */
class Course {
  readonly stage: RecorderStage;
  readonly snapshots: Snapshot[] = [];
  readonly #random: () => number;
  readonly #pods: number;
  #rows: Map<string, PodRow>;
  #place = recordedPlace;
  #watch: RecordedWatch | undefined;
  #version = 0;

  constructor(seed: number, pods: number) {
    this.#random = randomFrom(seed);
    this.#pods = pods;
    this.#rows = new Map(Array.from({ length: pods / 2 }, () => this.#row()).map((row) => [row.key, row]));
    this.stage = new RecorderStage({ rows: [...this.#rows.values()] });
    this.#keep();
  }

  step(): void {
    this.stage.pass(this.#below(4_000));
    const { recorder } = this.stage;
    const kind = this.#below(20);
    if (kind === 0) {
      this.#rows = new Map(
        Array.from({ length: this.#below(this.#pods) }, () => this.#row()).map((row) => [row.key, row]),
      );
      recorder.replace(this.#rows);
    } else if (kind === 1) {
      // Rows of another place are its own.
      this.#place = { ...recordedPlace, context: `context-${this.#below(1e6)}`, namespace: "shop" };
      this.#rows = new Map();
      recorder.place(this.#place);
    } else if (kind === 2) {
      this.#place = { ...this.#place, skewMs: this.#below(1_000) };
      recorder.place(this.#place);
    } else if (kind === 3) {
      this.#watch = {
        phase: `phase-${this.#below(1e6)}`,
        asOf: this.stage.clock.now(),
        error: { message: "no route" },
      };
      recorder.watch(this.#watch);
    } else {
      const changes = Array.from({ length: this.#below(this.#pods / 4) }, () => this.#change());
      recorder.apply(changes);
    }
    this.#keep();
  }

  #change() {
    const row = this.#row();
    if (this.#below(4) === 0) {
      this.#rows.delete(row.key);
      return { type: "remove", key: row.key } as const;
    }
    this.#rows.set(row.key, row);
    return { type: "put", row } as const;
  }

  #row(): PodRow {
    const pick = <Value>(values: readonly Value[]): Value => values[this.#below(values.length)] as Value;
    const number = this.#below(this.#pods);
    const at = this.#below(1e12);
    return podRow({
      namespace: `ns-${number % 7}`,
      name: `pod-${number}`,
      uid: `uid-${this.#below(3)}`,
      resourceVersion: String(++this.#version),
      createdAt: pick([at, Number.NaN]),
      restartedAt: pick([at, Number.NaN]),
      readyContainers: this.#below(3),
      status: pick(["Running", "Pending", "CrashLoopBackOff", '😀 \\ " ']),
      restarts: this.#below(9),
      node: `node-${this.#below(20)}`,
      resources: pick([unknownResources, resources(250), resources(Number.NaN)]),
      labels: `app=app-${this.#below(50)},x=${this.#below(1e9)}`,
      ...pick([{}, unhealthy("broken", "OOMKilled, \u0000 ago", { since: at, from: at }), { health: "done" as const }]),
    });
  }

  #keep(): void {
    const at = this.stage.clock.now();
    // At the same moment the last one counts.
    if (this.snapshots.at(-1)?.at === at) this.snapshots.pop();
    this.snapshots.push({ at, place: this.#place, watch: this.#watch, rows: new Map(this.#rows) });
  }

  #below(end: number): number {
    return Math.floor(this.#random() * end);
  }
}

test.each([
  { seed: 1, pods: 12, steps: 150 },
  { seed: 2, pods: 12, steps: 150 },
  // Long enough for many full states, each in several lines.
  { seed: 3, pods: 1_200, steps: 60 },
])(
  "what is replayed is what was recorded at each moment, in any order of moments (seed $seed)",
  async ({ seed, pods, steps }) => {
    const course = new Course(seed, pods);
    for (let step = 0; step < steps; step++) course.step();
    await course.stage.recorder.close();
    expect(course.stage.errors).toEqual([]);
    const { file, timeline } = await timelineOf(course.stage.bytes);
    const expectMoment = async (snapshot: Snapshot, at: number) => {
      const { place, watch, rows } = await timeline.seek(at);
      expect({ place, watch, rows }).toEqual({ place: snapshot.place, watch: snapshot.watch, rows: snapshot.rows });
    };
    for (const snapshot of course.snapshots) await expectMoment(snapshot, snapshot.at);
    const random = randomFrom(seed);
    for (let jump = 0; jump < 40; jump++) {
      const index = Math.floor(random() * course.snapshots.length);
      const snapshot = course.snapshots[index] as Snapshot;
      const until = course.snapshots[index + 1]?.at ?? snapshot.at + 1;
      await expectMoment(snapshot, snapshot.at + Math.floor(random() * (until - snapshot.at)));
    }
    if (pods > 1_000) expect(file.blocks.filter(({ kind }) => kind === "state").length).toBeGreaterThan(2);
    await file.close();
  },
);

test("changes from one moment to the next lead from its rows to the next ones", async () => {
  const course = new Course(4, 40);
  for (let step = 0; step < 200; step++) course.step();
  await course.stage.recorder.close();
  const { file, timeline } = await timelineOf(course.stage.bytes);
  const told = new Map<string, PodRow>();
  for (const { at, rows } of course.snapshots) {
    const { changes, rows: all } = await timeline.seek(at);
    if (changes === undefined) {
      told.clear();
      for (const [key, row] of all) told.set(key, row);
    }
    for (const change of changes ?? []) {
      if (change.type === "put") told.set(change.row.key, change.row);
      else told.delete(change.key);
    }
    expect(told).toEqual(rows);
  }
  await file.close();
});

test("steps go through all moments at which something is different, there and back", async () => {
  const stage = new RecorderStage({ rows: [podRow()] });
  const start = stage.clock.now();
  for (const restarts of [1, 2, 3]) {
    stage.pass(10_000);
    stage.recorder.apply([{ type: "put", row: podRow({ restarts }) }]);
    stage.recorder.watch({ phase: "live", verifiedAt: stage.clock.now() });
  }
  stage.pass(10_000);
  await stage.recorder.close();
  const { file, timeline } = await timelineOf(stage.bytes);
  const forth: (number | undefined)[] = [];
  let at: number | undefined = timeline.startsAt;
  while (at !== undefined) {
    forth.push(at - start);
    at = await timeline.next(at);
  }
  expect(forth).toEqual([0, 10_000, 20_000, 30_000]);
  const back: number[] = [];
  at = timeline.endsAt;
  while (at !== undefined) {
    back.push(at - start);
    at = await timeline.previous(at);
  }
  expect(back).toEqual([40_000, 30_000, 20_000, 10_000, 0]);
  await file.close();
});

test("a pod that is the same at two moments is the same object, and one in another version is not", async () => {
  const same = podRow({ name: "same" });
  const stage = new RecorderStage({ rows: [same, podRow({ name: "other" })] });
  stage.pass(10_000);
  stage.recorder.apply([{ type: "put", row: podRow({ name: "other", resourceVersion: "2", restarts: 1 }) }]);
  await stage.recorder.close();
  const { file, timeline } = await timelineOf(stage.bytes);
  const rowsAt = async (at: number) => new Map((await timeline.seek(at)).rows);
  const later = await rowsAt(timeline.endsAt);
  const earlier = await rowsAt(timeline.startsAt);
  expect(earlier.get("shop/same")).toBe(later.get("shop/same"));
  expect(earlier.get("shop/other")).toEqual(podRow({ name: "other" }));
  await file.close();
});
