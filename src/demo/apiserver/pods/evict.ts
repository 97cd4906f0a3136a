import { timestamp } from "../../objects/kubeObject.ts";
import type { Pod } from "../../objects/pod.ts";
import { type Answer, jsonAnswer } from "../answer.ts";
import type { Call } from "../apiServer.ts";
import { bodyIn } from "../handlers/body.ts";
import { namedIn } from "../handlers/named.ts";
import type { DeleteOptions } from "../registry.ts";
import { pods } from "../resources/pods.ts";

interface Eviction {
  readonly deleteOptions?: DeleteOptions & { readonly dryRun?: readonly string[] };
}

/** Deletes a pod, and says in its status that somebody wanted it gone (`kubectl drain`). @throws StatusError */
export async function evict({ server, info, request }: Call): Promise<Answer> {
  const { deleteOptions = {} } = (await bodyIn(request)) as Eviction;
  const { registry, time } = server;
  const name = namedIn(info, pods);
  // What may not be deleted is not touched either.
  registry.delete(pods, name, { ...deleteOptions, dryRun: true });
  if ((deleteOptions.dryRun ?? []).length === 0 && !request.query.has("dryRun")) {
    const now = timestamp(time.now());
    registry.update(pods, name, (pod) => disrupted(pod, now), { subresource: "status" });
    registry.delete(pods, name, deleteOptions);
  }
  return jsonAnswer({ kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", code: 201 }, { status: 201 });
}

function disrupted(pod: Pod, lastTransitionTime: string): Pod {
  const others = (pod.status.conditions ?? []).filter(({ type }) => type !== "DisruptionTarget");
  const condition = {
    type: "DisruptionTarget",
    status: "True",
    reason: "EvictionByEvictionAPI",
    message: "Eviction API: evicting",
    lastProbeTime: null,
    lastTransitionTime,
  } as const;
  return { ...pod, status: { ...pod.status, conditions: [...others, condition] } };
}
