import type { Handler } from "../apiServer.ts";
import type { Kubelets } from "../kubelets.ts";
import { bindPod } from "./bindPod.ts";
import { evict } from "./evict.ts";
import { podLog } from "./podLog.ts";

/** What can be done with a pod besides what can be done with every object. */
export function podHandlers(kubelets: Kubelets): Readonly<Record<string, Handler>> {
  return {
    "get /api/v1/pods/log": podLog(kubelets),
    "create /api/v1/pods/eviction": evict,
    "create /api/v1/pods/binding": bindPod,
  };
}
