import type { NamedRight } from "./rights.ts";

/** What the keys that change something may ask. */
export interface ChangeActions {
  /** Changes are allowed in the context on the screen. */
  readonly isAllowed: boolean;
  /** Why it cannot be done with the pod under the cursor, as a sentence; undefined when it can. */
  whyNot(right: NamedRight): string | undefined;
}
