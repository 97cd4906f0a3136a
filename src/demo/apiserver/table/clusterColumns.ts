import type { Event } from "../../objects/event.ts";
import type { Namespace, Node } from "../../objects/node.ts";
import type { RoleBinding, Subject } from "../../objects/rbac.ts";
import { ageColumn, ageOf, nameColumn, none, type TableColumn } from "./tableColumn.ts";

export const namespaceColumns: readonly TableColumn<Namespace>[] = [
  nameColumn,
  { name: "Status", description: "The status of the namespace", cell: ({ status }) => status.phase ?? "" },
  ageColumn,
];

const unknown = "<unknown>";

export const nodeColumns: readonly TableColumn<Node>[] = [
  nameColumn,
  { name: "Status", description: "The status of the node", cell: nodeStatus },
  { name: "Roles", description: "The roles of the node", cell: nodeRoles },
  ageColumn,
  {
    name: "Version",
    description: "Kubelet Version reported by the node.",
    cell: ({ status }) => status.nodeInfo?.kubeletVersion ?? "",
  },
  {
    name: "Internal-IP",
    isWide: true,
    description: "List of addresses reachable to the node.",
    cell: (node) => addressOf(node, "InternalIP"),
  },
  {
    name: "External-IP",
    isWide: true,
    description: "List of addresses reachable to the node.",
    cell: (node) => addressOf(node, "ExternalIP"),
  },
  {
    name: "OS-Image",
    isWide: true,
    description: "OS Image reported by the node from /etc/os-release.",
    cell: ({ status }) => status.nodeInfo?.osImage || unknown,
  },
  {
    name: "Kernel-Version",
    isWide: true,
    description: "Kernel Version reported by the node from 'uname -r'.",
    cell: ({ status }) => status.nodeInfo?.kernelVersion || unknown,
  },
  {
    name: "Container-Runtime",
    isWide: true,
    description: "ContainerRuntime Version reported by the node through runtime remote API.",
    cell: ({ status }) => status.nodeInfo?.containerRuntimeVersion || unknown,
  },
];

export const eventColumns: readonly TableColumn<Event>[] = [
  {
    name: "Last Seen",
    description: "The time at which the most recent occurrence of this event was recorded.",
    cell: ({ firstTimestamp, lastTimestamp }, now) => ageOf(lastTimestamp ?? firstTimestamp, now),
  },
  { name: "Type", description: "Type of this event (Normal, Warning).", cell: ({ type }) => type },
  {
    name: "Reason",
    description: "The reason for the transition into the object's current status.",
    cell: ({ reason }) => reason,
  },
  {
    name: "Object",
    description: "The object that this event is about.",
    cell: ({ involvedObject: { kind, name } }) => `${kind.toLowerCase()}${name === "" ? "" : `/${name}`}`,
  },
  {
    name: "Subobject",
    isWide: true,
    description: "The piece of the object that this event is about.",
    cell: ({ involvedObject }) => involvedObject.fieldPath ?? "",
  },
  { name: "Source", isWide: true, description: "The component reporting this event.", cell: eventSource },
  {
    name: "Message",
    description: "A human-readable description of the status of this operation.",
    cell: ({ message }) => message.trim(),
  },
  {
    name: "First Seen",
    isWide: true,
    description: "The time at which the event was first recorded.",
    cell: ({ firstTimestamp }, now) => ageOf(firstTimestamp, now),
  },
  {
    name: "Count",
    isWide: true,
    description: "The number of times this event has occurred.",
    cell: ({ count }) => count || 1,
  },
  { ...nameColumn, isWide: true },
];

export const roleBindingColumns: readonly TableColumn<RoleBinding>[] = [
  nameColumn,
  {
    name: "Role",
    description: "RoleRef can reference a Role in the current namespace or a ClusterRole in the global namespace.",
    cell: ({ roleRef }) => `${roleRef.kind}/${roleRef.name}`,
  },
  ageColumn,
  subjectColumn("Users", "User"),
  subjectColumn("Groups", "Group"),
  subjectColumn("ServiceAccounts", "ServiceAccount"),
];

function subjectColumn(name: string, kind: Subject["kind"]): TableColumn<RoleBinding> {
  const nameOf = (subject: Subject) =>
    kind === "ServiceAccount" ? `${subject.namespace}/${subject.name}` : subject.name;
  return {
    name,
    isWide: true,
    description: `${name} in the roleBinding`,
    cell: ({ subjects = [] }) =>
      subjects
        .filter((subject) => subject.kind === kind)
        .map(nameOf)
        .join(", "),
  };
}

function nodeStatus({ spec, status }: Node): string {
  const ready = status.conditions?.find(({ type }) => type === "Ready");
  const word = ready === undefined ? "Unknown" : ready.status === "True" ? "Ready" : "NotReady";
  return spec.unschedulable === true ? `${word},SchedulingDisabled` : word;
}

const rolePrefix = "node-role.kubernetes.io/";

function nodeRoles({ metadata: { labels = {} } }: Node): string {
  const prefixed = Object.keys(labels).filter((key) => key.startsWith(rolePrefix) && key !== rolePrefix);
  const roles = [...prefixed.map((key) => key.slice(rolePrefix.length)), labels["kubernetes.io/role"] ?? ""];
  return (
    [...new Set(roles)]
      .filter((role) => role !== "")
      .sort()
      .join(",") || none
  );
}

function addressOf({ status }: Node, kind: string): string {
  return status.addresses?.find(({ type }) => type === kind)?.address ?? none;
}

function eventSource({ source, reportingComponent = "", reportingInstance = "" }: Event): string {
  const component = source?.component || reportingComponent;
  const instance = source?.host || reportingInstance;
  return instance === "" ? component : `${component}, ${instance}`;
}
