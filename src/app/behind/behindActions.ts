/** What the keys may ask of the view behind the scenes. */
export interface BehindActions {
  /** The way of what is on the screen, step by step. */
  open(): void;
}
