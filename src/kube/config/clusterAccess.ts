import type { TlsTrust } from "./access.ts";
import type { ClusterEntry } from "./kubeconfig.ts";
import type { Machine } from "./machine.ts";
import { authorityFault } from "./pem.ts";
import { readPem } from "./readPem.ts";

/** Faults of a cluster's TLS settings as kubectl words them, and what they mean when there is none. */
export function tlsTrustOf(
  entry: ClusterEntry,
  name: string,
  machine: Machine,
): { readonly problems: readonly string[]; readonly tls: TlsTrust } {
  const problems: string[] = [];
  const authority = entry.certificateAuthority;
  if (authority.path !== "" && authority.data !== "") {
    problems.push(
      `certificate-authority-data and certificate-authority are both specified for ${name}. certificate-authority-data will override.`,
    );
  }
  const ca = readPem(
    authority,
    (path, trouble) => {
      problems.push(`unable to read certificate-authority ${path} for ${name} due to ${trouble}`);
    },
    machine,
  );
  if (problems.length === 0 && ca !== undefined) {
    const fault = entry.insecureSkipTlsVerify
      ? "specifying a root certificates file with the insecure flag is not allowed"
      : authorityFault(ca);
    if (fault !== undefined) problems.push(fault);
  }
  return {
    problems,
    tls: { ca, serverName: entry.tlsServerName || undefined, insecure: entry.insecureSkipTlsVerify },
  };
}
