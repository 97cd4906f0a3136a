import { Box } from "ink";
import { memo, type ReactElement } from "react";
import type { DashboardView, HeaderView } from "../app/dashboardView.ts";
import { footerLine, noticeLine } from "./footerLine.ts";
import { accessLine, placeLine } from "./headerLines.ts";
import { LineText } from "./lineText.tsx";
import { Middle } from "./middle.tsx";
import { promptLine } from "./promptLine.ts";
import { type Line, span } from "./spans.ts";
import { summaryLine } from "./summaryLine.ts";
import { gutterColumns } from "./tableLine.ts";
import { wrapped } from "./textFit.ts";
import { textFacts, textTitle } from "./textViewLines.ts";
import type { Theme } from "./theme.ts";

export interface ScreenProps {
  readonly view: DashboardView;
  readonly theme: Theme;
}

/**
 * The whole screen: two lines of header, the table or what stands in its place, the counts, and the last line;
 * or a text with its title and a line about it.
 */
export function Screen({ view, theme }: ScreenProps): ReactElement {
  const { columns, lines } = view;
  if (view.tooSmall !== undefined) return <TooSmall words={view.tooSmall} view={view} theme={theme} />;
  const inside = Math.max(1, columns - gutterColumns);
  return (
    <Box flexDirection="column" width={columns} height={lines}>
      {view.text === undefined ? (
        <Header header={view.header} columns={columns} theme={theme} />
      ) : (
        <LineText line={indented(textTitle(view.text, view.header, inside))} columns={columns} theme={theme} />
      )}
      <Middle view={view} lines={lines - linesAround(view)} theme={theme} />
      <LineText line={indented(countsLine(view, inside))} columns={columns} theme={theme} />
      <LineText line={indented(lastLine(view, inside))} columns={columns} theme={theme} />
    </Box>
  );
}

interface HeaderProps {
  readonly header: HeaderView;
  readonly columns: number;
  readonly theme: Theme;
}

const Header = memo(function Header({ header, columns, theme }: HeaderProps) {
  const inside = Math.max(1, columns - gutterColumns);
  return (
    <>
      <LineText line={indented(placeLine(header, inside))} columns={columns} theme={theme} />
      <LineText line={indented(accessLine(header, inside))} columns={columns} theme={theme} />
    </>
  );
});

/** Title or header, counts, and the last line. */
function linesAround({ text }: DashboardView): number {
  return text === undefined ? 4 : 3;
}

function countsLine({ text, triage, summary, table }: DashboardView, columns: number): Line {
  if (text !== undefined) return textFacts(text, columns);
  return triage === undefined ? summaryLine(summary, table, columns) : textFacts(triage, columns);
}

/** What is typed comes before the news, the news before the keys. */
function lastLine({ prompt, notice, footer }: DashboardView, columns: number): Line {
  if (prompt !== undefined) return promptLine(prompt, columns);
  if (notice !== undefined) return noticeLine(notice, columns);
  return footerLine(footer, columns);
}

/** Everything stands in the table's first column. */
function indented(line: Line): Line {
  return line.length === 0 ? line : [span(" ".repeat(gutterColumns)), ...line];
}

function TooSmall({
  words,
  view,
  theme,
}: {
  readonly words: string;
  readonly view: DashboardView;
  readonly theme: Theme;
}) {
  const { columns, lines } = view;
  return (
    <Box flexDirection="column" width={columns} height={lines} overflow="hidden">
      {wrapped(words, columns)
        .slice(0, lines)
        .map((text) => (
          <LineText key={text} line={[span(text)]} columns={columns} theme={theme} />
        ))}
    </Box>
  );
}
