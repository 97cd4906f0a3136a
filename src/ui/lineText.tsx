import { Text } from "ink";
import type { ReactElement } from "react";
import { type Line, paintLine } from "./spans.ts";
import type { Theme } from "./theme.ts";

export interface LineTextProps {
  readonly line: Line;
  readonly columns: number;
  readonly theme: Theme;
}

/** One line of the screen. An empty one holds a space, since Ink gives no height to empty text. */
export function LineText({ line, columns, theme }: LineTextProps): ReactElement {
  return <Text wrap="truncate">{paintLine(line, columns, theme) || " "}</Text>;
}
