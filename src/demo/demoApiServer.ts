import { ApiServer } from "./apiserver/apiServer.ts";
import { accessControl } from "./apiserver/auth/accessControl.ts";
import type { Tokens } from "./apiserver/auth/authenticate.ts";
import { reviewHandlers } from "./apiserver/auth/reviewHandlers.ts";
import { discoveryHandlers } from "./apiserver/discovery/handlers.ts";
import type { Registry } from "./apiserver/registry.ts";
import type { VirtualTime } from "./virtualTime.ts";

/** An API server with all that it can do. */
export function demoApiServer(registry: Registry, time: VirtualTime, tokens: Tokens): ApiServer {
  return new ApiServer({
    registry,
    time,
    ...accessControl(registry, tokens),
    handlers: { ...discoveryHandlers, ...reviewHandlers(registry) },
  });
}
