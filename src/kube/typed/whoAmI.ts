import { AuthenticationV1Api } from "@kubernetes/client-node";
import { plainText } from "../../base/plainText.ts";
import type { Transport } from "../wire/transport.ts";
import { typedApi } from "./typedApi.ts";

/** Who the server takes us for. */
export interface Identity {
  readonly username: string;
  readonly groups: readonly string[];
}

/** Asks by SelfSubjectReview, which every authenticated user may and servers before 1.28 do not have. @throws KubeError. */
export async function whoAmI(transport: Transport, signal: AbortSignal): Promise<Identity> {
  const api = typedApi(AuthenticationV1Api, transport, signal);
  const body = { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" };
  const { status } = await api.createSelfSubjectReview({ body });
  const { username = "", groups = [] } = status?.userInfo ?? {};
  return { username: plainText(username), groups: groups.map(plainText) };
}
