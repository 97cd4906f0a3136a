import type { Clock } from "../../base/clock.ts";
import { grouped } from "../../base/grouped.ts";
import type { Readable } from "../../base/readable.ts";
import type { SyncState } from "../../kube/sync/syncState.ts";
import { plainLogText } from "../../resources/logs/ansiLine.ts";
import { styled } from "../../table/look.ts";
import type { TextState } from "../dashboardView.ts";
import type { Command } from "../keymap.ts";
import { pickerLayer } from "../pickerLayer.ts";
import { promptLayer } from "../promptLayer.ts";
import { boundTo } from "../text/boundTo.ts";
import type { TextContent, TextHost } from "../text/textContent.ts";
import { type TextLines, textLines } from "../text/textLines.ts";
import type { LogRange } from "./containerLog.ts";
import { type LogActions, logCommands } from "./logCommands.ts";
import { LogPrefixes } from "./logPrefixes.ts";
import { logFilterOf, logFilterPrompt, sinceChoice } from "./logPrompts.ts";
import type { LogScope } from "./logScope.ts";
import { logState } from "./logState.ts";
import { LogBuffer, type LogFilter, LogText, mostLines } from "./logText.ts";
import { podsWords, troubleWords } from "./logWords.ts";
import { PodLogs, type PodLogsParts, type PodStream } from "./podLogs.ts";

export interface LogParts extends Omit<PodLogsParts, "scope" | "onChange"> {
  /** One after the other when it is asked for: this pod alone, all pods of its owner. The first is shown first. */
  readonly scopes: readonly [LogScope, ...LogScope[]];
  readonly sync: Readable<SyncState>;
  readonly clock: Clock;
  /** The commands with the keys that the user chose. */
  rebound<Context>(commands: readonly Command<Context>[]): readonly Command<Context>[];
}

/** Of so many lines the next frame would have too much to do. */
const mostPending = 2_000;

/** The logs of the containers of one pod, or of several, in one text that grows. */
export class LogContent implements TextContent, LogActions {
  readonly kind = "logs";
  readonly growsAtEnd = true;
  readonly wraps = true;
  readonly commands: readonly Command<void>[];
  readonly #parts: LogParts;
  readonly #host: TextHost;
  #scopes: readonly [LogScope, ...LogScope[]];
  #logs: PodLogs;
  #buffer = new LogBuffer();
  #prefixes: LogPrefixes;
  #text: LogText;
  /** So many containers have a name. */
  #named = 0;
  #range: LogRange = { sinceSeconds: undefined, previous: false };
  #only: number | undefined;
  #filter = "";
  #showsTimes = false;
  #readsJson = true;

  constructor(parts: LogParts, host: TextHost) {
    this.#parts = parts;
    this.#host = host;
    this.#scopes = parts.scopes;
    this.commands = parts.rebound(logCommands).map((command) => boundTo(command, this));
    this.#logs = this.#newLogs();
    this.#prefixes = new LogPrefixes(this.#logs.streams, this.#scope.isOne);
    this.#text = this.#newText();
  }

  get subject(): string {
    return this.#scope.subject;
  }

  /** What has come since the last frame is put in the order of its time with each frame. */
  get lines(): TextLines {
    this.#settle();
    if (this.#buffer.lines.end > 0) return this.#text;
    const words = this.#words();
    const isSilent = words.length === 0 && !this.#logs.isGathering && this.state.text === "live";
    return textLines((isSilent ? ["Nothing was written yet."] : words).map((text) => [styled(text, { dim: true })]));
  }

  get state(): TextState {
    return logState(this.#logs.pods, this.#followed(), this.#scope.isOne, this.#parts.sync.get());
  }

  get facts(): readonly string[] {
    const { first } = this.#buffer.lines;
    return [
      ...(this.#filter === "" ? [] : [`filter ${this.#filter}`]),
      ...(this.#range.previous ? ["the run before"] : []),
      ...(this.#only === undefined ? [] : [`only ${this.#nameOf(this.#only)}`]),
      ...(this.#range.sinceSeconds === undefined ? [] : [`of ${sinceText(this.#range.sinceSeconds)}`]),
      ...(this.#scope.isOne ? [] : podsWords(this.#logs)),
      ...(this.#buffer.lines.end > 0 ? this.#words() : []),
      ...(first === 0 ? [] : [`${grouped(first)} older lines let go (the newest ${grouped(mostLines)} are kept)`]),
    ];
  }

  get fileEnding(): string {
    const container = this.#only === undefined ? "" : `-${this.#nameOf(this.#only).replaceAll("/", "-")}`;
    return `${container}${this.#range.previous ? "-previous" : ""}.log`;
  }

  text(): string {
    const { lines } = this;
    const letters: string[] = [];
    for (let line = lines.first; line < lines.end; line++) letters.push(`${lines.plain(line)}\n`);
    return letters.join("");
  }

  steadyFor(): number {
    return this.#logs.steadyFor();
  }

  close(): void {
    this.#logs.close();
  }

  get containers(): number {
    return this.#logs.streams.length;
  }

  get whyNoOwner(): string | undefined {
    return this.#scopes.length > 1 ? undefined : `${this.subject}: no owner to show all pods of.`;
  }

  toggleOwner(): void {
    const [shown, ...others] = this.#scopes;
    const [next] = others;
    if (next === undefined) return;
    this.#scopes = [next, ...others.slice(1), shown];
    this.#only = undefined;
    this.#logs.close();
    this.#logs = this.#newLogs();
    this.#begin();
  }

  showOnly(container: number): void {
    if (container >= this.containers) return;
    this.#only = container;
    this.#show();
  }

  showAll(): void {
    this.#only = undefined;
    this.#show();
  }

  openContainers(): void {
    const entries = this.#logs.streams.map(({ of, container }, index) => {
      const source = of.sources.find(({ name }) => name === container);
      const { kind = "main", state = "", reason = "" } = source ?? {};
      const words = [kind === "main" ? "" : kind, reason === "" ? state : reason];
      return {
        value: String(index),
        text: this.#nameOf(index),
        detail: (of.isGone ? ["gone"] : words).filter(Boolean).join(" · "),
        current: index === this.#only,
        recent: false,
      };
    });
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

  get #scope(): LogScope {
    return this.#scopes[0];
  }

  #newLogs(): PodLogs {
    return new PodLogs({ ...this.#parts, scope: this.#scope, onChange: () => this.#follow() }, this.#range);
  }

  /** Something came, or is otherwise. */
  #follow(): void {
    if (this.#logs.pending >= mostPending) this.#settle();
    this.#host.redraw();
  }

  #reopen(range: LogRange): void {
    this.#range = range;
    this.#logs.reopen(range);
    this.#begin();
  }

  #begin(): void {
    this.#buffer = new LogBuffer();
    this.#prefixes = new LogPrefixes([], this.#scope.isOne);
    this.#show();
  }

  #settle(): void {
    this.#name();
    this.#buffer.push(this.#logs.take());
  }

  /** Containers that have come since get a name. Of one pod, and before anything is shown, all names are made anew. */
  #name(): void {
    const { streams } = this.#logs;
    if (streams.length === this.#named) return;
    this.#named = streams.length;
    if (this.#scope.isOne || this.#buffer.lines.end === 0) this.#show();
    else this.#prefixes.extend(streams);
  }

  #show(): void {
    this.#named = this.#logs.streams.length;
    if (this.#scope.isOne || this.#buffer.lines.end === 0) {
      this.#prefixes = new LogPrefixes(this.#logs.streams, this.#scope.isOne);
    }
    this.#text = this.#newText();
  }

  #newText(): LogText {
    const prefixes = this.#only === undefined ? this.#prefixes.lines : [];
    const look = { showsTimes: this.#showsTimes, readsJson: this.#readsJson, prefixes };
    return new LogText(this.#buffer, look, this.#lineFilter());
  }

  #lineFilter(): LogFilter | undefined {
    const only = this.#only;
    const letters = logFilterOf(this.#filter);
    if (only === undefined && letters === undefined) return undefined;
    return ({ source, text }) =>
      (only === undefined || source === only) && (letters === undefined || letters(plainLogText(text)));
  }

  #nameOf(stream: number): string {
    const known = this.#logs.streams[stream];
    return known === undefined ? "" : this.#prefixes.nameOf(known);
  }

  /** Those that are shown, of pods that are there. */
  #followed(): readonly PodStream[] {
    const { streams } = this.#logs;
    const shown = this.#only === undefined ? streams : streams.slice(this.#only, this.#only + 1);
    return shown.filter(({ of }) => !of.isGone);
  }

  #words(): readonly string[] {
    if (this.containers > 0) return troubleWords(this.#followed(), this.#prefixes, this.#scope.isOne);
    return this.#logs.pods.flatMap(({ follower }) => follower.get().problem ?? []).slice(0, 1);
  }
}

function sinceText(seconds: number): string {
  return seconds < 3_600 ? `the last ${seconds / 60} min` : `the last ${seconds / 3_600} h`;
}
