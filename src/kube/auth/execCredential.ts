/** The ExecCredential object: what a credential plugin is told, and what it answers (client.authentication.k8s.io). */
import type { Access, ClientCertificate, ExecConfig } from "../config/access.ts";
import { clientCertificateFault } from "../config/pem.ts";
import { type YamlNode, yamlTreeOf } from "../config/yamlTree.ts";

/** What a plugin granted. At least one of token and certificate is there. */
export interface PluginGrant {
  readonly token: string | undefined;
  readonly certificate: ClientCertificate | undefined;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number | undefined;
}

/** An answer that cannot be used. The message holds nothing of the answer. */
export class PluginAnswerError extends Error {
  override readonly name = "PluginAnswerError";
}

/** The value of KUBERNETES_EXEC_INFO. */
export function execInfoOf(exec: ExecConfig, access: Access, interactive: boolean): string {
  const { server, tls, proxy, compression } = access;
  const cluster = {
    server,
    "tls-server-name": tls.serverName,
    "insecure-skip-tls-verify": tls.insecure || undefined,
    "certificate-authority-data": tls.ca && Buffer.from(tls.ca).toString("base64"),
    "proxy-url": proxy,
    "disable-compression": !compression || undefined,
    config: exec.clusterConfig ?? null,
  };
  return JSON.stringify({
    kind: "ExecCredential",
    apiVersion: exec.apiVersion,
    spec: exec.provideClusterInfo ? { cluster, interactive } : { interactive },
  });
}

/**
 * Reads a plugin's answer, with the five ways to get it wrong told apart (client-go plugin/pkg/client/auth/exec).
 * @throws PluginAnswerError
 */
export function pluginGrantOf(stdout: string, exec: ExecConfig): PluginGrant {
  const root = mapOf(parsed(stdout));
  if (root === undefined)
    throw new PluginAnswerError("decoding stdout: couldn't get version/kind: the output is not a JSON object");
  const version = text(root, "apiVersion");
  const isEmpty = root.size === 0;
  if (!isEmpty && version === exec.apiVersion && text(root, "kind") !== "ExecCredential")
    throw new PluginAnswerError("decoding stdout: the output is not an ExecCredential");
  if (version !== exec.apiVersion) {
    const returned = isEmpty ? "printed nothing" : `returned ${shownVersion(version)}`;
    throw new PluginAnswerError(`exec plugin is configured to use API version ${exec.apiVersion}, plugin ${returned}`);
  }
  const status = mapOf(root.get("status"));
  if (status === undefined) throw new PluginAnswerError("exec plugin didn't return a status field");
  const token = text(status, "token");
  const cert = text(status, "clientCertificateData");
  const key = text(status, "clientKeyData");
  if (token === "" && cert === "" && key === "")
    throw new PluginAnswerError("exec plugin didn't return a token or cert/key pair");
  if ((cert === "") !== (key === ""))
    throw new PluginAnswerError("exec plugin returned only certificate or key, not both");
  const certificate = cert === "" ? undefined : { cert, key };
  const fault = certificate && clientCertificateFault(certificate);
  if (fault !== undefined) throw new PluginAnswerError(`failed parsing client key/certificate: ${fault}`);
  return { token: token || undefined, certificate, expiresAt: timeOf(text(status, "expirationTimestamp")) };
}

/** kubectl reads YAML too; printing nothing is an object without fields to it. */
function parsed(stdout: string): YamlNode | undefined {
  try {
    return yamlTreeOf(stdout) ?? { kind: "map", fields: new Map(), line: 1 };
  } catch {
    return undefined;
  }
}

function mapOf(node: YamlNode | undefined): ReadonlyMap<string, YamlNode> | undefined {
  return node?.kind === "map" ? node.fields : undefined;
}

function text(fields: ReadonlyMap<string, YamlNode>, name: string): string {
  const node = fields.get(name);
  if (node === undefined || node.kind === "null") return "";
  if (node.kind !== "text") throw new PluginAnswerError(`decoding stdout: ${name} must be text`);
  return node.value;
}

function shownVersion(version: string): string {
  if (version === "") return "no version";
  // Anything else may be a secret in the wrong place.
  return /^client\.authentication\.k8s\.io\/v[0-9a-z]{1,10}$/.test(version) ? `version ${version}` : "another version";
}

function timeOf(timestamp: string): number | undefined {
  if (timestamp === "") return undefined;
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(timestamp);
  const time = isTime ? Date.parse(timestamp) : Number.NaN;
  if (Number.isNaN(time)) throw new PluginAnswerError("decoding stdout: expirationTimestamp is not a time of RFC 3339");
  return time;
}
