import type { Layer } from "../layer.ts";
import { pickerLayer } from "../pickerLayer.ts";
import { type GoneParts, goneChoice } from "./goneChoice.ts";
import { noMoreWords } from "./timeWords.ts";

/** Through what was seen of the rows since the start. */
export interface TimeActions {
  /** There is a list whose changes are remembered. */
  readonly hasHistory: boolean;
  /** The rows stand still: those of a moment before, or held by a person. */
  readonly isHeld: boolean;
  /** Those of a moment before: nothing may be changed by what is seen there. */
  readonly isPast: boolean;
  /** To the moment before, or the next one, at which something that is shown changed; after the last one to what is now. */
  step(by: -1 | 1): void;
  /** The same, past those that are nearer than a minute. */
  stepMinute(by: -1 | 1): void;
  /** Some pod went a short while ago. */
  readonly hasGone: boolean;
  /** The pods that went a short while ago, to choose from. */
  openGone(): void;
  /** To what is now. Returns false when no moment before is shown. */
  toLive(): boolean;
}

export interface TimeParts extends GoneParts {
  open(next: () => Layer): void;
}

const minuteMs = 60_000;

export function timeActions(parts: TimeParts): TimeActions {
  const { table, news, skewMs, open } = parts;
  const step = (by: -1 | 1, ms: number) => {
    const { current } = table;
    if (by > 0) current?.stepOn(ms);
    else if (current?.stepBack(ms, table.now) === false) news.say(noMoreWords(current, skewMs()));
  };
  return {
    get hasHistory() {
      return table.current?.history !== undefined;
    },
    get isHeld() {
      return table.current?.hold !== undefined;
    },
    get isPast() {
      return table.isPast;
    },
    step: (by) => step(by, 0),
    stepMinute: (by) => step(by, minuteMs),
    get hasGone() {
      return (table.current?.gone.count(table.now) ?? 0) > 0;
    },
    openGone: () => open(() => pickerLayer(goneChoice(parts))),
    toLive: () => {
      const { isPast } = table;
      if (isPast) table.current?.setHeld(false, table.now);
      return isPast;
    },
  };
}
