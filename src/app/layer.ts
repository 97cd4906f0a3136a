import type { FooterItem, OverlayView, PromptView, TextView, TriageView } from "./dashboardView.ts";
import type { KeyChord } from "./keyChord.ts";

/** Something that takes the keys while it is open: a prompt, a picker, the help, a text. */
export interface Layer {
  /** Stays under the others that open over it, and is there again when they go. */
  readonly isGround?: true;
  /** What a key, or typed or pasted text, does to it. Returns false when it is done and goes. */
  press(chord: KeyChord | undefined, text: string | undefined): boolean;
  /** Turns of the mouse wheel, negative is up; without it they are arrow keys. */
  wheel?(lines: number): void;
  /** Its part of the screen; `lines` are those of the table, `columns` those of the screen. */
  view(lines: number, columns: number): LayerView;
  /** Milliseconds until time alone changes its part; it does not when there is no such method. */
  steadyFor?(): number;
  /** Lets go of what it holds. Called once, when it goes. */
  close(): void;
}

export interface LayerView {
  readonly prompt?: PromptView;
  readonly overlay?: OverlayView;
  /** Stands in the place of header, table and counts. */
  readonly text?: TextView;
  /** Stands in the place of the table and its counts. */
  readonly triage?: TriageView;
  /** Its own keys, where they are others than those of the table. */
  readonly footer?: readonly FooterItem[];
}
