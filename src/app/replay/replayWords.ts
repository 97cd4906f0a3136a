import { format } from "date-fns";
import type { SyncState } from "../../kube/sync/syncState.ts";
import { type SyncWords, syncWords } from "../../kube/sync/syncWords.ts";
import type { ReplayPosition } from "./replayPosition.ts";

/** Stands before everything else of the header: `replay of prod, recorded 24 Nov 14:02`. `now` tells whether the year needs to be said. */
export function replayMark(context: string, startsAt: number, now: number): string {
  const year = new Date(startsAt).getFullYear() === new Date(now).getFullYear() ? "" : "yyyy ";
  return `replay of ${context === "" ? "a cluster" : context}, recorded ${format(startsAt, `d MMM ${year}HH:mm`)}`;
}

/** What the header says in the place of the state of a watch: `playing`, `14:02:11, 3:20 of 12:00, 8x`. */
export function positionWords({ at, startsAt, endsAt, speed, isPlaying }: ReplayPosition): SyncWords {
  const held = at >= endsAt ? "at the end" : "held";
  return {
    text: isPlaying ? "playing" : held,
    // What is well gives way on a narrow screen: the position must not.
    tone: "busy",
    detail: `${format(at, "HH:mm:ss")}, ${lengthText(at - startsAt)} of ${lengthText(endsAt - startsAt)}, ${speed}x`,
  };
}

/** How true the rows were: `live then`, `reconnecting then, as of 14:01:50`. */
export function watchThen(sync: SyncState, at: number): Pick<SyncWords, "text" | "tone"> {
  const { text, tone, detail } = syncWords(sync, at, undefined);
  if (tone === "good") return { text: `${text} then`, tone: "muted" };
  return { text: [`${text} then`, detail].filter((part) => part !== "").join(", "), tone };
}

/** `3:20`, `1:03:20`. */
function lengthText(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const two = (count: number) => String(count).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return hours === 0 ? `${minutes}:${two(seconds % 60)}` : `${hours}:${two(minutes)}:${two(seconds % 60)}`;
}
