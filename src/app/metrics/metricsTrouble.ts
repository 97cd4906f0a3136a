import type { KubeError } from "../../kube/kubeError.ts";

/** Why there are no metrics, as one line, and whether asking again may help. */
export interface MetricsTrouble {
  readonly text: string;
  readonly isFinal: boolean;
}

/** What it means that metrics.k8s.io did not answer: whoever serves it is no part of the API server, and often is not there. */
export function metricsTroubleOf({ failure, message, status }: KubeError): MetricsTrouble {
  if (failure === "notFound") {
    return { text: "No CPU and memory: this cluster has no metrics-server (metrics.k8s.io).", isFinal: true };
  }
  if (failure === "forbidden") return { text: `No CPU and memory: ${message}`, isFinal: true };
  if (status?.code === 503) {
    return { text: `No CPU and memory: metrics-server does not answer. ${message}`, isFinal: true };
  }
  return { text: `CPU and memory did not come: ${message}`, isFinal: false };
}
