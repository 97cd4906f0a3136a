import { Interner } from "../../../base/intern.ts";
import { podFromJson } from "../../../resources/podFromJson.ts";
import type { PodRow } from "../../../resources/podRow.ts";
import { kubectlColumns } from "../../../resources/podTable.ts";
import type { Pod } from "../../objects/pod.ts";
import type { TableColumn } from "./tableColumn.ts";

const descriptions: Readonly<Record<string, string>> = {
  Name: "Name must be unique within a namespace.",
  Ready: "The aggregate readiness state of this pod for accepting traffic.",
  Status: "The aggregate status of the containers in this pod.",
  Restarts:
    "The number of times the containers in this pod have been restarted and when the last container in this pod has restarted.",
  Age: "CreationTimestamp is a timestamp representing the server time when this object was created.",
  IP: "podIP address allocated to the pod. Routable at least within the cluster. Empty if not yet allocated.",
  Node: "NodeName indicates in which node this pod is scheduled.",
  "Nominated Node": "nominatedNodeName is set only when this pod preempts other pods on the node.",
  "Readiness Gates": "If specified, all readiness gates will be evaluated for pod readiness.",
};

/** The dashboard's own columns of a pod: one rule decides what both of them say. */
export const podColumns: readonly TableColumn<Pod>[] = kubectlColumns
  .filter(({ acrossNamespaces }) => acrossNamespaces !== true)
  .map(({ title, wide, text }) => {
    const name = nameOf(title);
    return {
      name,
      ...(wide === true ? { isWide: true } : {}),
      description: descriptions[name] ?? "",
      cell: (pod, now) => text(rowOf(pod), now),
    };
  });

/** `NOMINATED NODE` is called `Nominated Node` by the server. */
function nameOf(title: string): string {
  if (title === "IP") return title;
  return title.toLowerCase().replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase());
}

const words = new Interner();
let last: { readonly pod: Pod; readonly row: PodRow } | undefined;

/** Each column asks for the same pod in turn, and objects are never changed: its row is made once. */
function rowOf(pod: Pod): PodRow {
  if (last?.pod !== pod) last = { pod, row: podFromJson(pod, words) };
  return last.row;
}
