import { qualified } from "../statusError.ts";
import { eventColumns, namespaceColumns, nodeColumns, roleBindingColumns } from "./clusterColumns.ts";
import { configMapColumns, leaseColumns, secretColumns, serviceColumns } from "./configurationColumns.ts";
import { podColumns } from "./podColumns.ts";
import { ageColumn, createdAtColumn, nameColumn, type TableColumn } from "./tableColumn.ts";
import { daemonSetColumns, deploymentColumns, jobColumns, replicaSetColumns } from "./workloadColumns.ts";

/** What each column set is given is checked where the kind is named; here they are all columns of objects. */
const columns: Readonly<Record<string, readonly TableColumn<never>[]>> = {
  configmaps: configMapColumns,
  events: eventColumns,
  namespaces: namespaceColumns,
  nodes: nodeColumns,
  pods: podColumns,
  secrets: secretColumns,
  services: serviceColumns,
  "daemonsets.apps": daemonSetColumns,
  "deployments.apps": deploymentColumns,
  "replicasets.apps": replicaSetColumns,
  "jobs.batch": jobColumns,
  "leases.coordination.k8s.io": leaseColumns,
  "clusterrolebindings.rbac.authorization.k8s.io": roleBindingColumns,
  "clusterroles.rbac.authorization.k8s.io": [nameColumn, createdAtColumn],
  "rolebindings.rbac.authorization.k8s.io": roleBindingColumns,
  "roles.rbac.authorization.k8s.io": [nameColumn, createdAtColumn],
};

/** Of kinds without columns of their own: name and age. */
export function columnsOf(resource: { readonly resource: string; readonly group: string }): readonly TableColumn[] {
  return (columns[qualified(resource)] as readonly TableColumn[] | undefined) ?? [nameColumn, ageColumn];
}
