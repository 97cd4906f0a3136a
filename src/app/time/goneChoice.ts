import type { News } from "../news.ts";
import type { Choice } from "../pickerLayer.ts";
import type { ShownTable } from "../shownTable.ts";
import { gonePods, successorOf } from "./gonePods.ts";
import { goneTime, lastWords, placeWords } from "./goneWords.ts";

export interface GoneParts {
  readonly table: ShownTable;
  readonly news: News;
  /** To add to our clock to get that of the rows, milliseconds. */
  skewMs(): number;
  /** The server leaves out pods, and tells of those that it begins to leave out as if they were gone. */
  isSelecting(): boolean;
}

/** Pods that went a short while ago: one goes to the pod that has the place of one, or is told its last words. */
export function goneChoice({ table, news, skewMs, isSelecting }: GoneParts): Choice {
  const pods = () => gonePods(table.current, table.now);
  return {
    title: isSelecting() ? "Pods that went, or are no longer selected" : "Pods that went",
    isWide: true,
    hint: () => "Enter goes to the pod that has its place, letters narrow, Esc leaves",
    entries: () =>
      pods().map((pod) => ({
        value: pod.row.uid,
        text: `${goneTime(pod, skewMs())} ${pod.row.key}`,
        detail: [lastWords(pod), placeWords(pod, table.now)].filter((text) => text !== "").join(" "),
        current: false,
        recent: false,
      })),
    choose: (uid) => {
      const pod = pods().find(({ row }) => row.uid === uid);
      const successor = successorOf(pods(), uid);
      if (successor !== undefined) table.moveToNow(successor);
      else if (pod !== undefined)
        news.say(`${pod.row.key} went at ${goneTime(pod, skewMs())}: ${lastWords(pod)}. No pod has its place.`);
    },
  };
}
