import type { Handler } from "../apiServer.ts";
import type { Kubelets } from "../kubelets.ts";
import { bindPod } from "./bindPod.ts";
import { evict } from "./evict.ts";
import { podExec } from "./podExec.ts";
import { podLog } from "./podLog.ts";
import { podPortForward } from "./podPortForward.ts";

/** What can be done with a pod besides what can be done with every object. */
export function podHandlers(kubelets: Kubelets): Readonly<Record<string, Handler>> {
  return {
    "get /api/v1/pods/log": podLog(kubelets),
    "get /api/v1/pods/exec": podExec(kubelets),
    "create /api/v1/pods/exec": podExec(kubelets),
    "get /api/v1/pods/portforward": podPortForward(kubelets),
    "create /api/v1/pods/portforward": podPortForward(kubelets),
    "create /api/v1/pods/eviction": evict,
    "create /api/v1/pods/binding": bindPod,
  };
}
