import { KubeError } from "../kubeError.ts";
import { fileTrouble, type Machine } from "./machine.ts";
import { authorityFault } from "./pem.ts";

const folder = "/var/run/secrets/kubernetes.io/serviceaccount";

/** What a pod is given to reach its own cluster. */
export interface ServiceAccount {
  readonly server: string;
  readonly tokenFile: string;
  readonly ca: string | undefined;
  readonly files: readonly string[];
  readonly warnings: readonly string[];
}

/** Where a process in a pod reaches its cluster; undefined outside of a pod (client-go rest/config.go, InClusterConfig). */
export function serviceAccountOf(machine: Machine): ServiceAccount | undefined {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = machine.env;
  if (!host || !port) return undefined;
  const tokenFile = `${folder}/token`;
  try {
    machine.readFile(tokenFile);
  } catch (error) {
    const { code, words } = fileTrouble(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new KubeError("config", `open ${tokenFile}: ${words}`, {
      advice: "The pod's service account token must be readable.",
    });
  }
  const { ca, warnings } = authority(machine);
  return {
    server: `https://${host.includes(":") ? `[${host}]` : host}:${port}`,
    tokenFile,
    ca,
    files: ca === undefined ? [tokenFile] : [tokenFile, `${folder}/ca.crt`],
    warnings,
  };
}

/** The namespace of the pod that we run in; undefined outside of a pod. */
export function podNamespaceOf(machine: Machine): string | undefined {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port, POD_NAMESPACE: named } = machine.env;
  if (!host || !port) return undefined;
  try {
    return named || machine.readFile(`${folder}/namespace`).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Without its authority the pod falls back to the system's roots, as client-go does, and says so. */
function authority(machine: Machine): { readonly ca: string | undefined; readonly warnings: readonly string[] } {
  const file = `${folder}/ca.crt`;
  try {
    const ca = machine.readFile(file);
    const fault = authorityFault(ca);
    return fault === undefined ? { ca, warnings: [] } : { ca: undefined, warnings: [`${file}: ${fault}`] };
  } catch (error) {
    return {
      ca: undefined,
      warnings: [`open ${file}: ${fileTrouble(error).words}; the system's certificate authorities are used`],
    };
  }
}
