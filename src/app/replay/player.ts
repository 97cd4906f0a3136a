import { format } from "date-fns";
import type { Clock } from "../../base/clock.ts";
import type { Timers } from "../../base/framePacer.ts";
import { Cell } from "../../base/readable.ts";
import { firstMatch, podFilterOf } from "../../recording/momentFinder.ts";
import { RecordingError } from "../../recording/recordingError.ts";
import type { RecordedMoment, Timeline } from "../../recording/timeline.ts";
import { durationText } from "../../resources/duration.ts";
import type { PodRow } from "../../resources/podRow.ts";
import { nextSpeed, type ReplayPosition } from "./replayPosition.ts";
import { typedMoment } from "./typedMoment.ts";

/** Between two frames while it plays, milliseconds. */
const tickMs = 200;
/** When whoever looks on would see nothing happen for longer, it is passed over: milliseconds of their time. */
const idleMs = 10_000;
/** So much of it is left, so that one sees what comes come: milliseconds of their time. */
const beforeNextMs = 1_000;

export interface PlayerOptions {
  readonly timeline: Timeline;
  readonly clock: Pick<Clock, "monotonic">;
  readonly timers: Timers;
  readonly speed: number;
  /** Shows a moment. */
  show(moment: RecordedMoment): void;
  say(text: string): void;
}

/** Plays a recording: at a speed, to a moment, or to the first one at which something begins. What is asked is done in order. */
export class Player {
  readonly position: Cell<ReplayPosition>;
  /** The pod that was found last, when the moment at which it was is shown. */
  readonly found = new Cell<PodRow | undefined>(undefined);
  readonly #options: PlayerOptions;
  /** Looks ahead without moving what is shown. */
  readonly #ahead: Timeline;
  #done: Promise<void> = Promise.resolve();
  /** A moment, and our time when it was or will be shown; undefined while it is held. */
  #anchor: { readonly at: number; readonly time: number } | undefined;
  #cancelTick: (() => void) | undefined;
  #stop = new AbortController();
  #isClosed = false;
  #lastFound = "";

  constructor(options: PlayerOptions) {
    const { startsAt, endsAt } = options.timeline;
    this.#options = options;
    this.#ahead = options.timeline.fork();
    this.position = new Cell<ReplayPosition>({
      at: startsAt,
      startsAt,
      endsAt,
      speed: options.speed,
      isPlaying: false,
    });
  }

  /** Resolves when everything that was asked for so far is shown. */
  get idle(): Promise<void> {
    return this.#done;
  }

  /** Shows the beginning. */
  open(): void {
    this.#do(() => this.#show(this.position.get().startsAt));
  }

  /** Plays, or holds. From the end it plays again from the start. */
  toggle(): void {
    this.#do(async () => {
      const { at, startsAt, endsAt, isPlaying } = this.position.get();
      if (isPlaying) this.#hold();
      else {
        if (at >= endsAt) await this.#show(startsAt);
        this.#play();
      }
    });
  }

  changeSpeed(step: 1 | -1): void {
    this.#do(async () => {
      const { speed, isPlaying } = this.position.get();
      this.#set({ speed: nextSpeed(speed, step) });
      if (isPlaying) this.#play();
    });
  }

  /** To the next moment at which something happened, or the one before; and holds there. */
  step(by: 1 | -1): void {
    this.#do(async () => {
      this.#hold();
      const { at } = this.position.get();
      const next = await (by > 0 ? this.#ahead.next(at) : this.#ahead.previous(at));
      if (next !== undefined) await this.#show(next);
      else this.#options.say(by > 0 ? "Nothing more happens in the recording." : "This is where the recording begins.");
    });
  }

  /** On or back by `ms` milliseconds. */
  move(ms: number): void {
    this.#do(() => this.#jump(this.position.get().at + ms));
  }

  /** To the moment that a person typed. Returns why it is none. */
  goTo(text: string): string | undefined {
    const at = typedMoment(text, this.position.get());
    if (at === undefined) return `${text} is no time: 14:02, 14:02:11, +5m, -30s, start, end`;
    this.#do(() => this.#jump(at));
    return undefined;
  }

  /** To the first moment from here at which a pod begins to pass the filter, the last one when it is empty, and holds there. Returns why it is no filter. */
  find(typed: string): string | undefined {
    const line = typed === "" ? this.#lastFound : typed;
    if (line === "") return "What is to be found? :find health=broken";
    this.#lastFound = line;
    const filter = podFilterOf(line);
    const [problem] = filter.problems;
    if (problem !== undefined) return problem.reason;
    this.#do(async () => {
      this.#hold();
      const { say } = this.#options;
      const found = await firstMatch(this.#ahead, filter, this.position.get().at, this.#stop.signal);
      if (found === undefined) {
        say(`From here to the end no pod begins to pass ${line}`);
        return;
      }
      await this.#show(found.at);
      this.found.set(found.pod);
      say(`${clockText(found.at)}  ${found.pod.key} passes ${line}`);
    });
    return undefined;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stop.abort();
    this.#hold();
    await this.#done;
  }

  /** One after the other. A part of the file that is damaged is said, and one can go elsewhere. */
  #do(work: () => Promise<void>): void {
    this.#done = this.#done.then(async () => {
      if (this.#isClosed) return;
      try {
        await work();
      } catch (error) {
        if (!(error instanceof RecordingError)) throw error;
        this.#hold();
        this.#options.say(`${error.message.replace(/^./, (letter) => letter.toUpperCase())}.`);
      }
    });
  }

  async #jump(at: number): Promise<void> {
    const { startsAt, endsAt, isPlaying } = this.position.get();
    if (at < startsAt) this.#options.say(`The recording begins at ${clockText(startsAt)}.`);
    if (at > endsAt) this.#options.say(`The recording ends at ${clockText(endsAt)}.`);
    await this.#show(at);
    if (isPlaying) this.#play();
  }

  async #show(at: number): Promise<void> {
    const moment = await this.#options.timeline.seek(at);
    this.#set({ at: moment.at });
    this.#options.show(moment);
  }

  #play(): void {
    this.#anchor = { at: this.position.get().at, time: this.#options.clock.monotonic() };
    this.#set({ isPlaying: true });
    this.#plan();
  }

  #hold(): void {
    this.#anchor = undefined;
    this.#cancelTick?.();
    this.#cancelTick = undefined;
    this.#set({ isPlaying: false });
  }

  #plan(): void {
    this.#cancelTick?.();
    this.#cancelTick = this.#options.timers.later(tickMs, () => this.#do(() => this.#tick()));
  }

  async #tick(): Promise<void> {
    if (this.#anchor === undefined) return;
    const { speed, endsAt } = this.position.get();
    const at = this.#anchor.at + (this.#options.clock.monotonic() - this.#anchor.time) * speed;
    await this.#show(at);
    if (at >= endsAt) {
      this.#hold();
      this.#options.say("This is the end of the recording.");
      return;
    }
    await this.#passIdle(at, speed);
    this.#plan();
  }

  async #passIdle(at: number, speed: number): Promise<void> {
    const next = (await this.#ahead.next(at)) ?? this.position.get().endsAt;
    if (next - at <= idleMs * speed) return;
    const to = next - beforeNextMs * speed;
    this.#options.say(`Nothing happened for ${durationText(to - at)} from ${clockText(at)} on: passed over`);
    await this.#show(to);
    this.#play();
  }

  #set(change: Partial<ReplayPosition>): void {
    this.position.set({ ...this.position.get(), ...change });
  }
}

function clockText(time: number): string {
  return format(time, "HH:mm:ss");
}
