import type { TextState } from "../dashboardView.ts";
import type { Command } from "../keymap.ts";
import type { Layer } from "../layer.ts";
import type { TextLines } from "./textLines.ts";

/** What a text view shows, which may change at any time. */
export interface TextContent {
  /** `YAML`, `logs`. */
  readonly kind: string;
  /** What it is of: `shop/web-1`. */
  readonly subject: string;
  readonly lines: TextLines;
  readonly state: TextState;
  /** What is worth knowing of what is shown, and left out: `2 values masked`. */
  readonly facts: readonly string[];
  /** What is new comes at the end, and is what one wants to see. */
  readonly growsAtEnd: boolean;
  /** Long lines are wrapped at first. */
  readonly wraps: boolean;
  /** What its own keys do. */
  readonly commands: readonly Command<void>[];
  /** All of it, to be copied or saved. */
  text(): string;
  /** What tells its file from another's: `.yaml`, `-main.log`. */
  readonly fileEnding: string;
  /** Milliseconds until time alone changes it; Infinity when it does not. */
  steadyFor(): number;
  close(): void;
}

/** What a content needs of the view that shows it. */
export interface TextHost {
  /** Something changed. */
  redraw(): void;
  /** Opens something that takes the keys over the text. */
  open(layer: Layer): void;
}
