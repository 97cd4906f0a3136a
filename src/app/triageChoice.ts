import { grouped } from "../base/grouped.ts";
import { sharedWords, sinceWords, workloadWords } from "../resources/causes/groupWords.ts";
import type { Choice } from "./pickerLayer.ts";
import type { ShownTable } from "./shownTable.ts";

/** A cause of what is unhealthy, the worst first: its pods are shown alone. */
export function triageChoice(table: ShownTable): Choice {
  table.causes.open(table.current);
  return {
    title: "Why pods are unhealthy",
    isWide: true,
    hint: () => "Enter shows the pods, letters narrow, Esc leaves",
    entries: () => {
      const { now, filter } = table;
      return table.causes.groups.map((group) => ({
        value: group.cause,
        text: `${grouped(group.pods.length).padStart(3)} ${group.health.padEnd(8)} ${group.cause}`,
        detail: [workloadWords(group), sinceWords(group, now), ...sharedWords(group, now)]
          .filter((words) => words !== "")
          .join(" · "),
        current: filter === filterForCause(group.cause),
        recent: false,
      }));
    },
    choose: (cause) => void table.filterBy(filterForCause(cause)),
    close: () => table.causes.close(),
  };
}

/** A filter has no way to write a quote, but * stands for one. */
function filterForCause(cause: string): string {
  return `cause="${cause.replaceAll('"', "*")}"`;
}
