import { workloadOf } from "../../resources/causes/workload.ts";
import { whyText } from "../../resources/health/whyText.ts";
import type { PodRow } from "../../resources/podRow.ts";
import { termFor } from "../../table/filterWords.ts";
import type { ShownTable } from "../shownTable.ts";

/** What the keys may ask about the pods that belong together with the one under the cursor. */
export interface RelatedActions {
  /** Why the pods of its owner, or of its node, cannot be asked for, as a sentence; undefined when they can. */
  readonly whyNoOwner: string | undefined;
  readonly whyNoNode: string | undefined;
  /** Leaves only the pods of its owner among what the filter leaves, or takes that back. */
  toggleOwner(): void;
  /** The same with the pods of its node. */
  toggleNode(): void;
}

/** `acrossNamespaces` says whether owners of the same name may be on the screen. */
export function relatedActions(table: ShownTable, acrossNamespaces: () => boolean): RelatedActions {
  const pod = () => table.current?.selected;
  const why = (reasonOf: (pod: PodRow) => string | undefined) => {
    const selected = pod();
    return selected === undefined ? "No pod is under the cursor." : reasonOf(selected);
  };
  const toggle = (termOf: (pod: PodRow) => string) => {
    const selected = pod();
    if (selected !== undefined) table.toggleWord(termOf(selected));
  };
  return {
    get whyNoOwner() {
      return why(({ key, owner }) => (owner === "" ? `${key} is on its own: nothing owns it.` : undefined));
    },
    get whyNoNode() {
      return why((selected) => (selected.node === "" ? nodelessText(selected, table.now) : undefined));
    },
    toggleOwner: () => toggle((selected) => ownerTermFor(selected, acrossNamespaces())),
    toggleNode: () => toggle(({ node }) => termFor("node", node)),
  };
}

function ownerTermFor(pod: PodRow, acrossNamespaces: boolean): string {
  const { kind, name } = workloadOf(pod);
  return termFor("owner", acrossNamespaces ? `${pod.namespace}/${kind}/${name}` : `${kind}/${name}`);
}

/** `shop/web-1 is on no node: 0/12 nodes: 8 insufficient cpu`. */
function nodelessText(pod: PodRow, now: number): string {
  const why = whyText(pod, now);
  return why === "" ? `${pod.key} is on no node yet.` : `${pod.key} is on no node: ${why}`;
}
