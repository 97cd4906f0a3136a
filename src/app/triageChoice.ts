import { grouped } from "../base/grouped.ts";
import { sharedWords, sinceWords, workloadWords } from "../resources/causes/groupWords.ts";
import { termFor } from "../table/filterWords.ts";
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
        current: filter === termFor("cause", group.cause),
        recent: false,
      }));
    },
    choose: (cause) => void table.filterBy(termFor("cause", cause)),
    close: () => table.causes.close(),
  };
}
