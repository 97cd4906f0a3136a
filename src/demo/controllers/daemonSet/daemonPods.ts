import type { Node } from "../../objects/node.ts";
import { isNodeSelected, pinnedNodes } from "../../objects/nodeAffinity.ts";
import type { Pod, PodSpec, PodTemplate, Toleration } from "../../objects/pod.ts";
import { isTolerated, nodeTaints } from "../../objects/taints.ts";
import type { DaemonSet } from "../../objects/workloads.ts";
import { podTemplateHash } from "../podTemplateHash.ts";

const hashLabel = "controller-revision-hash";
const generationLabel = "pod-template-generation";
const generationAnnotation = "deprecated.daemonset.template.generation";

/** The template of a DaemonSet's pod for one node: only there, and there through almost everything. */
export function daemonTemplate({ metadata, spec: { template } }: DaemonSet, nodeName: string): PodTemplate {
  const labels = {
    ...template.metadata?.labels,
    [hashLabel]: podTemplateHash(template),
    [generationLabel]: metadata.annotations?.[generationAnnotation] ?? "1",
  };
  return { ...template, metadata: { ...template.metadata, labels }, spec: daemonSpec(template.spec, nodeName) };
}

/** Whether a node should have the pod, and whether one that is there may stay (kubernetes pkg/controller/daemon NodeShouldRunDaemonPod). */
export function verdictOn({ spec }: DaemonSet, node: Node): { readonly shouldRun: boolean; readonly mayStay: boolean } {
  const pod = daemonSpec(spec.template.spec, node.metadata.name);
  const isMeant = (pod.nodeName ?? node.metadata.name) === node.metadata.name && isNodeSelected(pod, node);
  if (!isMeant) return { shouldRun: false, mayStay: false };
  const untolerated = (node.spec.taints ?? []).filter((taint) => !isTolerated(pod.tolerations, taint));
  return {
    shouldRun: untolerated.every(({ effect }) => effect === "PreferNoSchedule"),
    mayStay: untolerated.every(({ effect }) => effect !== "NoExecute"),
  };
}

/** The node that a pod is on or meant for. */
export function nodeOf({ spec }: Pod): string | undefined {
  return spec.nodeName ?? pinnedNodes(spec)?.[0];
}

/** Made from the template as it is now. */
export function isUpdated({ metadata: { labels } }: Pod, { metadata, spec }: DaemonSet): boolean {
  const generation = metadata.annotations?.[generationAnnotation];
  return (
    (generation !== undefined && labels?.[generationLabel] === generation) ||
    labels?.[hashLabel] === podTemplateHash(spec.template)
  );
}

function daemonSpec(spec: PodSpec, nodeName: string): PodSpec {
  const matchFields = [{ key: "metadata.name", operator: "In", values: [nodeName] }] as const;
  const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields }] } };
  const tolerations = spec.hostNetwork === true ? [...daemonTolerations, networkUnavailable] : daemonTolerations;
  return {
    ...spec,
    affinity: { ...spec.affinity, nodeAffinity },
    tolerations: [...(spec.tolerations ?? []), ...tolerations],
  };
}

/** Daemons are needed most when something is wrong with their node (AddOrUpdateDaemonPodTolerations). */
const daemonTolerations: readonly Toleration[] = [
  { key: nodeTaints.notReady, operator: "Exists", effect: "NoExecute" },
  { key: nodeTaints.unreachable, operator: "Exists", effect: "NoExecute" },
  { key: nodeTaints.diskPressure, operator: "Exists", effect: "NoSchedule" },
  { key: nodeTaints.memoryPressure, operator: "Exists", effect: "NoSchedule" },
  { key: nodeTaints.pidPressure, operator: "Exists", effect: "NoSchedule" },
  { key: nodeTaints.unschedulable, operator: "Exists", effect: "NoSchedule" },
];
const networkUnavailable: Toleration = { key: nodeTaints.networkUnavailable, operator: "Exists", effect: "NoSchedule" };
