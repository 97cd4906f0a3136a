/** The kinds that the API server stores. */
import type { ResourceType } from "../resourceType.ts";
import { configMaps, leases, secrets, serviceAccounts } from "./configuration.ts";
import { events } from "./events.ts";
import { namespaces } from "./namespaces.ts";
import { nodes } from "./nodes.ts";
import { pods } from "./pods.ts";
import { clusterRoleBindings, clusterRoles, roleBindings, roles } from "./rbac.ts";
import { services } from "./services.ts";
import { unattendedTypes } from "./unattended.ts";
import { daemonSets, deployments, jobs, replicaSets } from "./workloads.ts";

export const resourceTypes: readonly ResourceType[] = [
  configMaps,
  events,
  namespaces,
  nodes,
  pods,
  secrets,
  serviceAccounts,
  services,
  daemonSets,
  deployments,
  replicaSets,
  jobs,
  leases,
  clusterRoleBindings,
  clusterRoles,
  roleBindings,
  roles,
  ...unattendedTypes,
];
