import type { Handler } from "../apiServer.ts";
import { evict } from "./evict.ts";

/** What can be done with a pod besides what can be done with every object. */
export const podHandlers: Readonly<Record<string, Handler>> = {
  "create /api/v1/pods/eviction": evict,
};
