import type { DashboardView, FooterItem } from "../app/dashboardView.ts";
import { fitSpans, joinWhileFitting, type Line, span } from "./spans.ts";

/** The keys that matter now, the most important first; what does not fit is in the help. */
export function footerLine(footer: readonly FooterItem[], columns: number): Line {
  const items = footer.map(({ keys, title, isRefused }): Line => {
    const look = isRefused === true ? { dim: true } : { bold: true };
    return [span(keys, look), span(` ${title}`, { dim: true })];
  });
  return joinWhileFitting(items, "  ", columns);
}

/** News takes the place of the keys for the moment that it stands. */
export function noticeLine(notice: NonNullable<DashboardView["notice"]>, columns: number): Line {
  return fitSpans([span(notice.text, { tone: notice.tone })], columns);
}
