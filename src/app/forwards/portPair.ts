import type { ContainerPort } from "../../resources/containerPorts.ts";

/** Which port of this machine leads to which of a pod. */
export interface PortPair {
  /** 0: any that is free. */
  readonly local: number;
  readonly remote: number;
}

/**
 * What somebody typed, as kubectl port-forward reads it: `8080`, `9000:8080`, `:8080` for any free one, and a port's name in the
 * place of its number. Undefined for what is none of these.
 */
export function portPairFrom(typed: string, ports: readonly ContainerPort[]): PortPair | undefined {
  const parts = typed.trim().split(":");
  const [first = "", second = first] = parts;
  if (parts.length > 2) return undefined;
  const remote = portFrom(second, ports);
  const local = parts.length === 1 ? remote : first === "" || first === "0" ? 0 : portFrom(first, []);
  return local === undefined || remote === undefined ? undefined : { local, remote };
}

function portFrom(text: string, ports: readonly ContainerPort[]): number | undefined {
  const named = ports.find(({ name }) => name !== "" && name === text);
  if (named !== undefined) return named.port;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port > 0 && port < 65_536 ? port : undefined;
}
