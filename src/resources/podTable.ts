import type { Column, TableSpec } from "../table/column.ts";
import { compareIps } from "./compareIps.ts";
import { durationSteadyFor, durationText } from "./duration.ts";
import { healthRank, isUnhealthy } from "./health/podHealth.ts";
import { whySteadyFor, whyText, whyWords } from "./health/whyText.ts";
import { type PodRow, podRowAt, podRowBytes, podRowTurnsAt } from "./podRow.ts";
import { podTerms } from "./podTerms.ts";
import { toneOfHealth, toneOfPod, toneOfReady, toneOfStatus } from "./podTone.ts";
import type { PodUsages } from "./usage/podUsages.ts";
import { usageColumns } from "./usage/usageColumns.ts";
import { usageTerms } from "./usage/usageTerms.ts";

/** The cells of `kubectl get pods -o wide`, word for word. */
export const kubectlColumns: readonly Column<PodRow>[] = podColumns();

/** What is wrong with a pod, which kubectl does not say. */
const whyColumn: Column<PodRow> = {
  id: "why",
  title: "WHY",
  dropOrder: 7,
  // `OOMKilled exit 137,…` is better than nothing.
  least: 20,
  whileConcerned: true,
  takesRest: true,
  ages: true,
  text: whyText,
  tone: (row) => toneOfHealth(row.health),
  // The worst first, and together what has the same reason.
  compare: (a, b) => healthRank[a.health] - healthRank[b.health] || compareText(whyWords(a), whyWords(b)),
  steadyFor: whySteadyFor,
};

/** The table of pods: what kubectl says of each, and what is wrong with it. */
export const podTable: TableSpec<PodRow> = {
  columns: [...kubectlColumns, whyColumn],
  defaultCompare: (a, b) => compareText(a.key, b.key),
  terms: podTerms,
  summaryOf: (row) => ({ label: row.status, tone: toneOfStatus(row.status) }),
  concernOf: (row) => (isUnhealthy(row) ? { label: row.health, tone: toneOfHealth(row.health) } : undefined),
  isDone: (row) => row.health === "done",
  isLeaving: (row) => row.status === "Terminating",
  bytesOf: podRowBytes,
  turning: { rowAt: podRowAt, turnsAt: podRowTurnsAt },
};

/** The same with what the pods use, CPU and memory right before WHY. */
export function podTableWith(usages: PodUsages): TableSpec<PodRow> {
  return {
    ...podTable,
    columns: [...kubectlColumns, ...usageColumns(usages), whyColumn],
    terms: [...podTerms, ...usageTerms(usages)],
  };
}

function podColumns(): readonly Column<PodRow>[] {
  return [
    {
      id: "namespace",
      isLowerCase: true,
      title: "NAMESPACE",
      dropOrder: 1,
      acrossNamespaces: true,
      text: (row) => row.namespace,
      compare: (a, b) => compareText(a.namespace, b.namespace),
    },
    {
      id: "name",
      isLowerCase: true,
      title: "NAME",
      dropOrder: 0,
      elastic: true,
      text: (row) => row.name,
      compare: (a, b) => compareText(a.name, b.name),
    },
    {
      id: "ready",
      isLowerCase: true,
      title: "READY",
      dropOrder: 2,
      text: (row) => `${row.readyContainers}/${row.totalContainers}`,
      tone: toneOfReady,
      compare: (a, b) =>
        share(a.readyContainers, a.totalContainers) - share(b.readyContainers, b.totalContainers) ||
        a.totalContainers - b.totalContainers,
      mayContain: (word) => /^[\d/]*$/.test(word),
    },
    {
      id: "status",
      title: "STATUS",
      dropOrder: 0,
      // `ContainerCreating`; what begins with `Init:` may be longer.
      least: 17,
      text: (row) => row.status,
      tone: toneOfPod,
      compare: (a, b) => compareText(a.status, b.status),
    },
    {
      id: "restarts",
      isLowerCase: true,
      title: "RESTARTS",
      dropOrder: 3,
      // The count without its age.
      least: 9,
      ages: true,
      text: restartsText,
      compare: (a, b) => a.restarts - b.restarts || compareTimes(a.restartedAt, b.restartedAt),
      mostFirst: true,
      steadyFor: (row, now) => steadyFor(row.restartedAt, now),
      mayContain: (word) => /^[\d() <>adghilmnosvy]*$/.test(word),
    },
    {
      id: "age",
      isLowerCase: true,
      title: "AGE",
      dropOrder: 4,
      ages: true,
      text: (row, now) => (Number.isNaN(row.createdAt) ? "<unknown>" : durationText(now - row.createdAt)),
      // Ascending age: what was created last comes first.
      compare: (a, b) => compareTimes(b.createdAt, a.createdAt),
      steadyFor: (row, now) => steadyFor(row.createdAt, now),
      mayContain: (word) => /^[\d<>adhiklmnosuvwy]*$/.test(word),
    },
    {
      id: "ip",
      isLowerCase: true,
      title: "IP",
      dropOrder: 6,
      wide: true,
      text: (row) => orNone(row.ip),
      compare: (a, b) => compareIps(a.ip, b.ip),
      mayContain: (word) => /^[\da-f.:]*$/.test(word) || none.includes(word),
    },
    {
      id: "node",
      isLowerCase: true,
      title: "NODE",
      dropOrder: 5,
      least: 14,
      wide: true,
      text: (row) => orNone(row.node),
      compare: (a, b) => compareText(a.node, b.node),
    },
    {
      id: "nominated",
      isLowerCase: true,
      title: "NOMINATED NODE",
      dropOrder: 9,
      wide: true,
      text: (row) => orNone(row.nominatedNode),
      compare: (a, b) => compareText(a.nominatedNode, b.nominatedNode),
    },
    {
      id: "gates",
      isLowerCase: true,
      title: "READINESS GATES",
      dropOrder: 8,
      wide: true,
      text: (row) => orNone(row.readinessGates),
      compare: (a, b) => gateShare(a) - gateShare(b),
      mayContain: (word) => /^[\d/]*$/.test(word) || none.includes(word),
    },
  ];
}

const none = "<none>";

function orNone(text: string): string {
  return text === "" ? none : text;
}

function restartsText(row: PodRow, now: number): string {
  if (Number.isNaN(row.restartedAt)) return String(row.restarts);
  return `${row.restarts} (${durationText(now - row.restartedAt)} ago)`;
}

function steadyFor(since: number, now: number): number {
  return Number.isNaN(since) ? Number.POSITIVE_INFINITY : durationSteadyFor(now - since);
}

/** By code units: for names of Kubernetes the order of their bytes. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The zero time is the earliest of all. */
function compareTimes(a: number, b: number): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1;
  return Number.isNaN(b) ? 1 : a - b;
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

/** Pods without gates come after those whose gates are all met. */
function gateShare(row: PodRow): number {
  if (row.readinessGates === "") return 2;
  const [met, total] = row.readinessGates.split("/").map(Number);
  return share(met ?? 0, total ?? 0);
}
