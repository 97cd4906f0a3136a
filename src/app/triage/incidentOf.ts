import { grouped } from "../../base/grouped.ts";
import { syncWords } from "../../kube/sync/syncWords.ts";
import { CauseGroups } from "../../resources/causes/causeGroups.ts";
import type { PodRow } from "../../resources/podRow.ts";
import type { Place } from "../connection.ts";
import { kubectlAccess } from "../kubectlAccess.ts";
import { shownState } from "../shownState.ts";
import type { ShownTable } from "../shownTable.ts";
import { isStale } from "../staleness.ts";
import type { Incident } from "./incidentCard.ts";
import { fileCommands, kubectlCommands } from "./incidentCommands.ts";
import { scopeWords, truthWords } from "./placeWords.ts";
import type { ShownCauses } from "./shownCauses.ts";

export interface IncidentParts {
  readonly place: Place;
  readonly table: ShownTable;
  readonly causes: ShownCauses;
  /** Our clock, milliseconds since the epoch. */
  readonly now: number;
}

/** What there is to tell of the pods that the filter leaves: of all where it is empty. */
export function incidentOf({ place, table, causes, now }: IncidentParts, filter: string): Incident {
  const { total } = table.frame();
  const shown = filter === "" ? undefined : (table.current?.shownRows() ?? []);
  const sync = shownState(place);
  const access = kubectlAccess(place.cluster?.access);
  const groups = (shown === undefined ? causes.groups : groupsAmong(shown)).map((group) => {
    // As those of all pods: what a filter leaves out may be well.
    const shared = causes.sharedBy(group) ?? [];
    const commands = sync.phase === "file" ? fileCommands(group, sync.path) : kubectlCommands(group, shared, access);
    return { group, shared, commands };
  });
  return {
    scope: [...scopeWords(place), ...(filter === "" ? [] : [`filter ${filter}`])],
    now: table.now,
    state: stateWords({ place, table, now }),
    pods: shown?.length ?? total,
    groups,
    others:
      shown === undefined ? "" : `without the filter ${grouped(causes.count)} of ${grouped(total)} pods are unhealthy`,
  };
}

/** Whether the card is true of now, and of when it is. */
function stateWords({ place, table, now }: Omit<IncidentParts, "causes">): string {
  const sync = shownState(place);
  const { text } = syncWords(sync, now, undefined);
  if (place.isRecorded) return `as it was recorded, ${text} then`;
  if (table.isPast) return "as it was then, not now";
  const held = table.waiting === undefined ? "" : ", held still since then";
  return `${isStale(sync) ? `NOT LIVE (${text})` : text}, ${truthWords(sync, now)}${held}`;
}

function groupsAmong(rows: readonly PodRow[]) {
  const causes = new CauseGroups();
  causes.apply(rows.map((row) => ({ kind: "add", row })));
  return causes.groups();
}
