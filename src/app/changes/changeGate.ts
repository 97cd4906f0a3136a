import type { PodRow } from "../../resources/podRow.ts";
import type { Navigator } from "../navigator.ts";
import { shownState } from "../shownState.ts";
import type { ShownTable } from "../shownTable.ts";
import { type AllowedContexts, allowsChanges } from "./allowedContexts.ts";
import type { Permissions } from "./permissions.ts";
import type { NamedRight } from "./rights.ts";
import { refusalText, whyNoChange } from "./whyNoChange.ts";

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
    return allowsChanges(allowed, navigator.place.context, navigator.startContext);
  }

  /** Why the key for it does nothing, as a sentence; undefined when it does. Of several pods all must be of one's own. */
  whyNot(right: NamedRight, pods: readonly PodRow[] = this.#underCursor): string | undefined {
    const namespaces = new Set(pods.map(({ namespace }) => namespace));
    if (namespaces.size === 0) return this.#whyNotIn("", right);
    for (const namespace of namespaces) {
      const why = this.#whyNotIn(namespace, right);
      if (why !== undefined) return why;
    }
    return undefined;
  }

  /** Why it must not be sent to a namespace, when the server has been asked; undefined when it may, or nobody could say. */
  async refusal(right: NamedRight, namespace: string): Promise<string | undefined> {
    const verdict = await this.#deps.permissions.verdict(right, namespace);
    return verdict?.isAllowed === false ? refusalText({ does: right.does, namespace }, verdict) : undefined;
  }

  get #underCursor(): readonly PodRow[] {
    const pod = this.#deps.table.current?.selected;
    return pod === undefined ? [] : [pod];
  }

  #whyNotIn(namespace: string, right: NamedRight): string | undefined {
    const { navigator, table, permissions } = this.#deps;
    const sync = shownState(navigator.place);
    const hasPod = namespace !== "";
    const situation = {
      sync,
      context: navigator.place.context,
      isAllowed: this.isOpen,
      hasPod,
      parked: hasPod ? undefined : table.current?.parked?.key,
      does: right.does,
      namespace,
      verdict: undefined,
    };
    // Nobody is asked for what is not allowed here anyway.
    return whyNoChange(situation) ?? whyNoChange({ ...situation, verdict: permissions.known(right, namespace) });
  }
}
