import { Box, Text } from "ink";
import inkTable from "ink-table";
import { memo, type ReactElement } from "react";
import type { FrameColumn, FrameLine, TableFrame } from "../table/tableFrame.ts";
import { paintLine } from "./spans.ts";
import { type Dimmed, rowLine, titleLine } from "./tableLine.ts";
import type { Theme } from "./theme.ts";

interface PodTableProps {
  /** ink-table keeps its rows here and measures every one of them; ours come measured, in `frame`. */
  readonly data: Record<string, string>[];
  readonly frame: TableFrame;
  readonly dimmed: Dimmed;
  readonly width: number;
  readonly theme: Theme;
}

/**
 * The table of pods: a row is one text that is painted again only when its `FrameLine` is another object.
 * ink-table's own drawing makes a box of every cell, a rule between rows and a hash of every row on each frame,
 * which takes ten times as long; and its `require("ink")` is empty in the bundle, so its boxes must not be reached.
 */
export class PodTable extends inkTable.default<Record<string, string>> {
  declare readonly props: Readonly<PodTableProps>;

  override render(): ReactElement {
    const { frame, dimmed, width, theme } = this.props;
    return (
      <Box flexDirection="column">
        <TitleText titles={frame.columns} width={width} theme={theme} />
        {frame.lines.map((line, index) => (
          <RowText
            // biome-ignore lint/suspicious/noArrayIndexKey: a row's text has no state, and changing it costs less than moving it
            key={index}
            line={line}
            dimmed={dimmed}
            isParkedHere={frame.parkedLine === index}
            width={width}
            theme={theme}
          />
        ))}
      </Box>
    );
  }
}

interface TitleTextProps {
  readonly titles: readonly FrameColumn[];
  readonly width: number;
  readonly theme: Theme;
}

const TitleText = memo(function TitleText({ titles, width, theme }: TitleTextProps) {
  return <Text wrap="truncate">{paintLine(titleLine(titles), width, theme)}</Text>;
});

interface RowTextProps {
  readonly line: FrameLine;
  readonly dimmed: Dimmed;
  readonly isParkedHere: boolean;
  readonly width: number;
  readonly theme: Theme;
}

const RowText = memo(function RowText({ line, dimmed, isParkedHere, width, theme }: RowTextProps) {
  return <Text wrap="truncate">{paintLine(rowLine(line, dimmed, isParkedHere), width, theme)}</Text>;
});
