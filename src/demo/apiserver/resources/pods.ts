import type { Pod } from "../../objects/pod.ts";
import { withPodDefaults } from "../defaults/podDefaults.ts";
import { withPodSpecDefaults } from "../defaults/podSpecDefaults.ts";
import { resourceType } from "../resourceType.ts";
import { podChangeProblems, podSpecProblems } from "../validation/podProblems.ts";

export const pods = resourceType<Pod>({
  group: "",
  version: "v1",
  resource: "pods",
  singular: "pod",
  kind: "Pod",
  shortNames: ["po"],
  categories: ["all"],
  isNamespaced: true,
  subresources: ["status", "log", "eviction", "binding", "exec", "portforward"],
  selectableFields: {
    "spec.nodeName": { of: ({ spec }) => spec.nodeName ?? "" },
    "spec.restartPolicy": { of: ({ spec }) => spec.restartPolicy ?? "" },
    "spec.schedulerName": { of: ({ spec }) => spec.schedulerName ?? "" },
    "spec.serviceAccountName": { of: ({ spec }) => spec.serviceAccountName ?? "" },
    "spec.hostNetwork": { of: ({ spec }) => String(spec.hostNetwork ?? false) },
    "status.phase": { of: ({ status }) => status.phase ?? "" },
    "status.podIP": { of: ({ status }) => status.podIP ?? "" },
    "status.nominatedNodeName": { of: ({ status }) => status.nominatedNodeName ?? "" },
  },
  prepareForCreate: withPodDefaults,
  prepareForUpdate: (next) => ({ ...next, spec: withPodSpecDefaults(next.spec) }),
  validate: (pod, previous) => [
    ...(previous?.spec === pod.spec ? [] : podSpecProblems("spec", pod.spec)),
    ...(previous === undefined ? [] : podChangeProblems(pod, previous)),
  ],
  // Nobody runs it yet, or nobody runs it any more: nobody has to end it.
  gracePeriodSeconds: ({ spec, status }, requested) =>
    spec.nodeName === undefined || status.phase === "Succeeded" || status.phase === "Failed"
      ? 0
      : (requested ?? spec.terminationGracePeriodSeconds ?? 30),
});
