import type { KubeObject, LabelQuery, ObjectMeta } from "../../objects/kubeObject.ts";
import { labelSelectorText } from "./labelSelectorText.ts";

/** How many replicas a workload wants and has (autoscaling/v1 Scale): the same for every kind that can be scaled. */
export interface Scale extends KubeObject {
  readonly spec: { readonly replicas?: number };
  readonly status: { readonly replicas: number; readonly selector?: string };
}

/** A kind that has `scale`: Deployment, ReplicaSet. */
export interface Scalable extends KubeObject {
  readonly spec: { readonly replicas?: number; readonly selector: LabelQuery };
  readonly status: { readonly replicas?: number };
}

export function scaleOf({ metadata, spec, status }: Scalable): Scale {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  const own = { name, namespace, uid, resourceVersion, creationTimestamp } as ObjectMeta;
  return {
    kind: "Scale",
    apiVersion: "autoscaling/v1",
    metadata: own,
    spec: { replicas: spec.replicas ?? 0 },
    status: { replicas: status.replicas ?? 0, selector: labelSelectorText(spec.selector) },
  };
}

/** The workload with the replicas of the Scale, in the version that this was read at. */
export function scaledTo<T extends Scalable>(workload: T, { metadata, spec }: Scale): T {
  const { resourceVersion } = metadata;
  return {
    ...workload,
    metadata: { ...workload.metadata, resourceVersion },
    spec: { ...workload.spec, replicas: spec.replicas ?? 0 },
  };
}
