import { shellWord } from "../../base/shellWord.ts";
import type { CauseGroup } from "../../resources/causes/causeGroups.ts";
import type { SharedTrait } from "../../resources/causes/sharedTraits.ts";
import { revisionLabelOf } from "../../resources/causes/workload.ts";
import type { PodRow } from "../../resources/podRow.ts";

/** So many pods of a group are named in a command. */
const namedPods = 3;

/** The commands of kubectl that show a group: its lines of the list, one of its pods, and what that one said last. */
export function kubectlCommands(
  group: Pick<CauseGroup, "pods">,
  shared: readonly SharedTrait[],
  access: readonly string[],
): readonly string[] {
  const [first] = group.pods;
  if (first === undefined) return [];
  const inNamespace = (...words: readonly string[]) =>
    ["kubectl", ...access, "-n", shellWord(first.namespace), ...words].join(" ");
  const logs = logsOf(group.pods);
  return [
    inNamespace("get pods", ...selectionOf(group.pods, first, shared)),
    inNamespace("describe pod", shellWord(first.name)),
    ...(logs === undefined || logs.pod.namespace !== first.namespace
      ? []
      : [inNamespace("logs", shellWord(logs.pod.name), "--all-containers --prefix", ...logs.flags)]),
  ];
}

/** The command of ours that shows the lines of a saved list. */
export function fileCommands({ pods }: Pick<CauseGroup, "pods">, path: string): readonly string[] {
  const [first] = pods;
  if (first === undefined) return [];
  const words = ["-f", path, "-n", first.namespace, ...namesIn(pods, first.namespace)].map(shellWord);
  return [["podscope get", ...words].join(" ")];
}

/** All pods of a revision that they share, else some by their names. */
function selectionOf(pods: readonly PodRow[], first: PodRow, shared: readonly SharedTrait[]): readonly string[] {
  const label = shared.some(({ trait }) => trait === "revision") ? revisionLabelOf(first) : undefined;
  if (label !== undefined) return ["-l", shellWord(label)];
  return namesIn(pods, first.namespace).map(shellWord);
}

function namesIn(pods: readonly PodRow[], namespace: string): readonly string[] {
  const names = pods.filter((pod) => pod.namespace === namespace).map(({ name }) => name);
  return names.slice(0, namedPods);
}

/** The run that ended, where one did: not every container has one. */
function logsOf(pods: readonly PodRow[]): { readonly pod: PodRow; readonly flags: readonly string[] } | undefined {
  const restarted = pods.find(({ restarts }) => restarts > 0);
  if (restarted !== undefined) return { pod: restarted, flags: ["--previous", "--ignore-errors"] };
  const ran = pods.find(({ status }) => status === "Running" || status === "Error");
  return ran && { pod: ran, flags: [] };
}
