import type { PeerCertificate } from "node:tls";
import { plainText } from "../../base/plainText.ts";
import { KubeError } from "../kubeError.ts";
import { codeOf, connectionError, type Peer } from "./connectionError.ts";

/** What a TLS handshake was for. */
export interface Handshake {
  readonly peer: Peer;
  /** The name that the certificate is checked against. */
  readonly expected: string;
  /** What the peer showed, as far as the handshake came. */
  readonly certificate: PeerCertificate | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** A failed TLS handshake as a sentence: each reason for distrust has its own, because each has another way out. */
export function tlsError(error: unknown, handshake: Handshake): KubeError {
  const { peer, expected, certificate, now } = handshake;
  const distrust = (why: string, advice: string) =>
    new KubeError(peer.isProxy ? "proxy" : "tls", `The certificate of ${peer.name} ${why}`, { advice, cause: error });
  switch (codeOf(error)) {
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
      return distrust(
        "is signed by itself, and this cluster's certificate authority does not vouch for it.",
        "Put that certificate into certificate-authority-data of this cluster, if the server is really yours.",
      );
    case "SELF_SIGNED_CERT_IN_CHAIN":
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
    case "UNABLE_TO_GET_ISSUER_CERT":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
    case "CERT_SIGNATURE_FAILURE":
    case "CERT_UNTRUSTED":
    case "INVALID_CA":
      return distrust(
        `is signed by an unknown authority${issuerOf(certificate)}.`,
        "Check certificate-authority-data of this cluster: it may be from before the cluster was made anew.",
      );
    case "CERT_HAS_EXPIRED":
      return distrust(
        `expired${at(certificate?.valid_to)}; this machine's clock says ${timeText(now)}.`,
        "Renew the certificate on the server, or set this machine's clock.",
      );
    case "CERT_NOT_YET_VALID":
      return distrust(
        `is not valid before${at(certificate?.valid_from)}; this machine's clock says ${timeText(now)}.`,
        "Set this machine's clock, or the server's.",
      );
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return distrust(
        `is not for ${expected}; it is for ${namesOf(certificate)}.`,
        "Use one of these names as server address, or as tls-server-name of this cluster.",
      );
    default:
      return connectionError(error, peer);
  }
}

function issuerOf(certificate: PeerCertificate | undefined): string {
  const names = certificate?.issuer?.CN ?? certificate?.issuer?.O;
  const name = Array.isArray(names) ? names[0] : names;
  return name === undefined ? "" : ` ("${plainText(name)}")`;
}

function namesOf(certificate: PeerCertificate | undefined): string {
  const names = certificate?.subjectaltname ?? "";
  if (names === "") return "no name at all";
  return plainText(names.replace(/\b(DNS|IP Address|URI|email):/g, ""));
}

/** OpenSSL's `Jan  5 10:00:00 2026 GMT`. */
function at(date: string | undefined): string {
  const time = Date.parse(date ?? "");
  return Number.isNaN(time) ? "" : ` ${timeText(time)}`;
}

function timeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
