import type { Container, Pod, PodSpec, Toleration } from "../../objects/pod.ts";
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
    status: { phase: "Pending" },
  };
}

const podDefaults: Partial<PodSpec> & object = {
  priority: 0,
  ...{ enableServiceLinks: true, preemptionPolicy: "PreemptLowerPriority" },
};

/** For how long a pod stays on a node that is lost (DefaultTolerationSeconds). */
const tolerationSeconds = 300;
const lostNodeTaints = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

function missing(tolerations: readonly Toleration[]): readonly Toleration[] {
  const isTolerated = (taint: string) =>
    tolerations.some(({ key = "", effect = "NoExecute" }) => (key === "" || key === taint) && effect === "NoExecute");
  return lostNodeTaints
    .filter((taint) => !isTolerated(taint))
    .map((key) => ({ key, operator: "Exists", effect: "NoExecute", tolerationSeconds }));
}

function withRequestsOfLimits(container: Container): Container {
  const { limits, requests } = container.resources ?? {};
  if (limits === undefined) return container;
  return { ...container, resources: { ...container.resources, limits, requests: { ...limits, ...requests } } };
}
