import { xdgPath } from "./app/textFiles.ts";
import type { Clock } from "./base/clock.ts";
import { DebugLog } from "./cli/debugLog.ts";

/** Opens a log of its own for this run in the XDG state folder. @throws when it cannot be made. */
export function openDebugLog(clock: Clock, environment: NodeJS.ProcessEnv): DebugLog {
  const time = new Date(clock.now()).toISOString().replace(/[:.]/g, "-");
  return new DebugLog(xdgPath("XDG_STATE_HOME", `debug-${time}-${process.pid}.log`, environment), clock);
}
