import type { ContainerSpecFacts, PodFacts, TerminationFacts } from "../podFacts.ts";
import { serverLine, serverText } from "./serverText.ts";

/** How a container ended: `OOMKilled exit 137, limit 256Mi`, `exit 3`, `StartError exit 128: exec: "serve": …`. */
export function endWords(end: TerminationFacts, spec: ContainerSpecFacts | undefined): string {
  const { reason, exitCode, signal, message } = end;
  if (reason === "OOMKilled") {
    return `OOMKilled exit ${exitCode}${spec?.memoryLimit ? `, limit ${serverText(spec.memoryLimit)}` : ""}`;
  }
  const code = exitCode === 0 && signal !== 0 ? `signal ${signal}` : `exit ${exitCode}`;
  // `Error` is what the kubelet calls every other end.
  if (reason === "" || reason === "Error") return code;
  const said = reason === "Completed" ? "" : startWords(message);
  return `${serverText(reason)} ${code}${said === "" ? "" : `: ${said}`}`;
}

/** What a runtime says of a process that it cannot start, from where it becomes interesting. */
export function startWords(message: string): string {
  const line = serverLine(message);
  return serverText(/exec: "[^"]*": [^:]+/.exec(line)?.[0] ?? line);
}

/** What nodes run out of, by the kubelet's name of the resource (kubernetes pkg/kubelet/eviction), and how people say it. */
const pressures: Readonly<Record<string, string>> = {
  memory: "memory pressure",
  "ephemeral-storage": "disk pressure",
  inodes: "disk pressure (inodes)",
  pids: "PID pressure",
};

/** Why a whole pod failed: `evicted: memory pressure`, `OutOfcpu: …`. */
export function failureWords({ reason, message }: Pick<PodFacts, "reason" | "message">): string {
  const text = serverText(message);
  if (reason === "Evicted") {
    const [, resource] = /^The node was low on resource: ([\w-]+)/.exec(text) ?? [];
    return text === "" ? "evicted" : `evicted: ${pressures[resource ?? ""] ?? text}`;
  }
  const said = text.replace(/^Pod was rejected: /, "");
  if (reason === "") return said;
  return said === "" ? serverText(reason) : `${serverText(reason)}: ${said}`;
}
