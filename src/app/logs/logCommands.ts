import type { Command } from "../keymap.ts";

/** What the keys may ask of the view of logs. */
export interface LogActions {
  readonly containers: number;
  /** Why there is no owner to show all pods of, as a sentence; undefined when there is one. */
  readonly whyNoOwner: string | undefined;
  /** All pods of the owner, or the one pod again. */
  toggleOwner(): void;
  showOnly(container: number): void;
  showAll(): void;
  openContainers(): void;
  openSince(): void;
  openFilter(): void;
  togglePrevious(): void;
  toggleTimes(): void;
  toggleJson(): void;
}

const ofOne = ({ containers }: LogActions) => (containers > 1 ? undefined : "The pod has no other container.");

export const logCommands: readonly Command<LogActions>[] = [
  {
    id: "logs.filter",
    keys: ["f"],
    title: "Only lines with these words, or /regex/; ! turns it round",
    group: "View",
    inFooter: "filter",
    run: (on) => on.openFilter(),
  },
  {
    id: "logs.previous",
    keys: ["p"],
    title: "The run before the present one, and back",
    group: "View",
    inFooter: "previous",
    run: (on) => on.togglePrevious(),
  },
  {
    id: "logs.since",
    keys: ["s"],
    title: "Since when",
    group: "View",
    inFooter: "since",
    run: (on) => on.openSince(),
  },
  {
    id: "logs.times",
    keys: ["t"],
    title: "Times before the lines, or none",
    group: "View",
    run: (on) => on.toggleTimes(),
  },
  {
    id: "logs.json",
    keys: ["J"],
    title: "JSON lines as they came, or readable",
    group: "View",
    run: (on) => on.toggleJson(),
  },
  {
    id: "logs.container",
    keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
    title: "One container alone",
    group: "Pod",
    whyDisabled: ofOne,
    run: (on, place) => on.showOnly(place),
  },
  {
    id: "logs.containers",
    keys: ["o"],
    title: "Choose a container",
    group: "Pod",
    inFooter: "container",
    whyDisabled: ofOne,
    run: (on) => on.openContainers(),
  },
  {
    id: "logs.owner",
    keys: ["O"],
    title: "All pods of the owner in the order of time, or this pod alone",
    group: "Pod",
    inFooter: "owner",
    whyDisabled: ({ whyNoOwner }) => whyNoOwner,
    run: (on) => on.toggleOwner(),
  },
  {
    id: "logs.all",
    keys: ["0"],
    title: "All containers",
    group: "Pod",
    whyDisabled: ofOne,
    run: (on) => on.showAll(),
  },
];
