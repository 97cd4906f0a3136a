import type { NamedRight } from "./rights.ts";

/** What the keys that change something may ask. */
export interface ChangeActions {
  /** Changes are allowed in the context on the screen. */
  readonly isAllowed: boolean;
  /** Something was asked for and is not sent yet: `undo` takes it back. */
  readonly isHeld: boolean;
  /** Why the pod under the cursor, or the marked ones, cannot be deleted, as a sentence; undefined when they can. */
  readonly whyNoDeletion: string | undefined;
  /** Why it cannot be done with the pod under the cursor. */
  whyNot(right: NamedRight): string | undefined;
  /** Asks whether the pod under the cursor, or the marked ones, shall go. */
  openDeletion(): void;
  /** Why the owner of the pod under the cursor cannot be restarted. */
  readonly whyNoRestart: string | undefined;
  /** Asks whether the owner of the pod under the cursor shall be restarted. */
  openRestart(): void;
  /** Returns false when there is nothing to undo. */
  undo(): boolean;
}
