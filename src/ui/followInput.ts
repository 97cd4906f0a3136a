import type { KeyChord } from "../app/keyChord.ts";
import type { Timers } from "../base/framePacer.ts";
import { InputReader } from "./input.ts";
import type { InputEvent } from "./inputEvent.ts";

/** Who hears of what a person does. */
export interface InputTarget {
  press(chord: KeyChord | undefined, text: string | undefined): void;
  paste(text: string): void;
  /** `line` counts the lines of the table from 0. */
  click(line: number): void;
  /** Negative is up. */
  wheel(lines: number): void;
}

/** What is needed of a terminal's input. */
export interface InputStream {
  setEncoding(encoding: "utf8"): unknown;
  setRawMode(isRaw: boolean): unknown;
  on(event: "data", listener: (chunk: string | Buffer) => void): unknown;
  off(event: "data", listener: (chunk: string | Buffer) => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

/** Lines of the screen above the first row of the table. */
const linesAboveTable = 3;
/** The rest of a sequence comes with its beginning, or right after it; a person is never as fast. */
const sequenceMs = 30;

/** Reads keys, pastes and the mouse until the returned function is called, which leaves the terminal as it was. */
export function followInput(target: InputTarget, stdin: InputStream, timers: Timers): () => void {
  const reader = new InputReader();
  let stopWaiting: () => void = () => {};
  const onData = (chunk: string | Buffer) => {
    stopWaiting();
    for (const event of reader.read(chunk.toString())) tell(target, event);
    if (!reader.isWaiting) return;
    stopWaiting = timers.later(sequenceMs, () => {
      for (const event of reader.settle()) tell(target, event);
    });
  };
  stdin.setEncoding("utf8");
  stdin.setRawMode(true);
  stdin.on("data", onData);
  stdin.resume();
  return () => {
    stopWaiting();
    stdin.off("data", onData);
    stdin.setRawMode(false);
    stdin.pause();
  };
}

function tell(target: InputTarget, event: InputEvent): void {
  switch (event.kind) {
    case "key":
      target.press(event.chord, event.text);
      return;
    case "paste":
      target.paste(event.text);
      return;
    case "wheel":
      target.wheel(event.lines);
      return;
    case "click":
      if (event.line >= linesAboveTable) target.click(event.line - linesAboveTable);
  }
}
