import { randomBytes } from "node:crypto";
import type { User } from "./apiserver/apiRequest.ts";
import type { Tokens } from "./apiserver/auth/authenticate.ts";
import type { HttpListenerOptions } from "./apiserver/httpListener.ts";
import { certificateAuthority, certificateFrom } from "./certificates.ts";
import type { DemoContext } from "./kubeconfigFile.ts";
import { adminUser, oncallNamespace, oncallUser } from "./scenario/world/access.ts";

/** Ports of one demo cluster, all of the same server. */
export interface DemoPorts {
  readonly steady: number;
  readonly slow: number;
  readonly flaky: number;
}

/** Keys and tokens of one start: who may come in, and how each does. */
export interface DemoAccess {
  /** PEM of who signs all certificates. */
  readonly authority: string;
  readonly tls: NonNullable<HttpListenerOptions["tls"]>;
  /** Those that the server knows. */
  readonly tokens: Tokens;
  /** All ways to the cluster, the usual one first. */
  contexts(ports: DemoPorts): readonly DemoContext[];
}

/** Makes them anew: nothing of an earlier start opens anything. */
export function newAccess(): DemoAccess {
  const authority = certificateAuthority("demo-ca");
  const serving = certificateFrom(authority, { commonName: "kube-apiserver", hosts: ["localhost", "127.0.0.1"] });
  const admin = {
    user: adminUser,
    namespace: adminNamespace,
    login: certificateFrom(authority, { commonName: adminUser }),
  };
  const oncall = { user: oncallUser, namespace: oncallNamespace, login: { token: newToken() } };
  const expired = { user: "expired", namespace: oncallNamespace, login: { token: newToken() } };
  return {
    authority: authority.cert,
    tls: { ...serving, clientCa: authority.cert },
    tokens: new Map<string, User>([[oncall.login.token, { name: oncallUser, groups: [] }]]),
    contexts: ({ steady, slow, flaky }) => [
      { name: "demo", server: urlOf(steady), ...admin },
      { name: "demo-oncall", server: urlOf(steady), ...oncall },
      { name: "demo-expired", server: urlOf(steady), ...expired },
      { name: "demo-down", server: urlOf(closedPort), ...admin },
      { name: "demo-slow", server: urlOf(slow), ...admin },
      { name: "demo-flaky", server: urlOf(flaky), ...admin },
    ],
  };
}

/** Where an administrator looks first. */
const adminNamespace = "shop";

/** Nobody but root could listen there, and nobody does. */
const closedPort = 1;

/** By its number: not every client tries both addresses of localhost. */
function urlOf(port: number): string {
  return `https://127.0.0.1:${port}`;
}

function newToken(): string {
  return randomBytes(24).toString("base64url");
}
