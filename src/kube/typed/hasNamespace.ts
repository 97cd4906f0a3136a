import { CoreV1Api } from "@kubernetes/client-node";
import { KubeError } from "../kubeError.ts";
import type { Transport } from "../wire/transport.ts";
import { typedApi } from "./typedApi.ts";

/**
 * False only when the server says that there is no such namespace: whoever may not read namespaces learns nothing. An empty list
 * proves nothing either, since the server has one for any name.
 * @throws KubeError when there is no answer.
 */
export async function hasNamespace(transport: Transport, name: string, signal: AbortSignal): Promise<boolean> {
  try {
    await typedApi(CoreV1Api, transport, signal).readNamespace({ name });
    return true;
  } catch (error) {
    if (!(error instanceof KubeError)) throw error;
    if (error.failure === "forbidden") return true;
    if (error.failure === "notFound") return false;
    throw error;
  }
}
