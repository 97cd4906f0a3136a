import { basename } from "node:path";
import { tokenExpiry } from "../../kube/auth/tokenExpiry.ts";
import type { Access, Impersonation, Login } from "../../kube/config/access.ts";
import { momentText } from "./momentText.ts";

/**
 * How a user proves who they are, and until when that is good: nothing secret in it. `certificateUntil` is when the client certificate
 * ends; both times are milliseconds since the epoch.
 */
export function loginWords({ login, server }: Access, certificateUntil: number | undefined, now: number): string {
  const own = login.certificate === undefined ? [] : [`a client certificate${untilWords(certificateUntil, now)}`];
  const words = [...tokenWords(login, now), ...own].join(", and ");
  if (words === "") return "nothing: whoever asks is system:anonymous";
  // As kubectl: see httpTransport.ts.
  return server.startsWith("https:") ? words : `${words}; never sent to a server without TLS`;
}

/** What goes along as a header, as the kubeconfig has it. */
function tokenWords(login: Login, now: number): readonly string[] {
  switch (login.kind) {
    case "none":
      return [];
    case "token":
      return [`a token of the kubeconfig${untilWords(tokenExpiry(login.token), now)}`];
    case "tokenFile":
      return [`a token that is read from ${login.path}`];
    case "basic":
      return [`the name ${login.username} and a password, which servers since 1.19 do not take`];
    case "exec":
      return [`the plugin ${basename(login.exec.command)}, which is run and prints a token or a certificate`];
    case "oidc":
      return [`OpenID Connect, a token of ${issuerOf(login.config)}${untilWords(idTokenExpiry(login.config), now)}`];
  }
}

function issuerOf(config: Readonly<Record<string, string>>): string {
  const issuer = config["idp-issuer-url"] ?? "";
  return URL.canParse(issuer) ? new URL(issuer).host : "an identity provider";
}

function idTokenExpiry(config: Readonly<Record<string, string>>): number | undefined {
  return tokenExpiry(config["id-token"] ?? "");
}

function untilWords(end: number | undefined, now: number): string {
  if (end === undefined) return "";
  return end <= now ? `, which ended at ${momentText(end, now)}` : ` until ${momentText(end, now)}`;
}

/** `jane, groups a, b`. */
export function impersonationWords(impersonation: Impersonation | undefined): string {
  if (impersonation === undefined) return "";
  const { user, groups } = impersonation;
  return groups.length === 0 ? user : `${user}, groups ${groups.join(", ")}`;
}
