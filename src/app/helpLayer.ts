import type { HelpGroup } from "./dashboardView.ts";
import type { KeyChord } from "./keyChord.ts";
import type { Layer } from "./layer.ts";

/** Lines that a key scrolls; any other key ends the help. */
const steps: { readonly [Chord in KeyChord]?: number } = {
  j: 1,
  down: 1,
  k: -1,
  up: -1,
  pageDown: 10,
  pageUp: -10,
  space: 10,
};

/** All keys with what they do. */
export function helpLayer(groupsNow: () => readonly HelpGroup[]): Layer {
  let top = 0;
  let lines = 1;
  return {
    press: (chord) => {
      const step = chord && steps[chord];
      if (step === undefined) return false;
      const count = groupsNow().reduce((sum, { entries }) => sum + entries.length + 2, 0);
      top = Math.max(0, Math.min(top + step, count - lines));
      return true;
    },
    view: (tableLines) => {
      lines = tableLines;
      return { overlay: { kind: "help", groups: groupsNow(), top } };
    },
    close: () => {},
  };
}
