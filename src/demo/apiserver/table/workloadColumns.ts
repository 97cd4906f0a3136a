import { durationText } from "../../../resources/duration.ts";
import type { KubeObject, LabelQuery } from "../../objects/kubeObject.ts";
import type { PodTemplate } from "../../objects/pod.ts";
import type { DaemonSet, Deployment, Job, ReplicaSet } from "../../objects/workloads.ts";
import { labelSelectorText } from "../scale/labelSelectorText.ts";
import { ageColumn, labelsText, nameColumn, none, type TableColumn } from "./tableColumn.ts";

export const deploymentColumns: readonly TableColumn<Deployment>[] = [
  nameColumn,
  {
    name: "Ready",
    description: "Number of the pod with ready state",
    cell: ({ spec, status }) => `${status.readyReplicas ?? 0}/${spec.replicas}`,
  },
  {
    name: "Up-to-date",
    description:
      "Total number of non-terminating pods targeted by this deployment that have the desired template spec.",
    cell: ({ status }) => status.updatedReplicas ?? 0,
  },
  {
    name: "Available",
    description: "Total number of available non-terminating pods targeted by this deployment.",
    cell: ({ status }) => status.availableReplicas ?? 0,
  },
  ageColumn,
  ...templateColumns<Deployment>(),
];

export const replicaSetColumns: readonly TableColumn<ReplicaSet>[] = [
  nameColumn,
  {
    name: "Desired",
    type: "integer",
    description: "Replicas is the number of desired pods.",
    cell: ({ spec }) => spec.replicas,
  },
  {
    name: "Current",
    type: "integer",
    description: "Replicas is the most recently observed number of non-terminating pods.",
    cell: ({ status }) => status.replicas,
  },
  {
    name: "Ready",
    type: "integer",
    description: "The number of non-terminating pods targeted by this ReplicaSet with a Ready Condition.",
    cell: ({ status }) => status.readyReplicas ?? 0,
  },
  ageColumn,
  ...templateColumns<ReplicaSet>(),
];

export const daemonSetColumns: readonly TableColumn<DaemonSet>[] = [
  nameColumn,
  {
    name: "Desired",
    type: "integer",
    description: "The total number of nodes that should be running the daemon pod.",
    cell: ({ status }) => status.desiredNumberScheduled,
  },
  {
    name: "Current",
    type: "integer",
    description: "The number of nodes that are running at least 1 daemon pod and are supposed to run the daemon pod.",
    cell: ({ status }) => status.currentNumberScheduled,
  },
  {
    name: "Ready",
    type: "integer",
    description: "The number of nodes that should be running the daemon pod and have one of them running and ready.",
    cell: ({ status }) => status.numberReady,
  },
  {
    name: "Up-to-date",
    type: "integer",
    description: "The total number of nodes that are running updated daemon pod",
    cell: ({ status }) => status.updatedNumberScheduled ?? 0,
  },
  {
    name: "Available",
    type: "integer",
    description:
      "The number of nodes that should be running the daemon pod and have one of them running and available.",
    cell: ({ status }) => status.numberAvailable ?? 0,
  },
  {
    name: "Node Selector",
    description: "NodeSelector is a selector which must be true for the pod to fit on a node.",
    cell: ({ spec }) => labelsText(spec.template.spec.nodeSelector),
  },
  ageColumn,
  ...templateColumns<DaemonSet>(),
];

export const jobColumns: readonly TableColumn<Job>[] = [
  nameColumn,
  { name: "Status", description: "Status of the job.", cell: jobStatus },
  {
    name: "Completions",
    description: "The number of pods which reached phase Succeeded.",
    cell: ({ spec: { completions, parallelism = 1 }, status: { succeeded = 0 } }) =>
      `${succeeded}/${completions ?? (parallelism > 1 ? `1 of ${parallelism}` : 1)}`,
  },
  {
    name: "Duration",
    description: "Time required to complete the job.",
    cell: ({ status: { startTime, completionTime } }, now) => {
      if (startTime === undefined) return "";
      return durationText((completionTime === undefined ? now : Date.parse(completionTime)) - Date.parse(startTime));
    },
  },
  ageColumn,
  ...templateColumns<Job>(),
];

/** The first condition that holds says it. */
const jobConditions = ["Complete", "Failed", "Suspended", "FailureTarget", "SuccessCriteriaMet"];

function jobStatus({ metadata, status: { conditions = [] } }: Job): string {
  const holds = (name: string) => conditions.some(({ type, status }) => type === name && status === "True");
  const isOver = holds("Complete") || holds("Failed");
  if (!isOver && metadata.deletionTimestamp !== undefined) return "Terminating";
  return jobConditions.find(holds) ?? "Running";
}

interface Templated extends KubeObject {
  readonly spec: { readonly selector?: LabelQuery; readonly template: PodTemplate };
}

function templateColumns<T extends Templated>(): readonly TableColumn<T>[] {
  return [
    {
      name: "Containers",
      isWide: true,
      description: "Names of each container in the template.",
      cell: ({ spec }) => spec.template.spec.containers.map(({ name }) => name).join(","),
    },
    {
      name: "Images",
      isWide: true,
      description: "Images referenced by each container in the template.",
      cell: ({ spec }) => spec.template.spec.containers.map(({ image }) => image).join(","),
    },
    {
      name: "Selector",
      isWide: true,
      description: "A label query over pods that are managed by this object.",
      cell: ({ spec }) => labelSelectorText(spec.selector ?? {}) || none,
    },
  ];
}
