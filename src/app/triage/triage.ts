import type { Clock } from "../../base/clock.ts";
import { termFor } from "../../table/filterWords.ts";
import type { Command } from "../keymap.ts";
import type { Layer } from "../layer.ts";
import type { Navigator } from "../navigator.ts";
import { namespaceText } from "../scope.ts";
import { shownState } from "../shownState.ts";
import type { ShownTable } from "../shownTable.ts";
import { isStale } from "../staleness.ts";
import { clockTime } from "../text/followedState.ts";
import { type TextParts, textLayer } from "../text/textLayer.ts";
import { incidentCard } from "./incidentCard.ts";
import { IncidentContent } from "./incidentContent.ts";
import { incidentOf } from "./incidentOf.ts";
import { scopeWords, truthWords } from "./placeWords.ts";
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
        openCard: () => this.#openCard(""),
        others: () => others().filter(({ group }) => group === "Scope" || group === "App"),
      });
    open(layer);
  }

  openCard(): void {
    this.#openCard(this.#parts.table.filter);
  }

  #openCard(filter: string): void {
    const { navigator, table, causes, clock, open } = this.#parts;
    const { place } = navigator;
    const card = incidentCard(incidentOf({ place, table, causes, now: clock.now() }, filter));
    const state = {
      text: `taken ${clockTime(table.now)}`,
      tone: isStale(shownState(place)) ? "warning" : "good",
      detail: "",
      isStale: false,
    } as const;
    const content = new IncidentContent(namespaceText(place.session?.scope.namespace), state, card);
    open(() => textLayer(() => content, { ...this.#parts, monotonic: () => clock.monotonic() }));
  }

  #state(): Omit<TriageState, "causes" | "minutes"> {
    const { table, causes, navigator, clock } = this.#parts;
    const { place } = navigator;
    const sync = shownState(place);
    return {
      pods: table.frame().total,
      unhealthy: causes.count,
      isLoading: ["starting", "authenticating", "connecting", "loading"].includes(sync.phase),
      scope: scopeWords(place).join(" · "),
      detail: truthWords(sync, clock.now()),
      watchedSince: causes.watchedSince,
    };
  }
}
