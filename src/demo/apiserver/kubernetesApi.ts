import type { VirtualTime } from "../virtualTime.ts";
import type { ApiServerOptions } from "./apiServer.ts";
import { accessControl } from "./auth/accessControl.ts";
import type { Tokens } from "./auth/authenticate.ts";
import { reviewHandlers } from "./auth/reviewHandlers.ts";
import { discoveryHandlers } from "./discovery/handlers.ts";
import { validateFields } from "./fields/validateFields.ts";
import { updateObject } from "./handlers/update.ts";
import type { Kubelets } from "./kubelets.ts";
import { metricsHandlers } from "./metrics/handlers.ts";
import { patchObject } from "./patch/patchObject.ts";
import { podHandlers } from "./pods/handlers.ts";
import type { Registry } from "./registry.ts";
import { scaleHandlers } from "./scale/handlers.ts";
import { representAt } from "./table/represent.ts";

export interface KubernetesApiOptions {
  readonly registry: Registry;
  readonly time: VirtualTime;
  /** Users by bearer token; others come with certificates. */
  readonly tokens: Tokens;
  readonly kubelets: Kubelets;
}

/** Everything that makes an API server one of Kubernetes, beyond objects over HTTP. */
export function kubernetesApi({ registry, time, tokens, kubelets }: KubernetesApiOptions): ApiServerOptions {
  return {
    registry,
    time,
    ...accessControl(registry, tokens),
    handlers: {
      ...discoveryHandlers,
      ...reviewHandlers(registry),
      ...podHandlers(kubelets),
      ...metricsHandlers(kubelets),
    },
    storedHandlers: {
      patch: patchObject,
      "patch status": patchObject,
      "update finalize": updateObject,
      ...scaleHandlers,
    },
    represent: representAt(time),
    checkFields: validateFields,
  };
}
