import type { JsonObject } from "../jsonFields.ts";
import { probeAction } from "../page/probeWords.ts";

/** A probe as kubectl writes it (pkg/describe, DescribeProbe). */
export function kubectlProbe(probe: JsonObject): string {
  const count = (name: string) => Number(probe[name] ?? 0);
  const times = `delay=${count("initialDelaySeconds")}s timeout=${count("timeoutSeconds")}s period=${count("periodSeconds")}s`;
  return `${probeAction(probe)} ${times} #success=${count("successThreshold")} #failure=${count("failureThreshold")}`;
}
