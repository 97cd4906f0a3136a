import type { Clock } from "../base/clock.ts";
import { type CredentialDeps, credentialSourceOf } from "../kube/auth/credentialSource.ts";
import type { Access } from "../kube/config/access.ts";
import { KubeError } from "../kube/kubeError.ts";
import { Reflector } from "../kube/sync/reflector.ts";
import { httpListWatch } from "../kube/wire/httpListWatch.ts";
import { openTransport } from "../kube/wire/httpTransport.ts";
import { serverInfo } from "../kube/wire/serverInfo.ts";
import { acceptJson, type Transport } from "../kube/wire/transport.ts";
import { namespaceDecoder } from "../resources/namespaceRow.ts";
import { podDecoder } from "../resources/podDecoder.ts";
import type { Cluster, Follow, Identity } from "./cluster.ts";

export interface KubeClusterDeps {
  readonly clock: Clock;
  readonly random: () => number;
  /** `podscope/1.2.3`. */
  readonly userAgent: string;
  readonly credentials: CredentialDeps;
}

/** Opens a cluster behind a real API server. No connection is made before something is asked. */
export function openKubeCluster(access: Access, deps: KubeClusterDeps): Cluster {
  const { clock, random, userAgent } = deps;
  const credentials = credentialSourceOf(access, deps.credentials);
  const transport = openTransport(access, credentials, { clock, userAgent });
  const podsOf = (namespace: string | undefined, labelSelector = "", fieldSelector = "") => {
    const path = namespace === undefined ? "/api/v1/pods" : `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;
    return httpListWatch({ transport, path, labelSelector, fieldSelector, decoder: podDecoder, clock, random });
  };
  return {
    access,
    pods: ({ namespace, selectors }) => podsOf(namespace, selectors.labels, selectors.fields),
    namespaces: () =>
      httpListWatch({ transport, path: "/api/v1/namespaces", decoder: namespaceDecoder, clock, random }),
    countPods: async (namespace, signal) => (await podsOf(namespace).count(undefined, signal))?.total,
    hasNamespace: (name, signal) => hasNamespace(transport, name, signal),
    facts: async (signal) => {
      const { version, clockSkewMs } = await serverInfo(transport, clock, signal);
      return { version, skewMs: clockSkewMs ?? 0 };
    },
    whoAmI: (signal) => whoAmI(transport, signal),
    close: async () => {
      credentials.close();
      await transport.close();
    },
  };
}

/** Starts reflectors on the machine's clock. */
export function followWith(clock: Clock, random: () => number): Follow {
  return (options, signal) => {
    const reflector = new Reflector({ ...options, clock, random });
    return { done: reflector.run(signal), retryNow: () => reflector.reconnectNow() };
  };
}

async function hasNamespace(transport: Transport, name: string, signal: AbortSignal): Promise<boolean> {
  try {
    await jsonFrom(transport, { path: `/api/v1/namespaces/${encodeURIComponent(name)}` }, signal);
    return true;
  } catch (error) {
    // Anything but 404 proves nothing: namespace-bound users may not read namespaces.
    return !(error instanceof KubeError && error.failure === "notFound");
  }
}

async function whoAmI(transport: Transport, signal: AbortSignal): Promise<Identity> {
  const apiVersion = "authentication.k8s.io/v1";
  const review = await jsonFrom(
    transport,
    {
      method: "POST",
      path: `/apis/${apiVersion}/selfsubjectreviews`,
      body: { apiVersion, kind: "SelfSubjectReview" },
    },
    signal,
  );
  const { status } = review as { readonly status?: { readonly userInfo?: Partial<Identity> } };
  return { username: status?.userInfo?.username ?? "", groups: status?.userInfo?.groups ?? [] };
}

async function jsonFrom(
  transport: Transport,
  request: { readonly method?: "GET" | "POST"; readonly path: string; readonly body?: unknown },
  signal: AbortSignal,
): Promise<unknown> {
  const response = await transport.request({ ...request, accept: acceptJson }, signal);
  const parts: Buffer[] = [];
  for await (const chunk of response.body) parts.push(Buffer.from(chunk));
  return JSON.parse(Buffer.concat(parts).toString());
}
