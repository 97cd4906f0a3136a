import { podPath } from "./podPath.ts";
import type { ApiRequest, Transport } from "./transport.ts";
import { acceptJson } from "./transport.ts";
import { wholeBody } from "./wholeBody.ts";

/** One object, and no other that takes its name. */
export interface Target {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

/** What may be asked of the server beyond reading. `graceSeconds` is undefined for what the pod itself says. */
export type PodChange =
  | { readonly kind: "delete"; readonly pod: Target; readonly graceSeconds: number | undefined }
  /** Deletes unless a PodDisruptionBudget forbids it: then 429. */
  | { readonly kind: "evict"; readonly pod: Target; readonly graceSeconds: number | undefined }
  /** Has `owner` replace its pods by new ones. `at` is the time as kubectl writes it, see `restartedAt`. */
  | { readonly kind: "restart"; readonly owner: Target; readonly resource: RestartableResource; readonly at: string };

/** Kinds of the group apps that `kubectl rollout restart` restarts. */
export type RestartableResource = "deployments" | "statefulsets" | "daemonsets";

/** Sends it, and resolves when the server has said yes. @throws KubeError */
export async function sendPodChange(change: PodChange, transport: Transport, signal: AbortSignal): Promise<void> {
  const { body } = await transport.request(requestFor(change), signal);
  // The status has said it all; the connection wants its body read.
  await wholeBody(body).catch(() => {});
}

/** Every one names the uid, so that the server refuses when another object has the name by now. */
export function requestFor(change: PodChange): ApiRequest {
  switch (change.kind) {
    case "delete":
      return {
        method: "DELETE",
        path: podPath(change.pod.namespace, change.pod.name),
        accept: acceptJson,
        body: { apiVersion: "v1", kind: "DeleteOptions", ...deleteOptions(change) },
      };
    case "evict":
      return {
        method: "POST",
        path: `${podPath(change.pod.namespace, change.pod.name)}/eviction`,
        accept: acceptJson,
        body: {
          apiVersion: "policy/v1",
          kind: "Eviction",
          metadata: { namespace: change.pod.namespace, name: change.pod.name },
          deleteOptions: deleteOptions(change),
        },
      };
    case "restart":
      return {
        method: "PATCH",
        path: `/apis/apps/v1/namespaces/${encodeURIComponent(change.owner.namespace)}/${change.resource}/${encodeURIComponent(change.owner.name)}`,
        accept: acceptJson,
        contentType: "application/strategic-merge-patch+json",
        query: { fieldManager: "podscope" },
        body: {
          metadata: { uid: change.owner.uid },
          spec: { template: { metadata: { annotations: { "kubectl.kubernetes.io/restartedAt": change.at } } } },
        },
      };
  }
}

function deleteOptions({
  pod,
  graceSeconds,
}: {
  readonly pod: Target;
  readonly graceSeconds: number | undefined;
}): Readonly<Record<string, unknown>> {
  return {
    ...(graceSeconds === undefined ? {} : { gracePeriodSeconds: graceSeconds }),
    preconditions: { uid: pod.uid },
  };
}

/** A time as Go's time.RFC3339 writes it, in the time zone of this machine (kubectl rollout restart, objectrestarter.go). */
export function restartedAt(ms: number): string {
  const time = new Date(ms);
  const offset = -time.getTimezoneOffset();
  const local = new Date(ms + offset * 60_000).toISOString().slice(0, 19);
  if (offset === 0) return `${local}Z`;
  const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const digits = (value: number) => String(value).padStart(2, "0");
  return `${local}${offset < 0 ? "-" : "+"}${digits(hours)}:${digits(minutes)}`;
}
