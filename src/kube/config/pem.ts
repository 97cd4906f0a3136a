/** Checks of PEM texts that a kubeconfig brings, before a connection fails on them with less to say. */
import { createPrivateKey, X509Certificate } from "node:crypto";
import type { ClientCertificate } from "./access.ts";

const certificateBlock = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Why `pem` cannot be trusted as certificate authorities, in Go's words; undefined when it can. */
export function authorityFault(pem: string): string | undefined {
  if (!/-----BEGIN [A-Z ]+-----/.test(pem))
    return "unable to load root certificates: unable to parse bytes as PEM block";
  const isReadable = (pem.match(certificateBlock) ?? []).some((block) => certificateOf(block) !== undefined);
  return isReadable ? undefined : "unable to load root certificates: no certificate in it can be read";
}

/** Why `certificate` cannot be used, in Go's words where it has them; undefined when it can. Holds nothing of the key. */
export function clientCertificateFault({ cert, key }: ClientCertificate): string | undefined {
  if (!cert.includes("-----BEGIN ")) return "tls: failed to find any PEM data in certificate input";
  if (!key.includes("-----BEGIN ")) return "tls: failed to find any PEM data in key input";
  const certificate = certificateOf(cert);
  if (certificate === undefined) return "tls: failed to parse the certificate";
  try {
    return certificate.checkPrivateKey(createPrivateKey(key))
      ? undefined
      : "tls: private key does not match public key";
  } catch {
    return "tls: failed to parse private key";
  }
}

/** When the first certificate of `pem` ends, milliseconds since the epoch; undefined when it cannot be read. */
export function expiryOf(pem: string): number | undefined {
  const end = certificateOf(pem)?.validToDate.getTime();
  return end === undefined || Number.isNaN(end) ? undefined : end;
}

function certificateOf(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}
