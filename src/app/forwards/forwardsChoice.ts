import type { Choice } from "../pickerLayer.ts";
import type { Forward } from "./forward.ts";
import { forwardDetail } from "./forwardWords.ts";

export interface ForwardsChoiceParts {
  list(): readonly Forward[];
  /** The context on the screen. */
  context(): string | undefined;
  /** Stops one; one that has stopped leaves the list. */
  stop(forward: Forward): void;
  copy(forward: Forward): void;
}

/** The bytes of open connections change all the time: milliseconds. */
const refreshMs = 1_000;

/** The running port-forwards, live. */
export function forwardsChoice({ list, context, stop, copy }: ForwardsChoiceParts): Choice {
  const withForward = (value: string, act: (forward: Forward) => void) => {
    const found = list().find((forward) => idOf(forward) === value);
    if (found !== undefined) act(found);
  };
  return {
    title: "Port-forwards",
    isWide: true,
    hint: () =>
      list().length === 0 ? "none: f opens one" : "Enter copies the address, Ctrl-D stops or removes it, Esc leaves",
    entries: () =>
      list().map((forward) => ({
        value: idOf(forward),
        text: forward.address,
        detail: forwardDetail(forward, context()),
        current: false,
        recent: false,
      })),
    choose: (value) => withForward(value, copy),
    keys: { "ctrl-d": (value) => withForward(value, stop) },
    steadyFor: () => (list().some(({ connections }) => connections > 0) ? refreshMs : Number.POSITIVE_INFINITY),
  };
}

/** A port may be opened again, for the same pod or for another. */
function idOf({ address, pod, startedAs }: Forward): string {
  return `${address} ${pod.uid} ${startedAs}`;
}
