import type { Condition } from "../../objects/kubeObject.ts";
import type { Container, Pod, PodSpec, Toleration } from "../../objects/pod.ts";
import { isTolerated, nodeTaints } from "../../objects/taints.ts";
import { withPodSpecDefaults } from "./podSpecDefaults.ts";

/** What only a pod gets, not the template of one, by defaults and by admission (kubernetes plugin/pkg/admission). */
export function withPodDefaults(pod: Pod): Pod {
  const spec = withPodSpecDefaults(pod.spec);
  const { serviceAccountName = "default", containers, initContainers, tolerations = [] } = spec;
  return {
    ...pod,
    spec: {
      ...podDefaults,
      ...spec,
      serviceAccountName,
      ...{ serviceAccount: serviceAccountName },
      containers: containers.map(withRequestsOfLimits),
      ...(initContainers === undefined ? {} : { initContainers: initContainers.map(withRequestsOfLimits) }),
      tolerations: [...tolerations, ...missing(tolerations)],
    },
    status: { phase: "Pending", ...((spec.schedulingGates ?? []).length > 0 ? { conditions: [gated(pod)] } : {}) },
  };
}

const podDefaults: Partial<PodSpec> & object = {
  priority: 0,
  ...{ enableServiceLinks: true, preemptionPolicy: "PreemptLowerPriority" },
};

/** A node that is not ready or cannot be reached keeps its pods for five minutes (DefaultTolerationSeconds). */
const nodeTolerations: readonly Toleration[] = [nodeTaints.notReady, nodeTaints.unreachable].map((key) => ({
  key,
  operator: "Exists",
  effect: "NoExecute",
  tolerationSeconds: 300,
}));

function missing(tolerations: readonly Toleration[]): readonly Toleration[] {
  return nodeTolerations.filter(({ key = "" }) => !isTolerated(tolerations, { key, effect: "NoExecute" }));
}

/** (kubernetes pkg/registry/core/pod applySchedulingGatedCondition) */
function gated({ metadata }: Pod): Condition {
  return {
    type: "PodScheduled",
    status: "False",
    lastProbeTime: null,
    lastTransitionTime: metadata.creationTimestamp,
    reason: "SchedulingGated",
    message: "Scheduling is blocked due to non-empty scheduling gates",
  };
}

function withRequestsOfLimits(container: Container): Container {
  const { limits, requests } = container.resources ?? {};
  if (limits === undefined) return container;
  return { ...container, resources: { ...container.resources, limits, requests: { ...limits, ...requests } } };
}
