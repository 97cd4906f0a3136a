import { format } from "date-fns";
import { whyText } from "../../resources/health/whyText.ts";
import type { PodRow } from "../../resources/podRow.ts";
import type { Tombstone } from "../../table/tombstones.ts";
import type { ShownTable } from "../shownTable.ts";
import { type GonePod, gonePods } from "./gonePods.ts";

/** What a pod was at last: `CrashLoopBackOff, exit 3, 7th time, 12s ago, 7 restarts`. */
export function lastWords({ before, leftAt }: Tombstone<PodRow>): string {
  const { status, restarts } = before;
  return joined(
    status,
    whyText(before, leftAt),
    restarts === 0 ? "" : `${restarts} ${restarts === 1 ? "restart" : "restarts"}`,
  );
}

/** The pod in its place: `→ web-2 Running`, and what is wrong with it at `now`; empty when there is none. */
export function placeWords({ replacement, isReplacementGone }: GonePod, now: number): string {
  if (replacement === undefined) return "";
  const { name, status, readyContainers: ready, totalContainers: total } = replacement;
  if (isReplacementGone) return `→ ${name}, gone too`;
  return joined(`→ ${name} ${ready < total ? `${status} ${ready}/${total}` : status}`, whyText(replacement, now));
}

/** `14:02:11`, by our clock. */
export function goneTime({ goneAt }: Tombstone<PodRow>, skewMs: number): string {
  return format(goneAt - skewMs, "HH:mm:ss");
}

/** What became of the pod under the cursor, when it is not shown; undefined when it is. */
export function parkedText({ current, filter, now }: ShownTable): string | undefined {
  const { row, isHidden } = current?.parked ?? {};
  if (row === undefined) return undefined;
  if (isHidden === true) return `${row.key} is ${filter === "" ? "folded away" : "hidden by the filter"}`;
  const pod = gonePods(current, now).find((gone) => gone.row.uid === row.uid);
  const wasWell = pod === undefined || pod.before.health === "ok";
  const place = pod === undefined ? "" : placeWords(pod, now);
  const end = `${row.key} is gone${wasWell ? "" : ` (${lastWords(pod)})`}`;
  return `${place === "" ? end : `${end} ${place}`}; move the cursor to go on`;
}

function joined(...texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join(", ");
}
