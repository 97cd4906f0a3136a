import type { News } from "../news.ts";
import type { ShownTable } from "../shownTable.ts";
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
  /** To what is now. Returns false when no moment before is shown. */
  toLive(): boolean;
}

export interface TimeParts {
  readonly table: ShownTable;
  readonly news: News;
  /** To add to our clock to get that of the rows, milliseconds. */
  skewMs(): number;
}

const minuteMs = 60_000;

export function timeActions({ table, news, skewMs }: TimeParts): TimeActions {
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
    toLive: () => {
      const { isPast } = table;
      if (isPast) table.current?.setHeld(false, table.now);
      return isPast;
    },
  };
}
