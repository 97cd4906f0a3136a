import type { Clock } from "../../base/clock.ts";
import { syncWords } from "../../kube/sync/syncWords.ts";
import { termFor } from "../../table/filterWords.ts";
import { isStale } from "../headerWords.ts";
import type { Command } from "../keymap.ts";
import type { Layer } from "../layer.ts";
import type { Navigator } from "../navigator.ts";
import { selectorsText } from "../scope.ts";
import { shownState } from "../shownState.ts";
import type { ShownTable } from "../shownTable.ts";
import { clockTime } from "../text/followedState.ts";
import type { TextParts } from "../text/textLayer.ts";
import type { ShownCauses } from "./shownCauses.ts";
import type { TriageActions } from "./triageActions.ts";
import { triageLayer } from "./triageLayer.ts";
import type { TriageState } from "./triageText.ts";

export interface TriageParts extends Omit<TextParts, "monotonic"> {
  readonly navigator: Navigator;
  readonly table: ShownTable;
  readonly causes: ShownCauses;
  readonly clock: Clock;
  /** Opens a layer after the one that was open has gone. */
  open(next: () => Layer): void;
  /** The keys of the table. */
  others(): readonly Command<void>[];
}

/** What opens about the pods that are unhealthy. */
export class Triage implements TriageActions {
  readonly #parts: TriageParts;

  constructor(parts: TriageParts) {
    this.#parts = parts;
  }

  get hasPods(): boolean {
    return this.#parts.table.frame().total > 0;
  }

  open(): void {
    const { open, table, causes, rebound, say, others } = this.#parts;
    const layer = () =>
      triageLayer({
        causes,
        rebound,
        say,
        state: () => this.#state(),
        now: () => table.now,
        isFiltered: () => table.filter !== "",
        showPods: (cause) => void table.filterBy(termFor("cause", cause)),
        others: () => others().filter(({ group }) => group === "Scope" || group === "App"),
      });
    open(layer);
  }

  #state(): Omit<TriageState, "causes" | "minutes"> {
    const { table, causes, navigator } = this.#parts;
    const sync = shownState(navigator.place);
    return {
      pods: table.frame().total,
      unhealthy: causes.count,
      isLoading: ["starting", "authenticating", "connecting", "loading"].includes(sync.phase),
      scope: this.#scope().join(" · "),
      detail: this.#detail(),
      watchedSince: causes.watchedSince,
    };
  }

  /** The widest first. */
  #scope(): readonly string[] {
    const { place } = this.#parts.navigator;
    const { cluster, session, context } = place;
    const sync = shownState(place);
    const selectors = session === undefined ? "" : selectorsText(session.scope.selectors);
    const { namespace } = session?.scope ?? {};
    return [
      sync.phase === "file" ? `file ${sync.path === "-" ? "stdin" : sync.path}` : `context ${context ?? ""}`,
      cluster?.access === undefined ? "" : `cluster ${cluster.access.cluster}`,
      namespace === undefined ? "all namespaces" : `namespace ${namespace}`,
      selectors,
    ].filter((text) => text !== "" && text !== "context ");
  }

  /** `verified 14:02:11`, `as of 14:02:11`. */
  #detail(): string {
    const { navigator, clock } = this.#parts;
    const sync = shownState(navigator.place);
    if (isStale(sync))
      return "asOf" in sync && sync.asOf !== undefined ? `as of ${clockTime(sync.asOf)}` : "never verified";
    return syncWords(sync, clock.now(), undefined).detail;
  }
}
