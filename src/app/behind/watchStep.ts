import { grouped } from "../../base/grouped.ts";
import type { Restart, SyncFigures } from "../../kube/sync/syncFigures.ts";
import { toldLines } from "../../resources/page/section.ts";
import type { StyledLine } from "../../table/look.ts";
import { momentText } from "./momentText.ts";
import type { TourFacts } from "./tourFacts.ts";

const recentSeconds = 10;
/** Reasons that are told. */
const mostRestarts = 5;

/** How the changes come, and what has interrupted them. */
export function watchLines({ sync, traffic, now, monotonic }: TourFacts): readonly StyledLine[] {
  const { figures } = traffic;
  const { watchedSince, bookmark } = figures;
  return [
    ...(watchedSince === undefined ? [] : toldLines("open", `since ${momentText(watchedSince, now)}`)),
    ...(sync.phase === "polling" ? toldLines("instead", `the list is asked for every ${sync.everyMs / 1000} s`) : []),
    ...("verifiedAt" in sync ? toldLines("verified", momentText(sync.verifiedAt, now)) : []),
    ...("asOf" in sync && sync.phase !== "file" && sync.asOf !== undefined
      ? toldLines("as of", `${momentText(sync.asOf, now)}: the rows have stood still since then`)
      : []),
    ...(figures.list === undefined ? [] : toldLines("changes", changesWords(figures, monotonic))),
    ...(watchedSince === undefined ? [] : toldLines("bookmark", bookmarkWords(bookmark, now))),
    ...restartLines(figures, now),
  ];
}

function changesWords({ changes, rate }: SyncFigures, monotonic: number): string {
  const minute = rate.lastMinute(monotonic);
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const perSecond = sum(minute.slice(-recentSeconds)) / recentSeconds;
  const now =
    perSecond === 0 ? "none now" : `${perSecond < 10 ? perSecond.toFixed(1) : Math.round(perSecond)} a second`;
  return `${grouped(changes)} since the start, ${grouped(sum(minute))} in the last minute, ${now}`;
}

function bookmarkWords(bookmark: SyncFigures["bookmark"], now: number): string {
  if (bookmark === undefined) return "none yet: they come about once a minute";
  return `${momentText(bookmark.at, now)}, resourceVersion ${bookmark.resourceVersion}`;
}

function restartLines({ restarts, restartCount }: SyncFigures, now: number): readonly StyledLine[] {
  if (restartCount === 0) return toldLines("restarts", "none");
  const told = restarts.slice(0, mostRestarts).map((restart) => restartWords(restart, now));
  return [`${grouped(restartCount)}, the last ones:`, ...told].flatMap((words, index) =>
    toldLines(index === 0 ? "restarts" : "", words),
  );
}

function restartWords({ at, why, next, times }: Restart, now: number): string {
  const often = times === 1 ? "" : ` (${grouped(times)} times)`;
  return `${momentText(at, now)} ${why.replace(/\.$/, "")}${often}; next: ${next === "watch" ? "watch" : "list"} again`;
}
