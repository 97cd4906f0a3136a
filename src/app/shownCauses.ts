import { type CauseGroup, CauseGroups } from "../resources/causes/causeGroups.ts";
import type { PodTable } from "./podTable.ts";

/** The causes of what is unhealthy in the table on the screen, followed only while somebody looks at them. */
export class ShownCauses {
  #causes = new CauseGroups();
  #isFollowing = false;
  #stop: () => void = () => {};

  get groups(): readonly CauseGroup[] {
    return this.#causes.groups();
  }

  open(table: PodTable | undefined): void {
    this.#isFollowing = true;
    this.move(table);
  }

  /** Another table is on the screen. */
  move(table: PodTable | undefined): void {
    if (!this.#isFollowing) return;
    this.#stop();
    const causes = new CauseGroups();
    this.#causes = causes;
    this.#stop = table?.follow((deltas) => causes.apply(deltas)) ?? (() => {});
  }

  close(): void {
    this.#isFollowing = false;
    this.#stop();
    this.#stop = () => {};
    this.#causes = new CauseGroups();
  }
}
