import type { Clock } from "../../base/clock.ts";
import { grouped } from "../../base/grouped.ts";
import type { LogRequest } from "../../kube/wire/podLogs.ts";
import { plainLogText } from "../../resources/logs/ansiLine.ts";
import { type LogLine, mergedByTime } from "../../resources/logs/logLine.ts";
import { type LogSource, logSourcesOf } from "../../resources/logs/logSources.ts";
import { type StyledLine, styled } from "../../table/look.ts";
import type { TextState } from "../dashboardView.ts";
import { isStale } from "../headerWords.ts";
import type { Command } from "../keymap.ts";
import { pickerLayer } from "../pickerLayer.ts";
import { promptLayer } from "../promptLayer.ts";
import { boundTo } from "../text/boundTo.ts";
import { followedState } from "../text/followedState.ts";
import type { TextContent, TextHost } from "../text/textContent.ts";
import { type TextLines, textLines } from "../text/textLines.ts";
import type { PodViewParts } from "../text/yamlContent.ts";
import { ContainerLog, type LogRange } from "./containerLog.ts";
import { type LogActions, logCommands } from "./logCommands.ts";
import { logFilterOf, logFilterPrompt, sinceChoice } from "./logPrompts.ts";
import { LogBuffer, type LogFilter, LogText, mostLines } from "./logText.ts";

export interface LogParts extends PodViewParts {
  readonly clock: Clock;
  stream(request: LogRequest, signal: AbortSignal): AsyncIterable<readonly string[]>;
}

/** Colours that tell containers apart, as SGR parameters: none of those that mean trouble. */
const colours = ["36", "35", "34", "32", "96", "95", "94", "92"];
/** As long as several logs are waited for, so that what was written before comes in the order of time, milliseconds. */
const gatherMs = 1_500;
const lookAgainMs = 150;
/** Of so many lines the next frame would have too much to do. */
const mostPending = 2_000;

/** The logs of a pod's containers in one text that grows. */
export class LogContent implements TextContent, LogActions {
  readonly kind = "logs";
  readonly subject: string;
  readonly growsAtEnd = true;
  readonly wraps = true;
  readonly commands: readonly Command<void>[];
  readonly #parts: LogParts;
  readonly #host: TextHost;
  readonly #stop: () => void;
  #sources: readonly LogSource[] = [];
  #logs: readonly ContainerLog[] = [];
  #pending: LogLine[][] = [];
  #buffer = new LogBuffer();
  #text: LogText = new LogText(this.#buffer, { showsTimes: false, readsJson: true, prefixes: [] }, undefined);
  #openedAt = 0;
  #isGathering = true;
  #range: LogRange = { sinceSeconds: undefined, previous: false };
  #only: number | undefined;
  #filter = "";
  #showsTimes = false;
  #readsJson = true;

  constructor(parts: LogParts, host: TextHost) {
    this.#parts = parts;
    this.#host = host;
    this.subject = parts.follower.pod.key;
    this.commands = parts.rebound(logCommands).map((command) => boundTo(command, this));
    this.#stop = parts.follower.subscribe(() => this.#follow());
    this.#follow();
  }

  /** What has come since the last frame is put in the order of its time with each frame. */
  get lines(): TextLines {
    this.#settle();
    if (this.#buffer.lines.end > 0) return this.#text;
    const words = this.#words();
    const isSilent = words.length === 0 && !this.#isGathering && this.state.text === "live";
    return textLines((isSilent ? ["Nothing was written yet."] : words).map((text) => [styled(text, { dim: true })]));
  }

  get state(): TextState {
    const now = this.#parts.follower.get();
    const sync = this.#parts.sync.get();
    // A log that says nothing looks the same when its connection is dead: the watch of the pods knows.
    const isOld = now.deletedAt !== undefined || isStale(sync);
    if (isOld || (now.object === undefined && now.problem !== undefined)) return followedState(now, sync);
    const states = new Set(this.#shownLogs().map(({ state }) => state));
    if (states.has("reconnecting")) return { text: "reconnecting", tone: "warning", detail: "", isStale: true };
    if (states.has("live")) return { text: "live", tone: "good", detail: "", isStale: false };
    if (states.has("refused")) return { text: "refused", tone: "bad", detail: "", isStale: true };
    if (states.has("waiting")) return { text: "waiting", tone: "busy", detail: "", isStale: false };
    if (states.has("ended")) return { text: "ended", tone: "muted", detail: "", isStale: false };
    return { text: "loading", tone: "busy", detail: "", isStale: false };
  }

  get facts(): readonly string[] {
    const { first } = this.#buffer.lines;
    return [
      ...(this.#filter === "" ? [] : [`filter ${this.#filter}`]),
      ...(this.#range.previous ? ["the run before"] : []),
      ...(this.#only === undefined ? [] : [`only ${this.#sources[this.#only]?.name}`]),
      ...(this.#range.sinceSeconds === undefined ? [] : [`of ${sinceText(this.#range.sinceSeconds)}`]),
      ...(this.#buffer.lines.end > 0 ? this.#words() : []),
      ...(first === 0 ? [] : [`${grouped(first)} older lines let go (the newest ${grouped(mostLines)} are kept)`]),
    ];
  }

  get fileEnding(): string {
    const container = this.#only === undefined ? "" : `-${this.#sources[this.#only]?.name}`;
    return `${container}${this.#range.previous ? "-previous" : ""}.log`;
  }

  text(): string {
    const { lines } = this;
    const letters: string[] = [];
    for (let line = lines.first; line < lines.end; line++) letters.push(`${lines.plain(line)}\n`);
    return letters.join("");
  }

  steadyFor(): number {
    return this.#isGathering ? lookAgainMs : Number.POSITIVE_INFINITY;
  }

  close(): void {
    this.#stop();
    for (const log of this.#logs) log.close();
    this.#parts.follower.close();
  }

  get containers(): number {
    return this.#sources.length;
  }

  showOnly(container: number): void {
    if (container >= this.#sources.length) return;
    this.#only = container;
    this.#show();
  }

  showAll(): void {
    this.#only = undefined;
    this.#show();
  }

  openContainers(): void {
    const entries = this.#sources.map(({ name, kind, state, reason }, index) => ({
      value: String(index),
      text: name,
      detail: [kind === "main" ? "" : kind, reason === "" ? state : reason].filter(Boolean).join(" · "),
      current: index === this.#only,
      recent: false,
    }));
    this.#host.open(
      pickerLayer({
        title: "Container",
        hint: () => "Enter chooses, 0 shows all",
        entries: () => entries,
        choose: (value) => this.showOnly(Number(value)),
      }),
    );
  }

  openSince(): void {
    const choose = (sinceSeconds: number | undefined) => this.#reopen({ ...this.#range, sinceSeconds });
    this.#host.open(pickerLayer(sinceChoice(this.#range.sinceSeconds, choose)));
  }

  openFilter(): void {
    const apply = (text: string) => {
      this.#filter = text;
      this.#show();
    };
    this.#host.open(promptLayer(logFilterPrompt(this.#filter, apply)));
  }

  togglePrevious(): void {
    this.#reopen({ ...this.#range, previous: !this.#range.previous });
  }

  toggleTimes(): void {
    this.#showsTimes = !this.#showsTimes;
    this.#show();
  }

  toggleJson(): void {
    this.#readsJson = !this.#readsJson;
    this.#show();
  }

  #shownLogs(): readonly ContainerLog[] {
    return this.#only === undefined ? this.#logs : this.#logs.slice(this.#only, this.#only + 1);
  }

  /** The containers are known once the pod was read; ephemeral ones come later. */
  #follow(): void {
    const { object } = this.#parts.follower.get();
    if (object !== undefined) this.#sources = logSourcesOf(object);
    if (this.#sources.length !== this.#logs.length) this.#open();
    for (const log of this.#logs) log.wake();
    this.#host.redraw();
  }

  #reopen(range: LogRange): void {
    this.#range = range;
    for (const log of this.#logs) log.close();
    this.#logs = [];
    this.#pending = [];
    this.#buffer = new LogBuffer();
    this.#open();
  }

  #open(): void {
    const { clock, follower, stream } = this.#parts;
    const { namespace, name } = follower.pod;
    this.#openedAt = clock.monotonic();
    this.#isGathering = true;
    const added = this.#sources.slice(this.#logs.length).map((source, index) => {
      const number = this.#logs.length + index;
      const lines: LogLine[] = [];
      this.#pending[number] = lines;
      return new ContainerLog({
        source: number,
        container: source.name,
        range: this.#range,
        clock,
        now: () => this.#sources[number],
        stream: (request, signal) => stream({ ...request, namespace, pod: name }, signal),
        take: (more) => {
          // Not by spreading: there may be more of them than a call takes.
          for (const line of more) lines.push(line);
          if (lines.length >= mostPending) this.#settle();
          this.#host.redraw();
        },
        onState: () => this.#host.redraw(),
      });
    });
    this.#logs = [...this.#logs, ...added];
    this.#show();
  }

  #settle(): void {
    const now = this.#parts.clock.monotonic();
    const isLate = now - this.#openedAt >= gatherMs;
    this.#isGathering &&= !isLate && !this.#logs.every((log) => log.isCaughtUp(now));
    if (this.#isGathering && this.#logs.length > 1) return;
    this.#buffer.push(mergedByTime(this.#pending));
    for (const lines of this.#pending) lines.length = 0;
  }

  #show(): void {
    const isOne = this.#sources.length === 1 || this.#only !== undefined;
    const width = Math.max(0, ...this.#sources.map(({ name }) => name.length));
    const prefixes = isOne ? [] : this.#sources.map(({ name }, index) => prefixOf(name.padEnd(width), index));
    const look = { showsTimes: this.#showsTimes, readsJson: this.#readsJson, prefixes };
    this.#text = new LogText(this.#buffer, look, this.#lineFilter());
  }

  #lineFilter(): LogFilter | undefined {
    const only = this.#only;
    const letters = logFilterOf(this.#filter);
    if (only === undefined && letters === undefined) return undefined;
    return ({ source, text }) =>
      (only === undefined || source === only) && (letters === undefined || letters(plainLogText(text)));
  }

  /** What keeps containers from being followed; of one alone without its name. */
  #words(): readonly string[] {
    const { problem } = this.#parts.follower.get();
    if (this.#logs.length === 0) return problem === undefined ? [] : [problem];
    const shown = this.#shownLogs();
    return shown.flatMap(({ state, words }, index) => {
      // That init containers come to their end is no news.
      if (words === "" || (state === "ended" && shown.length > 1)) return [];
      const { name } = this.#sources[this.#only ?? index] ?? { name: "" };
      return [words.includes(`"${name}"`) ? words : `${name}: ${words}`];
    });
  }
}

function prefixOf(name: string, index: number): StyledLine {
  return [styled(`${name} `, { sgr: colours[index % colours.length] ?? "" })];
}

function sinceText(seconds: number): string {
  return seconds < 3_600 ? `the last ${seconds / 60} min` : `the last ${seconds / 3_600} h`;
}
