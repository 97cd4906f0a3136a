import { clusterRoleBindings, roleBindings, roles } from "../../apiserver/resources/rbac.ts";
import { timestamp } from "../../objects/kubeObject.ts";
import type { RoleBinding } from "../../objects/rbac.ts";
import { Random } from "../../random.ts";
import { days } from "../span.ts";
import { type StoredObject, stored } from "./storedObject.ts";

/** Who may do anything. */
export const adminUser = "demo-admin";
/** Who is on call for one namespace: may see its pods and read their logs, and may not list namespaces. */
export const oncallUser = "demo-oncall";
export const oncallNamespace = "payments";

const group = "rbac.authorization.k8s.io";

/** The bindings of the demo's users; the roles that every cluster has come from the API server. */
export function accessObjects(seed: number, now: number): readonly StoredObject[] {
  const random = new Random(seed, "access");
  const metadata = (name: string) => ({
    name,
    uid: random.uuid(),
    resourceVersion: "",
    creationTimestamp: timestamp(now - days(41)),
  });
  const typed = (kind: string) => ({ apiVersion: `${group}/v1`, kind });
  const boundTo = (name: string, role: RoleBinding["roleRef"]["kind"], roleName: string) => ({
    subjects: [{ kind: "User", apiGroup: group, name } as const],
    roleRef: { apiGroup: group, kind: role, name: roleName },
  });
  const role = "oncall";
  return [
    stored(clusterRoleBindings, {
      ...typed("ClusterRoleBinding"),
      metadata: metadata(adminUser),
      ...boundTo(adminUser, "ClusterRole", "cluster-admin"),
    }),
    stored(roles, {
      ...typed("Role"),
      metadata: { ...metadata(role), namespace: oncallNamespace },
      rules: [
        { apiGroups: [""], resources: ["pods", "pods/log", "events"], verbs: ["get", "list", "watch"] },
        { apiGroups: ["apps"], resources: ["deployments", "replicasets"], verbs: ["get", "list", "watch"] },
        { apiGroups: ["batch"], resources: ["jobs"], verbs: ["get", "list", "watch"] },
        { apiGroups: ["metrics.k8s.io"], resources: ["pods"], verbs: ["get", "list"] },
      ],
    }),
    stored(roleBindings, {
      ...typed("RoleBinding"),
      metadata: { ...metadata(role), namespace: oncallNamespace },
      ...boundTo(oncallUser, "Role", role),
    }),
  ];
}
