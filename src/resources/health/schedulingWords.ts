import { serverLine, serverText } from "./serverText.ts";

/** Reasons of the scheduler's plugins (kubernetes pkg/scheduler/framework/plugins), and how people say them. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/^node\(s\) had untolerated taint \{([^:}]+): ([^}]+)\}$/, "taint $1=$2"],
  [/^node\(s\) had untolerated taint \{([^:}]+): \}$/, "taint $1"],
  [/^node\(s\) had untolerated taint\(s\)$/, "taint"],
  [/^node\(s\) didn't match Pod's node affinity\/selector$/, "node selector"],
  [/^node\(s\) didn't match pod affinity rules$/, "pod affinity"],
  [/^node\(s\) didn't match pod anti-affinity rules$/, "pod anti-affinity"],
  [/^node\(s\) didn't match pod topology spread constraints.*$/, "topology spread"],
  [/^node\(s\) didn't have free ports for the requested pod ports$/, "no free port"],
  [/^node\(s\) were unschedulable$/, "cordoned"],
  [/^Insufficient (.+)$/, "insufficient $1"],
  [/^Too many pods$/, "too many pods"],
  [/^node\(s\) had (.+)$/, "$1"],
  [/^node\(s\) (.+)$/, "$1"],
];

/** What keeps a pod from all nodes. */
export interface SchedulingWords {
  /** `0/12 nodes: 8 insufficient cpu, 4 taint dedicated=gpu`. */
  readonly words: string;
  /** Without the counts, which differ from one moment and one pod to the next: `no node: insufficient cpu, taint dedicated=gpu`. */
  readonly cause: string;
}

/** Reads the message of the condition PodScheduled; what is not the scheduler's sentence stays as it is. */
export function schedulingWords(message: string): SchedulingWords {
  const line = serverLine(message);
  const [, nodes, list] =
    /^(\d+\/\d+) nodes are available: (.*?)(?:\.?(?: no new claims to deallocate,)? preemption: .*)?$/.exec(line) ?? [];
  if (nodes === undefined || list === undefined) return { words: serverText(line), cause: serverText(line) };
  const parts = list.split(/, (?=\d+ )/).map((part) => {
    const [, count = "", reason = part] = /^(\d+) (.*?)\.?$/.exec(part) ?? [];
    return { count, reason: shortReason(reason) };
  });
  parts.sort((a, b) => Number(b.count) - Number(a.count));
  const names = parts.map(({ reason }) => reason);
  return {
    words: serverText(`${nodes} nodes: ${parts.map(({ count, reason }) => `${count} ${reason}`.trim()).join(", ")}`),
    cause: serverText(`no node: ${names.sort().join(", ")}`),
  };
}

function shortReason(reason: string): string {
  for (const [sentence, words] of reasons) if (sentence.test(reason)) return reason.replace(sentence, words);
  return reason;
}
