import type { KeyChord } from "../../src/app/keyChord.ts";
import { newPodTable } from "../../src/app/podTable.ts";
import { Player } from "../../src/app/replay/player.ts";
import { ReplayConnection } from "../../src/app/replay/replayConnection.ts";
import { replayMark } from "../../src/app/replay/replayWords.ts";
import { DashboardStage, type StageOptions } from "./dashboardStage.ts";
import { FakeTimers } from "./fakeTimers.ts";
import { type RecorderStage, timelineOf } from "./recordings.ts";

/** A dashboard that plays a recording; its time passes in `play`. */
export class ReplayStage {
  readonly stage: DashboardStage;
  readonly #player: Player;
  readonly #timers: FakeTimers;

  private constructor(stage: DashboardStage, player: Player, timers: FakeTimers) {
    this.stage = stage;
    this.#player = player;
    this.#timers = timers;
  }

  /** Ends the recording, and opens it. */
  static async of(
    recording: RecorderStage,
    options: StageOptions & { readonly speed?: number } = {},
  ): Promise<ReplayStage> {
    await recording.recorder.close();
    const { file, timeline } = await timelineOf(recording.bytes);
    const timers = new FakeTimers();
    const connection = new ReplayConnection(newPodTable, async () => {
      await player.close();
      await file.close();
    });
    let say: (text: string) => void = () => {};
    const player = new Player({
      timeline,
      clock: { monotonic: timers.now },
      timers,
      speed: options.speed ?? 1,
      show: (moment) => connection.show(moment),
      say: (text) => say(text),
    });
    player.open();
    await player.idle;
    const { place } = await timeline.fork().seek(timeline.startsAt);
    const mark = replayMark(place.context, timeline.startsAt, timeline.startsAt);
    const dashboard = {
      ...options.dashboard,
      player,
      mark,
      start: { context: undefined, namespace: undefined, selectors: place },
    };
    const stage = new DashboardStage({ ...options, connection, dashboard });
    say = (text) => stage.dashboard.notice(text);
    return new ReplayStage(stage, player, timers);
  }

  get header() {
    return this.stage.view.header;
  }

  get notice(): string | undefined {
    return this.stage.view.notice?.text;
  }

  async press(...chords: readonly KeyChord[]): Promise<void> {
    this.stage.press(...chords);
    await this.shown();
  }

  /** Types a command, `:at 14:02`. */
  async command(text: string): Promise<void> {
    this.stage.press(":");
    this.stage.type(text);
    await this.press("enter");
  }

  /** Lets `ms` milliseconds of whoever looks on pass. */
  async play(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 200) {
      this.#timers.pass(200);
      await this.#player.idle;
    }
    this.stage.draw();
  }

  /** Resolves when what was asked for is on the screen. */
  async shown(): Promise<void> {
    await this.#player.idle;
    this.stage.draw();
  }

  /** How many timers run: none while it is held. */
  get running(): number {
    return this.#timers.waiting;
  }
}
