import { bytesText, waitText } from "../../base/amountText.ts";
import { grouped } from "../../base/grouped.ts";
import { plainText } from "../../base/plainText.ts";
import type { TransportTrace } from "../../kube/wire/transportTrace.ts";
import { type StyledLine, styled } from "../../table/look.ts";
import { momentText } from "./momentText.ts";
import { requestPath } from "./requestPath.ts";

const longestPath = 100;
const titles = ["TIME", "STATUS", "BYTES", "TOOK", "CONN", "REQUEST"] as const;

/** Every request of late, the newest first; of those that failed also why. */
export function requestLog(requests: readonly TransportTrace[], now: number): readonly StyledLine[] {
  if (requests.length === 0) return [[styled("Requests", { bold: true }), styled("  none yet", { dim: true })]];
  const rows = requests.map((trace) => cellsOf(trace, now));
  const widths = titles.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, column) => (column === cells.length - 1 ? cell : cell.padEnd((widths[column] ?? 0) + 2))).join("")}`;
  return [
    [
      styled("Requests", { bold: true }),
      styled(`  the last ${grouped(requests.length)}, the newest first`, { dim: true }),
    ],
    [styled(line(titles), { dim: true })],
    ...requests.flatMap((trace, index) => {
      const why =
        trace.error === undefined ? [] : [[styled(`    ${plainText(trace.error)}`, { tone: "warning" as const })]];
      return [[styled(line(rows[index] ?? []))], ...why];
    }),
  ];
}

function cellsOf(trace: TransportTrace, now: number): readonly string[] {
  const { method, url, startedAt, endedAt, status, bytesReceived, connection } = trace;
  return [
    momentText(startedAt, now),
    status === undefined ? "-" : String(status),
    bytesReceived === 0 ? "-" : bytesText(bytesReceived),
    endedAt === undefined ? "open" : waitText(endedAt - startedAt),
    connection === undefined ? "none" : connection.reused ? "reused" : "new",
    `${method} ${requestPath(url, longestPath)}`,
  ];
}
