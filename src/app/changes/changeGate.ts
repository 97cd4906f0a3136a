import type { PodRow } from "../../resources/podRow.ts";
import type { Navigator } from "../navigator.ts";
import { shownState } from "../shownState.ts";
import type { ShownTable } from "../shownTable.ts";
import { type AllowedContexts, allowsChanges } from "./allowedContexts.ts";
import type { Permissions } from "./permissions.ts";
import type { NamedRight } from "./rights.ts";
import { whyForbidden, whyNoChange } from "./whyNoChange.ts";

export interface GateDeps {
  readonly navigator: Navigator;
  readonly table: ShownTable;
  readonly permissions: Permissions;
  readonly allowed: AllowedContexts;
}

/** Stands before everything that changes something: a key, its question, and once more before anything is sent. */
export class ChangeGate {
  readonly #deps: GateDeps;

  constructor(deps: GateDeps) {
    this.#deps = deps;
  }

  /** Changes are allowed in the context on the screen. */
  get isOpen(): boolean {
    const { navigator, allowed } = this.#deps;
    return !navigator.place.isRecorded && allowsChanges(allowed, navigator.place.context, navigator.startContext);
  }

  /** Why it cannot be done with these pods, as a sentence; undefined when it can. */
  whyNot(right: NamedRight, pods: readonly PodRow[]): string | undefined {
    // Nobody is asked for what is not allowed here anyway.
    return this.whyClosed(pods) ?? this.whyForbidden(right, pods);
  }

  /** Why nothing at all can be done with these pods. */
  whyClosed(pods: readonly PodRow[]): string | undefined {
    const { navigator, table } = this.#deps;
    if (navigator.place.isRecorded) return "The rows come from a recording: there is nothing to change.";
    return whyNoChange({
      sync: shownState(navigator.place),
      isPast: table.isPast,
      context: navigator.place.context,
      isAllowed: this.isOpen,
      hasPod: pods.length > 0,
      parked: (table.current?.parked?.row ?? table.current?.selected)?.key,
    });
  }

  /** Why the server would refuse it for one of these pods, as far as it has said so. */
  whyForbidden(right: NamedRight, pods: readonly PodRow[]): string | undefined {
    const { permissions } = this.#deps;
    for (const namespace of new Set(pods.map((pod) => pod.namespace))) {
      const why = whyForbidden(right.does, namespace, permissions.known(right, namespace));
      if (why !== undefined) return why;
    }
    return undefined;
  }

  /** As whyForbidden, when the server has been asked; undefined also when nobody could say. */
  async refusal(right: NamedRight, namespace: string): Promise<string | undefined> {
    return whyForbidden(right.does, namespace, await this.#deps.permissions.verdict(right, namespace));
  }
}
