/** The kinds that the API server stores. */
import type { ResourceType } from "../resourceType.ts";
import { events } from "./events.ts";
import { namespaces } from "./namespaces.ts";
import { nodes } from "./nodes.ts";
import { pods } from "./pods.ts";
import { clusterRoleBindings, clusterRoles, roleBindings, roles } from "./rbac.ts";
import { daemonSets, deployments, jobs, replicaSets } from "./workloads.ts";

export const resourceTypes: readonly ResourceType[] = [
  events,
  namespaces,
  nodes,
  pods,
  daemonSets,
  deployments,
  replicaSets,
  jobs,
  clusterRoleBindings,
  clusterRoles,
  roleBindings,
  roles,
];
