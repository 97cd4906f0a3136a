import { type StyledLine, styled } from "../../table/look.ts";
import { durationText } from "../duration.ts";
import { isUnhealthy, troubleOf } from "../health/podHealth.ts";
import { whyText } from "../health/whyText.ts";
import { type PodRow, podRowAt } from "../podRow.ts";
import { toneOfHealth } from "../podTone.ts";
import { labelledLine } from "./section.ts";

/** What the row alone knows of a pod at `now`, milliseconds since the epoch: what is wrong first. */
export function rowPage(told: PodRow, now: number): readonly StyledLine[] {
  const row = podRowAt(told, now);
  const began = troubleOf(row)?.began ?? Number.NaN;
  const ago = (time: number) => (Number.isNaN(time) ? "" : `${durationText(now - time)} ago`);
  const why: readonly StyledLine[] = isUnhealthy(row)
    ? [[styled(`${row.health}: ${whyText(row, now)}`, { tone: toneOfHealth(row.health), bold: true })], []]
    : [];
  return [
    ...why,
    ...labelledLine("status", row.status),
    ...labelledLine("ready", `${row.readyContainers}/${row.totalContainers}`),
    ...labelledLine("restarts", [String(row.restarts), ago(row.restartedAt)].filter(Boolean).join(", last ")),
    ...labelledLine("created", ago(row.createdAt)),
    ...labelledLine("unwell", ago(began)),
    ...labelledLine("owner", row.owner),
    ...labelledLine("node", row.node),
    ...labelledLine("nominated", row.nominatedNode),
    ...labelledLine("ip", row.ip),
    ...labelledLine("gates", row.readinessGates),
    ...row.images.split(",").flatMap((image, index) => labelledLine(index === 0 ? "image" : "", image)),
    ...row.labels.split(",").flatMap((label, index) => labelledLine(index === 0 ? "labels" : "", label)),
    ...labelledLine("uid", row.uid),
  ];
}
