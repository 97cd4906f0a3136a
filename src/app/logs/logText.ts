import { Ring } from "../../base/ring.ts";
import { ansiLine, plainLogText } from "../../resources/logs/ansiLine.ts";
import { jsonLogLine } from "../../resources/logs/jsonLogLine.ts";
import type { LogLine } from "../../resources/logs/logLine.ts";
import { type StyledLine, styled } from "../../table/look.ts";
import { plainOf, type TextLines } from "../text/textLines.ts";

/** How lines of a log are shown. */
export interface LogLook {
  readonly showsTimes: boolean;
  /** JSON as people read it. */
  readonly readsJson: boolean;
  /** By the number of the container; empty for one alone. */
  readonly prefixes: readonly StyledLine[];
}

/** Which lines of a log are shown. */
export type LogFilter = (line: LogLine) => boolean;

export const mostLines = 100_000;
/** Lines can be long: letters of all of them. */
const mostLetters = 64 * 1024 * 1024;

/** The newest lines of some containers. */
export class LogBuffer {
  readonly lines = new Ring<LogLine>(mostLines);
  #letters = 0;

  push(added: readonly LogLine[]): void {
    for (const line of added) {
      const pushedOut = this.lines.at(this.lines.end - mostLines);
      this.lines.push(line);
      this.#letters += line.text.length - (pushedOut?.text.length ?? 0);
      while (this.#letters > mostLetters) this.#letters -= this.lines.shift()?.text.length ?? 0;
    }
  }
}

/** Lines of a log as text: all of them, or those that pass a filter. */
export class LogText implements TextLines {
  readonly #buffer: LogBuffer;
  readonly #look: LogLook;
  readonly #filter: LogFilter | undefined;
  /** Numbers of the lines that pass, of which the oldest `#passed` are gone. */
  #passing: number[] = [];
  #gone = 0;
  #head = 0;
  #looked = 0;

  constructor(buffer: LogBuffer, look: LogLook, filter: LogFilter | undefined) {
    this.#buffer = buffer;
    this.#look = look;
    this.#filter = filter;
    this.#looked = buffer.lines.first;
  }

  get first(): number {
    if (this.#filter === undefined) return this.#buffer.lines.first;
    this.#follow(this.#filter);
    return this.#gone + this.#head;
  }

  get end(): number {
    if (this.#filter === undefined) return this.#buffer.lines.end;
    this.#follow(this.#filter);
    return this.#gone + this.#passing.length;
  }

  plain(number: number): string {
    const line = this.#lineAt(number);
    if (line === undefined) return "";
    if (line.isNote === true || (this.#look.readsJson && line.text.startsWith("{")))
      return plainOf(styledLog(line, this.#look));
    const prefix = this.#look.prefixes[line.source];
    const before = (prefix === undefined ? "" : plainOf(prefix)) + (this.#look.showsTimes ? timeText(line) : "");
    return before + plainLogText(line.text);
  }

  styled(number: number): StyledLine {
    const line = this.#lineAt(number);
    return line === undefined ? [] : styledLog(line, this.#look);
  }

  #lineAt(number: number): LogLine | undefined {
    const place = this.#filter === undefined ? number : (this.#passing[number - this.#gone] ?? -1);
    return this.#buffer.lines.at(place);
  }

  /** Looks at what is new, and forgets what fell out. */
  #follow(filter: LogFilter): void {
    const { lines } = this.#buffer;
    for (this.#looked = Math.max(this.#looked, lines.first); this.#looked < lines.end; this.#looked++) {
      const line = lines.at(this.#looked);
      if (line !== undefined && filter(line)) this.#passing.push(this.#looked);
    }
    while (this.#head < this.#passing.length && (this.#passing[this.#head] as number) < lines.first) this.#head++;
    if (this.#head < 10_000) return;
    this.#passing = this.#passing.slice(this.#head);
    this.#gone += this.#head;
    this.#head = 0;
  }
}

/** Which container, when, what. */
function styledLog(line: LogLine, { prefixes, showsTimes, readsJson }: LogLook): StyledLine {
  const prefix = prefixes[line.source] ?? [];
  if (line.isNote === true) return [...prefix, styled(`── ${plainLogText(line.text)} ──`, { tone: "warning" })];
  const time = showsTimes ? [styled(timeText(line), { dim: true })] : [];
  const text = (readsJson ? jsonLogLine(line.text) : undefined) ?? ansiLine(line.text);
  return [...prefix, ...time, ...text];
}

/** `2026-01-05T10:00:00.123Z `, as wide for every line. */
function timeText({ time }: LogLine): string {
  return time === "" ? " ".repeat(25) : `${time.slice(0, 23).padEnd(23, time.includes(".") ? "0" : " ")}Z `;
}
