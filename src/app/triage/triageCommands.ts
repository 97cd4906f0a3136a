import type { Command } from "../keymap.ts";

/** What the keys may ask of the causes. */
export interface CauseActions {
  readonly hasCauses: boolean;
  moveBy(causes: number): void;
  moveToFirst(): void;
  moveToLast(): void;
  /** The pods of the cause under the cursor in the table. */
  showPods(): void;
  openNarrowing(): void;
  openCard(): void;
  openHelp(): void;
  /** Takes off the narrowing, else goes to the table. */
  escape(): void;
  leave(): void;
}

const withoutCauses = ({ hasCauses }: CauseActions) => (hasCauses ? undefined : "No pod is unhealthy.");

/** Every key of the causes, beside those of the table that are about the program and the scope. */
export const triageCommands: readonly Command<CauseActions>[] = [
  {
    id: "triage.pods",
    keys: ["enter"],
    title: "Its pods in the table",
    group: "View",
    inFooter: "its pods",
    whyDisabled: withoutCauses,
    run: (on) => on.showPods(),
  },
  { id: "triage.down", keys: ["j", "down"], title: "Down", group: "Move", run: (on) => on.moveBy(1) },
  { id: "triage.up", keys: ["k", "up"], title: "Up", group: "Move", run: (on) => on.moveBy(-1) },
  { id: "triage.first", keys: ["g", "home"], title: "The worst", group: "Move", run: (on) => on.moveToFirst() },
  { id: "triage.last", keys: ["G", "end"], title: "The last", group: "Move", run: (on) => on.moveToLast() },
  {
    id: "triage.pageDown",
    keys: ["pageDown", "ctrl-f"],
    title: "Five down",
    group: "Move",
    run: (on) => on.moveBy(5),
  },
  { id: "triage.pageUp", keys: ["pageUp", "ctrl-b"], title: "Five up", group: "Move", run: (on) => on.moveBy(-5) },
  {
    id: "triage.incident",
    keys: ["i"],
    title: "Incident card: causes, suspects, commands; to copy or save",
    group: "View",
    inFooter: "incident card",
    run: (on) => on.openCard(),
  },
  {
    id: "triage.narrow",
    keys: ["/"],
    title: "Only causes with these words",
    group: "View",
    inFooter: "narrow",
    run: (on) => on.openNarrowing(),
  },
  { id: "triage.leave", keys: ["t", "q"], title: "To the table", group: "View", run: (on) => on.leave() },
  {
    id: "triage.escape",
    keys: ["esc"],
    title: "Take off the narrowing, else to the table",
    group: "View",
    inFooter: "table",
    run: (on) => on.escape(),
  },
  { id: "triage.help", keys: ["?"], title: "This help", group: "App", inFooter: "help", run: (on) => on.openHelp() },
];
