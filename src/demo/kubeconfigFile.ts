import { writeFileSync } from "node:fs";
import { stringify } from "yaml";
import type { Certificate } from "./certificates.ts";

/** One way to a demo cluster: a server, and somebody who asks it. */
export interface DemoContext {
  readonly name: string;
  /** URL. */
  readonly server: string;
  /** Where requests go that name no namespace. */
  readonly namespace: string;
  readonly user: string;
  readonly login: Certificate | { readonly token: string };
}

/**
 * Writes a kubeconfig, for its owner alone since it holds keys; the first context is the current one.
 * @param authority PEM of who signed the servers' certificates.
 * @throws the operating system's error
 */
export function writeKubeconfig(path: string, contexts: readonly DemoContext[], authority: string): void {
  writeFileSync(path, stringify(kubeconfigOf(contexts, authority)), { mode: 0o600, flag: "wx" });
}

function kubeconfigOf(contexts: readonly DemoContext[], authority: string) {
  return {
    apiVersion: "v1",
    kind: "Config",
    "current-context": contexts[0]?.name ?? "",
    // A cluster of its own for each, so that the same server can stand in several.
    clusters: contexts.map(({ name, server }) => ({
      name,
      cluster: { server, "certificate-authority-data": base64(authority) },
    })),
    users: unique(contexts.map(({ user, login }) => ({ name: user, user: userOf(login) }))),
    contexts: contexts.map(({ name, namespace, user }) => ({ name, context: { cluster: name, namespace, user } })),
  };
}

function userOf(login: DemoContext["login"]) {
  if ("token" in login) return login;
  return { "client-certificate-data": base64(login.cert), "client-key-data": base64(login.key) };
}

function unique<Entry extends { readonly name: string }>(entries: readonly Entry[]): readonly Entry[] {
  return [...new Map(entries.map((entry) => [entry.name, entry])).values()];
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
