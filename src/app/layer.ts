import type { OverlayView, PromptView } from "./dashboardView.ts";
import type { KeyChord } from "./keyChord.ts";

/** Something that takes the keys while it is open: a prompt, a picker, the help. */
export interface Layer {
  /** What a key, or typed or pasted text, does to it. Returns false when it is done and goes. */
  press(chord: KeyChord | undefined, text: string | undefined): boolean;
  /** Its part of the screen; `lines` are those of the table. */
  view(lines: number): LayerView;
  /** Lets go of what it holds. Called once, when it goes. */
  close(): void;
}

export interface LayerView {
  readonly prompt?: PromptView;
  readonly overlay?: OverlayView;
}
