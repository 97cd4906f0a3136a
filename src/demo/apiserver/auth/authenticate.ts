import { StatusError } from "../statusError.ts";
import { anonymous, authenticatedGroup, type UserInfo } from "./userInfo.ts";

/** What a request brings to prove who sends it. */
export interface Credentials {
  /** The header `Authorization`. */
  readonly authorization?: string | undefined;
  /** The certificate of the TLS connection. */
  readonly certificate?: ClientCertificate | undefined;
}

export interface ClientCertificate {
  /** Whether the authority of this server signed it, for now. */
  readonly isTrusted: boolean;
  /** CN of its subject: the user. */
  readonly commonName: string;
  /** O of its subject: the groups. */
  readonly organizations: readonly string[];
  /** SHA-256 of it, in hexadecimal digits. */
  readonly sha256: string;
}

/** Users by bearer token, without `system:authenticated`. */
export type Tokens = ReadonlyMap<string, UserInfo>;

/**
 * Who sends a request. Who brings nothing is anonymous; what is brought must be good, but one good proof is enough
 * (apiserver pkg/authentication/request/union).
 * @throws StatusError Unauthorized
 */
export function authenticate({ authorization, certificate }: Credentials, tokens: Tokens): UserInfo {
  const token = bearerToken(authorization);
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

function userOfCertificate(certificate: ClientCertificate | undefined): UserInfo | undefined {
  if (certificate?.isTrusted !== true || certificate.commonName === "") return undefined;
  const { commonName, organizations, sha256 } = certificate;
  const extra = { "authentication.kubernetes.io/credential-id": [`X509SHA256=${sha256}`] };
  return { username: commonName, groups: organizations, extra };
}
