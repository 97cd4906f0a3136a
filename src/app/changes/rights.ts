import type { Right } from "../../kube/typed/accessReview.ts";
import type { RestartableResource } from "../../kube/wire/podChange.ts";

/** A right with the words for what it lets one do: `delete pods`. */
export interface NamedRight extends Right {
  readonly does: string;
}

/** What the keys that change something need. */
export const rights = {
  deletePods: { verb: "delete", group: "", resource: "pods", subresource: "", does: "delete pods" },
  evictPods: { verb: "create", group: "", resource: "pods", subresource: "eviction", does: "evict pods" },
  execPods: { verb: "create", group: "", resource: "pods", subresource: "exec", does: "open shells in pods" },
  forwardPods: {
    verb: "create",
    group: "",
    resource: "pods",
    subresource: "portforward",
    does: "forward ports of pods",
  },
} as const satisfies Readonly<Record<string, NamedRight>>;

/** What restarting an owner needs, by its resource. */
export const restartRights = {
  deployments: restartOf("deployments"),
  statefulsets: restartOf("statefulsets"),
  daemonsets: restartOf("daemonsets"),
} as const satisfies Readonly<Record<RestartableResource, NamedRight>>;

function restartOf(resource: RestartableResource): NamedRight {
  return { verb: "patch", group: "apps", resource, subresource: "", does: `restart ${resource}` };
}
