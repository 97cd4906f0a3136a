import type { Clock } from "../../base/clock.ts";
import type { Navigator } from "../navigator.ts";
import type { ShownTable } from "../shownTable.ts";
import type { AllowedContexts } from "./allowedContexts.ts";
import type { ChangeActions } from "./changeActions.ts";
import { ChangeGate } from "./changeGate.ts";
import { Permissions } from "./permissions.ts";
import type { NamedRight } from "./rights.ts";

export interface ChangeDeps {
  readonly navigator: Navigator;
  readonly table: ShownTable;
  readonly clock: Clock;
  readonly allowed: AllowedContexts;
  redraw(): void;
}

/** Everything that changes something in the cluster. */
export class Changes implements ChangeActions {
  readonly gate: ChangeGate;
  readonly #permissions: Permissions;

  constructor({ navigator, table, clock, allowed, redraw }: ChangeDeps) {
    this.#permissions = new Permissions({ cluster: () => navigator.place.cluster, clock, onLearn: redraw });
    this.gate = new ChangeGate({ navigator, table, permissions: this.#permissions, allowed });
  }

  get isAllowed(): boolean {
    return this.gate.isOpen;
  }

  whyNot(right: NamedRight): string | undefined {
    return this.gate.whyNot(right);
  }

  close(): void {
    this.#permissions.close();
  }
}
