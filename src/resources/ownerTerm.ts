import { wildcards } from "../base/wildcards.ts";
import { FilterError, type FilterTerm } from "../table/column.ts";
import { controllerOf, workloadOf } from "./causes/workload.ts";
import type { PodRow } from "./podRow.ts";
import { equality } from "./termValues.ts";

/** What kubectl calls a kind for short. */
const shortKinds: Readonly<Record<string, string>> = {
  deploy: "Deployment",
  ds: "DaemonSet",
  po: "Pod",
  rs: "ReplicaSet",
  sts: "StatefulSet",
};

/** All pods of a workload, whichever ReplicaSets they are of: `owner=web`, `owner=deploy/web`, `owner=shop/Deployment/web`. */
export const ownerTerm: FilterTerm<PodRow> = {
  name: "owner",
  example: "owner=Deployment/web",
  parse(operator, value) {
    const wanted = equality("owner", operator);
    const [name = "", kind = "*", namespace = "*", ...more] = value.split("/").reverse();
    if (more.length > 0 || name === "")
      throw new FilterError("owner takes a name, a kind and a name, or namespace/kind/name");
    const fullKind = shortKinds[kind.toLowerCase()] ?? kind;
    const place = namespace === "*" ? undefined : matching(namespace);
    const owner = matching(`${fullKind}/${name}`);
    // Nearly all rows can be told from the name of their ReplicaSet, which begins with that of the Deployment.
    const replicaSet = matching(fullKind).test("Deployment") ? matching(`ReplicaSet/${name}-*`) : undefined;
    const isOwned = (row: PodRow): boolean => {
      const controller = controllerOf(row);
      if (owner.test(controller)) return true;
      if (replicaSet?.test(controller) !== true) return false;
      const workload = workloadOf(row);
      return owner.test(`${workload.kind}/${workload.name}`);
    };
    return (row) => ((place?.test(row.namespace) ?? true) && isOwned(row)) === wanted;
  },
};

function matching(text: string): RegExp {
  return new RegExp(`^${wildcards(text, "[^/]*")}$`, "i");
}
