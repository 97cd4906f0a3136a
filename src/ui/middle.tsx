import { Box } from "ink";
import type { ReactElement } from "react";
import type { DashboardView, OverlayView } from "../app/dashboardView.ts";
import { helpLines } from "./helpLines.ts";
import { LineText } from "./lineText.tsx";
import { messageLines } from "./messageLines.ts";
import { pickerLines } from "./pickerLines.ts";
import { PodTable } from "./podTable.tsx";
import { questionLines } from "./questionLines.ts";
import { type Line, span } from "./spans.ts";
import { gutterColumns } from "./tableLine.ts";
import { textRows } from "./textViewLines.ts";
import type { Theme } from "./theme.ts";
import { triageLines } from "./triageLines.ts";

interface MiddleProps {
  readonly view: DashboardView;
  /** Lines that it takes. */
  readonly lines: number;
  readonly theme: Theme;
}

const indent = span(" ".repeat(gutterColumns));
const widestPicker = 64;
const widestWidePicker = 160;
const widestQuestion = 78;

/** ink-table wants rows of its own kind; ours are in the frame. */
const noData: Record<string, string>[] = [];

/** The part between header and counts: the table or a text with a picker over it, or the help, or a message. */
export function Middle({ view, lines, theme }: MiddleProps): ReactElement {
  const { columns, overlay } = view;
  return (
    <Box flexDirection="column" height={lines} flexShrink={0}>
      <Content view={view} lines={lines} theme={theme} />
      {overlay !== undefined && overlay.kind !== "help" && (
        <Above overlay={overlay} columns={columns} lines={lines} theme={theme} />
      )}
    </Box>
  );
}

function Content({ view, lines, theme }: MiddleProps): ReactElement {
  const { columns, overlay, text, message, table, folded } = view;
  const inside = Math.max(1, columns - 2 * gutterColumns);
  if (overlay?.kind === "help") {
    return <Lines lines={helpLines(overlay.groups, overlay.top, inside, lines)} columns={columns} theme={theme} />;
  }
  if (text !== undefined) return <Plain lines={textRows(text)} columns={columns} theme={theme} />;
  if (view.triage !== undefined) {
    return <Plain lines={triageLines(view.triage, view.stale, columns)} columns={columns} theme={theme} />;
  }
  if (message !== undefined && table.lines.length === 0) {
    return <Lines lines={messageLines(message, inside, lines)} columns={columns} theme={theme} />;
  }
  return (
    <>
      <PodTable
        data={noData}
        frame={table}
        dimmed={view.past ? "rest" : view.stale ? "all" : "nothing"}
        width={columns}
        theme={theme}
      />
      {folded !== undefined && <Lines lines={[[span(folded, { dim: true })]]} columns={columns} theme={theme} />}
    </>
  );
}

interface LinesProps {
  readonly lines: readonly Line[];
  readonly columns: number;
  readonly theme: Theme;
}

/** Lines that stand in the table's first column. */
function Lines({ lines, columns, theme }: LinesProps): ReactElement {
  return <Plain lines={lines.map((line) => [indent, ...line])} columns={columns} theme={theme} />;
}

function Plain({ lines, columns, theme }: LinesProps): readonly ReactElement[] {
  return lines.map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines of text have no identity and no state
    <LineText key={index} line={line} columns={columns} theme={theme} />
  ));
}

interface AboveProps {
  readonly overlay: Exclude<OverlayView, { kind: "help" }>;
  readonly columns: number;
  readonly lines: number;
  readonly theme: Theme;
}

function widestOf(overlay: AboveProps["overlay"]): number {
  if (overlay.kind === "question") return widestQuestion;
  return overlay.isWide ? widestWidePicker : widestPicker;
}

/** Lies over the table, a third of the way down. */
function Above({ overlay, columns, lines, theme }: AboveProps): ReactElement {
  const width = Math.min(columns, widestOf(overlay));
  const boxed =
    overlay.kind === "question" ? questionLines(overlay, width, lines) : pickerLines(overlay, width).slice(0, lines);
  return (
    <Box
      flexDirection="column"
      position="absolute"
      left={Math.floor((columns - width) / 2)}
      top={Math.floor((lines - boxed.length) / 3)}
      width={width}
    >
      {boxed.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of text have no identity and no state
        <LineText key={index} line={line} columns={width} theme={theme} />
      ))}
    </Box>
  );
}
