import { AuthorizationV1Api } from "@kubernetes/client-node";
import { plainText } from "../../base/plainText.ts";
import type { Transport } from "../wire/transport.ts";
import { typedApi } from "./typedApi.ts";

/** What RBAC gives or refuses: a verb on a resource, `patch` `apps` `deployments`. */
export interface Right {
  readonly verb: string;
  /** Empty for the core group. */
  readonly group: string;
  readonly resource: string;
  /** `eviction`; empty for the resource itself. */
  readonly subresource: string;
}

/** What the server says of a right. */
export interface Verdict {
  readonly isAllowed: boolean;
  /** Why, in the words of the server's authorizer, which often has none. */
  readonly reason: string;
}

/** Asks by SelfSubjectAccessReview, which every authenticated user may. @throws KubeError. */
export async function accessReview(
  transport: Transport,
  right: Right,
  namespace: string,
  signal: AbortSignal,
): Promise<Verdict> {
  const api = typedApi(AuthorizationV1Api, transport, signal);
  const { status } = await api.createSelfSubjectAccessReview({
    body: {
      apiVersion: "authorization.k8s.io/v1",
      kind: "SelfSubjectAccessReview",
      spec: { resourceAttributes: { namespace, ...right } },
    },
  });
  const { allowed: isAllowed = false, reason = "", evaluationError = "" } = status ?? {};
  return { isAllowed, reason: plainText(reason || (isAllowed ? "" : evaluationError)) };
}
