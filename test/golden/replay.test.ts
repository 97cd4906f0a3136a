import { describe, expect, test } from "vitest";
import { ageMark } from "../../src/resources/health/podHealth.ts";
import { widthOf } from "../../src/table/textWidth.ts";
import { drawnLines, drawnScreen } from "../support/drawnScreen.tsx";
import { podRow, unhealthy } from "../support/podRow.ts";
import { RecorderStage, recordedPlace } from "../support/recordings.ts";
import { ReplayStage } from "../support/replayStage.ts";

process.env.TZ = "UTC";

const sizes = [
  [80, 24],
  [200, 50],
] as const;

const crashing = podRow({
  name: "api-5c9d7f4b8d-9zwmt",
  resourceVersion: "2",
  status: "CrashLoopBackOff",
  readyContainers: 0,
  restarts: 4,
  restartedAt: Date.UTC(2026, 0, 5, 10, 0, 50),
  ...unhealthy("broken", `OOMKilled exit 137, limit 256Mi, 5th try, ${ageMark} ago`, {
    since: Date.UTC(2026, 0, 5, 10, 0, 50),
    began: Date.UTC(2026, 0, 5, 10, 0, 50),
  }),
});

/** From 10:00 to 10:12: a pod breaks at 10:01, and the server is away from 10:05 to 10:06. */
function incident(): RecorderStage {
  const live = () => ({ phase: "live", verifiedAt: recording.clock.now() });
  const recording = new RecorderStage({
    rows: [
      ...Array.from({ length: 8 }, (_, index) => podRow({ name: `web-${index}` })),
      podRow({ ...crashing, ...well }),
    ],
    place: { ...recordedPlace, context: "prod-eu" },
    watch: { phase: "live", verifiedAt: Date.UTC(2026, 0, 5, 10) },
  });
  const { recorder } = recording;
  recording.pass(60_000);
  recorder.apply([{ type: "put", row: crashing }]);
  recorder.watch(live());
  recording.pass(240_000);
  const error = { failure: "unreachable", message: "10.20.30.40:6443 refused the connection" };
  const now = recording.clock.now();
  recorder.watch({ phase: "unreachable", asOf: now - 7_000, error, retryAt: now + 4_000 });
  recording.pass(60_000);
  recorder.watch(live());
  recording.pass(360_000);
  return recording;
}

const well = {
  resourceVersion: "1",
  status: "Running",
  readyContainers: 1,
  restarts: 0,
  restartedAt: Number.NaN,
  health: "ok",
  troubles: [],
} as const;

const frames: readonly { readonly what: string; readonly play: (replay: ReplayStage) => Promise<void> }[] = [
  { what: "replay at its start", play: async () => {} },
  {
    what: "replay that plays",
    play: async (replay) => {
      await replay.press("+", "+", "+", "space");
      await replay.command("at 10:03:20");
      await replay.play(1_000);
    },
  },
  { what: "replay that found something", play: (replay) => replay.command("find health=broken") },
  { what: "replay of a server that was away", play: (replay) => replay.command("at 10:05:02") },
  {
    what: "replay at its end",
    play: async (replay) => {
      await replay.press("space");
      await replay.command("at 10:11:59");
      await replay.play(1_200);
    },
  },
  {
    what: "page of a pod in a replay",
    play: async (replay) => {
      await replay.command("at 10:03:20");
      await replay.press("g", "enter");
    },
  },
];

describe.each(sizes)("at %ix%i", (columns, lines) => {
  test.each(frames)("$what", async ({ what, play }) => {
    const replay = await ReplayStage.of(incident(), { columns, lines });
    await play(replay);
    const drawn = drawnScreen(replay.stage.view);
    for (const line of drawn.split("\n").slice(1, lines + 1)) expect(widthOf(line)).toBe(columns + 2);
    expect(drawnLines(replay.stage.view)).toHaveLength(lines);
    await expect(drawn).toMatchFileSnapshot(`frames/${columns}x${lines}/${what.replaceAll(" ", "-")}.txt`);
    await replay.stage.dashboard.close();
  });
});
