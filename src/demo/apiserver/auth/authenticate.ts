import type { PeerCertificate } from "node:tls";
import type { ApiRequest, User } from "../apiRequest.ts";
import { StatusError } from "../statusError.ts";
import { anonymous, authenticatedGroup } from "./users.ts";

/** Users by bearer token, without `system:authenticated`. */
export type Tokens = ReadonlyMap<string, User>;

/** What a request brings to prove who sends it. */
export type Credentials = Pick<ApiRequest, "certificate"> & {
  readonly headers: { readonly authorization?: string | undefined };
};

/**
 * Who sends a request. Who brings nothing is anonymous; what is brought must be good, but one good proof is enough
 * (apiserver pkg/authentication/request/union).
 * @throws StatusError Unauthorized
 */
export function authenticate({ headers, certificate }: Credentials, tokens: Tokens): User {
  const token = bearerToken(headers.authorization);
  if (certificate === undefined && token === undefined) return anonymous;
  const user = userOfCertificate(certificate) ?? (token === undefined ? undefined : tokens.get(token));
  if (user === undefined) throw new StatusError("Unauthorized", "Unauthorized");
  const groups = user.groups.includes(authenticatedGroup) ? user.groups : [...user.groups, authenticatedGroup];
  return { ...user, groups };
}

/** Any other scheme is as good as none (apiserver pkg/authentication/request/bearertoken). */
function bearerToken(authorization = ""): string | undefined {
  const [scheme, token] = authorization.trim().split(/ +/);
  return scheme?.toLowerCase() === "bearer" && token !== undefined ? token : undefined;
}

/** Its CN is the user, its O are the groups. */
function userOfCertificate(certificate: PeerCertificate | undefined): User | undefined {
  if (certificate === undefined) return undefined;
  const { subject, fingerprint256 } = certificate;
  const [name = ""] = [subject.CN ?? []].flat();
  if (name === "") return undefined;
  const id = fingerprint256.replaceAll(":", "").toLowerCase();
  const extra = { "authentication.kubernetes.io/credential-id": [`X509SHA256=${id}`] };
  return { name, groups: [subject.O ?? []].flat(), extra };
}
