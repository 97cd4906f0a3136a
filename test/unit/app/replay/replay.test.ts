import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { podRow, unhealthy } from "../../../support/podRow.ts";
import { RecorderStage, recordedPlace } from "../../../support/recordings.ts";
import { ReplayStage } from "../../../support/replayStage.ts";

process.env.TZ = "UTC";

const broken = unhealthy("broken", "OOMKilled exit 137");
const web = podRow({ name: "web" });
let replay: ReplayStage | undefined;

beforeEach(() => {
  replay = undefined;
});

afterEach(async () => {
  await replay?.stage.dashboard.close();
});

/** From 10:00:00 on: web alone, after 5 s db comes, after 10 s web breaks, after 40 s db goes; it ends after 60 s. */
function incident(): RecorderStage {
  const recording = new RecorderStage({
    rows: [web],
    place: { ...recordedPlace, namespace: "shop" },
    watch: { phase: "live", verifiedAt: Date.UTC(2026, 0, 5, 10) },
  });
  recording.pass(5_000);
  recording.recorder.apply([{ type: "put", row: podRow({ name: "db" }) }]);
  recording.pass(5_000);
  recording.recorder.apply([
    { type: "put", row: podRow({ name: "web", resourceVersion: "2", status: "Error", ...broken }) },
  ]);
  recording.pass(30_000);
  recording.recorder.apply([{ type: "remove", key: "shop/db" }]);
  recording.pass(20_000);
  return recording;
}

async function opened(
  recording = incident(),
  options: Parameters<typeof ReplayStage.of>[1] = {},
): Promise<ReplayStage> {
  replay = await ReplayStage.of(recording, options);
  return replay;
}

const namesOf = ({ stage }: ReplayStage) =>
  stage.view.table.lines.map(({ uid }) => uid.replace("uid-shop-", "")).join(" ");

describe("the header", () => {
  test("says that it is a replay, of what, where it is, and how true the rows were", async () => {
    const { header } = await opened();
    expect(header).toMatchObject({
      mark: "replay of prod, recorded 5 Jan 10:00",
      context: "prod",
      namespace: "shop",
      state: { text: "held", tone: "busy" },
      detail: "10:00:00, 0:00 of 1:00, 1x",
      version: "Kubernetes v1.35.4",
      badges: [{ text: "live then", tone: "muted" }],
    });
  });

  test("never says that what was recorded is live", async () => {
    const stage = await opened();
    await stage.press("space");
    for (let second = 0; second < 70; second++) {
      await stage.play(1_000);
      expect(stage.header.state.text).not.toBe("live");
      expect(stage.header.state.tone).not.toBe("good");
    }
  });

  test("shows staleness as it was", async () => {
    const recording = incident();
    const asOf = recording.clock.now();
    recording.recorder.watch({ phase: "catchingUp", asOf, since: asOf, cause: "the server ended the watch" });
    recording.pass(30_000);
    const stage = await opened(recording);
    await stage.command("at +80s");
    expect(stage.stage.view.stale).toBe(true);
    expect(stage.header.badges[0]).toEqual({ text: "reconnecting then, as of 10:01:00", tone: "warning" });
    expect(stage.notice).toBe("the server ended the watch");
  });
});

describe("playing", () => {
  test("Space plays at the pace of life, and holds", async () => {
    const stage = await opened();
    await stage.press("space");
    expect(stage.header.state.text).toBe("playing");
    await stage.play(4_000);
    expect(namesOf(stage)).toBe("web");
    await stage.play(1_000);
    expect(namesOf(stage)).toBe("db web");
    expect(stage.header.detail).toBe("10:00:05, 0:05 of 1:00, 1x");
    await stage.press("space");
    await stage.play(60_000);
    expect(stage.header.detail).toBe("10:00:05, 0:05 of 1:00, 1x");
    expect(stage.running).toBe(0);
  });

  test("+ and - change the speed from one step to the next, up to 600x", async () => {
    const stage = await opened();
    await stage.press("+", "+", "+");
    expect(stage.header.detail).toMatch(/, 8x$/);
    await stage.press("space");
    await stage.play(1_000);
    expect(stage.header.detail).toBe("10:00:08, 0:08 of 1:00, 8x");
    await stage.press("-");
    await stage.play(200);
    expect(stage.header.detail).toBe("10:00:08, 0:08 of 1:00, 4x");
    await stage.press(..."++++++++++".split("").map(() => "+" as const));
    expect(stage.header.detail).toMatch(/, 600x$/);
    await stage.press("+");
    expect(stage.notice).toBe("It cannot be played faster.");
  });

  test("what is idle for long is passed over, and said", async () => {
    const stage = await opened();
    await stage.press("space");
    await stage.play(10_200);
    expect(stage.header.detail).toBe("10:00:39, 0:39 of 1:00, 1x");
    expect(stage.notice).toBe("Nothing happened for 29s from 10:00:10 on: passed over");
  });

  test("at the end it holds and says so; Space plays it again", async () => {
    const stage = await opened();
    await stage.command("at end");
    await stage.press("space");
    await stage.command("at +58s");
    await stage.play(3_000);
    expect(stage.header.state.text).toBe("at the end");
    expect(stage.notice).toBe("This is the end of the recording.");
    expect(stage.running).toBe(0);
    await stage.press("space");
    expect(stage.header).toMatchObject({ state: { text: "playing" }, detail: "10:00:00, 0:00 of 1:00, 1x" });
    expect(stage.header.badges.map(({ text }) => text)).toEqual(["live then"]);
    expect(namesOf(stage)).toBe("web");
  });

  test("ages and health are those of the moment", async () => {
    const recording = new RecorderStage({
      rows: [
        podRow({
          createdAt: Date.UTC(2026, 0, 5, 9, 59),
          ...unhealthy("slow", "slow", { from: Date.UTC(2026, 0, 5, 10, 1) }),
          health: "ok",
        }),
      ],
      watch: { phase: "live", verifiedAt: 0 },
    });
    recording.pass(120_000);
    const stage = await opened(recording);
    const age = () =>
      stage.stage.view.table.lines[0]?.cells.map(({ text }) => text.trim()).find((text) => /^\d+s$/.test(text));
    const concerns = () => stage.header.badges.map(({ text }) => text).slice(1);
    expect(age()).toBe("60s");
    expect(concerns()).toEqual([]);
    await stage.command("at +59s");
    expect(age()).toBe("119s");
    expect(concerns()).toEqual([]);
    await stage.command("at +1s");
    expect(concerns()).toEqual(["1 slow"]);
    await stage.command("at -1s");
    expect(concerns()).toEqual([]);
  });
});

describe("going to a moment", () => {
  test.each([
    { typed: "10:00:10", detail: "10:00:10, 0:10" },
    { typed: "10:00", detail: "10:00:00, 0:00" },
    { typed: "+30s", detail: "10:00:30, 0:30" },
    { typed: "end", detail: "10:01:00, 1:00" },
    { typed: "10:30", detail: "10:01:00, 1:00", notice: "The recording ends at 10:01:00." },
    { typed: "-5m", detail: "10:00:00, 0:00", notice: "The recording begins at 10:00:00." },
    { typed: "noon", detail: "10:00:00, 0:00", notice: "noon is no time: 14:02, 14:02:11, +5m, -30s, start, end" },
  ])(":at $typed", async ({ typed, detail, notice }) => {
    const stage = await opened();
    await stage.command(`at ${typed}`);
    expect(stage.header.detail).toBe(`${detail} of 1:00, 1x`);
    expect(stage.notice).toBe(notice);
  });

  test(":find goes to where a pod begins to pass, :find again to the next, and says when there is none", async () => {
    const stage = await opened();
    await stage.command("find health=broken");
    expect(stage.header.detail).toMatch(/^10:00:10/);
    expect(stage.notice).toBe("10:00:10  shop/web passes health=broken");
    expect(stage.stage.view.table.lines.find(({ selected }) => selected)?.key).toBe("shop/web");
    await stage.command("find");
    expect(stage.notice).toBe("From here to the end no pod begins to pass health=broken");
    await stage.command("find colour=red");
    expect(stage.notice).toMatch(/^there is no colour/);
  });

  test("< and > step through what happened, { and } by a minute, and hold", async () => {
    const stage = await opened();
    const seen: (string | undefined)[] = [];
    for (const key of [">", ">", ">", "<", "<", "<"] as const) {
      await stage.press(key);
      seen.push(`${key} ${stage.header.detail.slice(0, 8)} ${namesOf(stage)}`);
    }
    expect(seen).toEqual([
      "> 10:00:05 db web",
      "> 10:00:10 db web",
      "> 10:00:40 db web",
      "< 10:00:10 db web",
      "< 10:00:05 db web",
      "< 10:00:00 db web",
    ]);
    await stage.press("<");
    expect(stage.notice).toBe("This is where the recording begins.");
    await stage.press("}");
    expect(stage.header.detail).toMatch(/^10:01:00/);
    await stage.press(">");
    expect(stage.notice).toBe("Nothing more happens in the recording.");
    await stage.press("space", "{");
    expect(stage.header.detail).toMatch(/^10:00:00/);
  });

  test("outside of a replay there is no moment to go to", async () => {
    const { DashboardStage } = await import("../../../support/dashboardStage.ts");
    const stage = new DashboardStage();
    stage.press(":");
    stage.type("at 10:00");
    stage.press("enter");
    expect(stage.view.notice?.text).toBe("Only a recording has moments to go to: podscope replay FILE");
    await stage.dashboard.close();
  });
});

describe("what a recording does not have", () => {
  test.each([
    { key: "l", says: "A recording has of a pod only what the table and its page show." },
    { key: "y", says: "A recording has of a pod only what the table and its page show." },
    { key: "d", says: "A recording has of a pod only what the table and its page show." },
    { key: "e", says: "A recording has of a pod only what the table and its page show." },
    { key: "c", says: "The rows come from a recording." },
    { key: "r", says: "The rows come from a recording." },
    { key: "R", says: "The rows come from a recording." },
  ] as const)("$key says so", async ({ key, says }) => {
    const stage = await opened();
    await stage.press(key);
    expect(stage.notice).toBe(says);
  });

  test("an incident card of it says that it was recorded", async () => {
    const stage = await opened();
    await stage.press("i");
    const shown = stage.stage.view.text?.rows.map(({ text }) => text.map((span) => span.text).join("")) ?? [];
    expect(shown).toContainEqual(expect.stringMatching(/10:00:\d\d \+00:00, as it was recorded, live then$/));
  });

  test("nothing can be changed in it, whatever is allowed in its context", async () => {
    const stage = await opened(incident(), { dashboard: { allowWrites: true } });
    expect(stage.header.badges.map(({ text }) => text)).not.toContain("changes allowed");
  });

  test("Enter shows what the row knows of a pod, also while it plays and when it is gone", async () => {
    const stage = await opened();
    await stage.command("at +10s");
    await stage.press("enter");
    const page = () => stage.stage.view.text?.rows.map(({ text }) => text.map((span) => span.text).join("")) ?? [];
    expect(page().slice(0, 4)).toEqual([
      "    status    Running",
      "    ready     1/1",
      "    restarts  0",
      expect.stringMatching(/created/),
    ]);
    expect(page().at(-1)).toMatch(/^A recording has no more of a pod than its row/);
    expect(stage.stage.view.text?.state).toMatchObject({ text: "replay, as of 10:00:10" });
  });
});

test("namespaces of a recording can be chosen, and its own scope comes back where it was recorded", async () => {
  const recording = new RecorderStage({ rows: [web, podRow({ namespace: "pay", name: "p" })] });
  recording.pass(10_000);
  recording.recorder.apply([{ type: "put", row: podRow({ namespace: "pay", name: "q" }) }]);
  recording.recorder.apply([{ type: "put", row: podRow({ name: "x" }) }]);
  recording.pass(10_000);
  recording.recorder.place({ ...recordedPlace, context: "dev", namespace: "shop" });
  recording.recorder.apply([{ type: "put", row: podRow({ name: "dev" }) }]);
  const stage = await opened(recording);
  const uids = () => stage.stage.view.table.lines.map(({ uid }) => uid);
  expect(uids()).toEqual(["uid-pay-p", "uid-shop-web"]);
  await stage.press("n");
  stage.stage.type("pay");
  await stage.press("enter");
  expect(uids()).toEqual(["uid-pay-p"]);
  await stage.command("at +10s");
  expect(uids()).toEqual(["uid-pay-p", "uid-pay-q"]);
  await stage.command("at end");
  expect(stage.header).toMatchObject({ context: "dev", namespace: "shop" });
  expect(uids()).toEqual(["uid-shop-dev"]);
});
