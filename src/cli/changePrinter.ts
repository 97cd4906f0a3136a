import type { GetFlags } from "./arguments.ts";
import type { ChangeListener } from "./changeFeed.ts";
import { objectFormats } from "./objectFormat.ts";
import type { Output } from "./output.ts";
import { withoutManagers } from "./printObjects.ts";
import { compareSortValues } from "./sortValue.ts";
import { tableLayout, type WatchEventName } from "./tableLayout.ts";
import { TextTable } from "./textTable.ts";
import type { WatchedPod } from "./watchedPod.ts";

/** Prints what is there and then, where they are watched, changes, as `kubectl get -w` does: columns never get narrower, and the header comes once. */
export class ChangePrinter implements ChangeListener<WatchedPod> {
  readonly #flags: GetFlags;
  readonly #out: Output;
  readonly #textOf: (events: readonly Event[]) => string;

  /** `now` is the clock that ages are told by. */
  constructor(flags: GetFlags, out: Output, now: () => number) {
    this.#flags = flags;
    this.#out = out;
    this.#textOf = textPrinter(flags, now);
  }

  start(pods: readonly WatchedPod[]): void {
    if (this.#flags.watch === "only") return;
    const sorted = this.#flags.sortBy === undefined ? pods : pods.toSorted(compareByValue);
    this.#out.write(this.#textOf(sorted.map((pod) => ({ type: "ADDED", pod }))));
  }

  change(type: WatchEventName, pod: WatchedPod): void {
    if (this.#flags.watch !== "no") this.#out.write(this.#textOf([{ type, pod }]));
  }

  rest(): void {
    // Whoever aborts the signal of a broken output is told of it there.
    this.#out.flush().catch(() => undefined);
  }
}

interface Event {
  readonly type: WatchEventName;
  readonly pod: WatchedPod;
}

function textPrinter(flags: GetFlags, now: () => number): (events: readonly Event[]) => string {
  switch (flags.output) {
    case "name":
      return (events) => events.map(({ pod }) => `pod/${pod.row.name}\n`).join("");
    case "json":
    case "yaml":
      return objectPrinter(flags.output, flags.watchEvents);
    default:
      return linePrinter(flags, now);
  }
}

function objectPrinter(output: "json" | "yaml", withEvents: boolean): (events: readonly Event[]) => string {
  const format = objectFormats[output];
  let isFirst = true;
  const textOf = ({ type, pod }: Event): string => {
    // kubectl hides the managers of fields in objects, but not in events.
    const text = withEvents
      ? format.event(type, pod.object, isFirst)
      : format.inStream(withoutManagers(pod.object), isFirst);
    isFirst = false;
    return text;
  };
  return (events) => events.map(textOf).join("");
}

function linePrinter(flags: GetFlags, now: () => number): (events: readonly Event[]) => string {
  const table = new TextTable();
  const layout = tableLayout(flags, flags.namespace === null);
  let header = flags.headers ? [layout.header] : [];
  return (events) => {
    if (events.length === 0) return "";
    const at = now();
    const rows = events.map(({ type, pod }) => layout.cells(pod.row, at, flags.watchEvents ? type : undefined));
    const lines = table.lines([...header, ...rows]);
    header = [];
    return lines.map((line) => `${line}\n`).join("");
  };
}

function compareByValue({ value: a }: WatchedPod, { value: b }: WatchedPod): number {
  return a === undefined || b === undefined ? 0 : compareSortValues(a, b);
}
