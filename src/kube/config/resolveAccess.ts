import { nearestNames } from "../../base/nearestNames.ts";
import { plainText } from "../../base/plainText.ts";
import { KubeError } from "../kubeError.ts";
import { type Access, inCluster } from "./access.ts";
import { tlsTrustOf } from "./clusterAccess.ts";
import { configErrorOf, noConfigurationError, unknownContextError } from "./configError.ts";
import { podNamespaceOf, type ServiceAccount, serviceAccountOf } from "./inCluster.ts";
import type { ClusterEntry, ContextEntry, Kubeconfig, UserEntry } from "./kubeconfig.ts";
import type { Machine } from "./machine.ts";
import { clusterProxyOf, environmentProxyOf } from "./proxyUrl.ts";
import { serverUrlOf } from "./serverUrl.ts";
import { userAccessOf } from "./userAccess.ts";

/** What flags say instead of the kubeconfig. Undefined and empty leave the kubeconfig's word. */
export interface AccessOverrides {
  readonly context?: string | undefined;
  readonly cluster?: string | undefined;
  readonly user?: string | undefined;
  readonly namespace?: string | undefined;
  readonly as?: string | undefined;
  readonly asUid?: string | undefined;
  readonly asGroups?: readonly string[] | undefined;
  readonly asUserExtra?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly insecureSkipTlsVerify?: boolean | undefined;
}

/**
 * How to reach the cluster that kubectl would reach with this kubeconfig and these flags. Where kubectl goes on without
 * what was asked for (localhost:8080 for a missing cluster, a prompt for a missing user), this says what is wrong.
 * @throws KubeError `config`, with every fault that kubectl would name; `kubectlLinesOf` words it for stderr.
 */
export function resolveAccess(kubeconfig: Kubeconfig, overrides: AccessOverrides, machine: Machine): Access {
  const contextName = overrides.context || kubeconfig.currentContext;
  if (contextName === "" && !overrides.cluster) {
    const account = serviceAccountOf(machine);
    if (account === undefined) throw nothingChosen(kubeconfig, machine);
    return inClusterAccess(account, overrides, machine);
  }
  const context = contextName === "" ? noContext : kubeconfig.contexts.get(contextName);
  if (context === undefined) throw unknownContext(contextName, kubeconfig);
  const cluster = clusterFor(context, contextName, kubeconfig, overrides);
  const user = userFor(context, contextName, kubeconfig, overrides);
  return accessOf({ contextName, context, cluster, user }, kubeconfig, overrides, machine);
}

const noContext: ContextEntry = { cluster: "", user: "", namespace: "" };
const noUser: UserEntry = {
  file: "",
  clientCertificate: { path: "", data: "" },
  clientKey: { path: "", data: "" },
  token: "",
  tokenFile: "",
  username: "",
  password: "",
  as: "",
  asUid: "",
  asGroups: [],
  asUserExtra: {},
  authProvider: undefined,
  exec: undefined,
};

interface Named<Entry> {
  readonly name: string;
  readonly entry: Entry;
}

interface Choice {
  readonly contextName: string;
  readonly context: ContextEntry;
  readonly cluster: Named<ClusterEntry>;
  readonly user: Named<UserEntry>;
}

function accessOf(choice: Choice, kubeconfig: Kubeconfig, overrides: AccessOverrides, machine: Machine): Access {
  const { contextName, context, cluster, user } = choice;
  const {
    problems: userProblems,
    login,
    impersonation,
  } = userAccessOf(withImpersonation(user.entry, overrides), user.name, cluster.entry.execExtension, machine);
  const clusterProxy = proxyOrProblem(cluster);
  const { problems: tlsProblems, tls } = tlsTrustOf(cluster.entry, cluster.name, machine);
  const problems = [...userProblems, ...clusterProxy.problems, ...tlsProblems];
  if (problems.length > 0) throw configErrorOf(problems.map(plainText));

  const server = serverUrlOf(cluster.entry.server, cluster.name);
  const fromUrl =
    server.basic === undefined
      ? undefined
      : { kind: "basic" as const, ...server.basic, certificate: login.certificate };
  const wanted = login.kind === "none" && fromUrl !== undefined ? fromUrl : login;
  const hasLogin = wanted.kind !== "none" || wanted.certificate !== undefined;
  return {
    context: contextName,
    cluster: cluster.name,
    user: user.name || undefined,
    namespace: overrides.namespace || context.namespace || podNamespaceOf(machine) || "default",
    server: server.url,
    tls,
    proxy: clusterProxy.proxy ?? environmentProxyOf(server.url, machine.env),
    compression: !cluster.entry.disableCompression,
    // Whoever listens on the way would have them (client-go clientcmd/client_config.go, IsConfigTransportTLS).
    login: server.secure ? wanted : { kind: "none", certificate: undefined },
    impersonation,
    files: kubeconfig.files,
    warnings: [
      ...kubeconfig.warnings,
      ...(user.name === "" ? [`no user in context "${plainText(contextName)}"`] : []),
      ...(user.name !== "" && !hasLogin ? [`user "${plainText(user.name)}" has no credentials`] : []),
      ...(!server.secure && hasLogin ? ["no credentials are sent over http://"] : []),
      ...(tls.insecure && server.secure ? ["TLS is not verified"] : []),
    ],
  };
}

function proxyOrProblem(cluster: Named<ClusterEntry>): {
  readonly proxy: string | undefined;
  readonly problems: readonly string[];
} {
  try {
    return { proxy: clusterProxyOf(cluster.entry.proxyUrl, cluster.name), problems: [] };
  } catch (error) {
    if (!(error instanceof KubeError)) throw error;
    return { proxy: undefined, problems: [error.message] };
  }
}

function clusterFor(
  context: ContextEntry,
  contextName: string,
  kubeconfig: Kubeconfig,
  overrides: AccessOverrides,
): Named<ClusterEntry> {
  const name = overrides.cluster || context.cluster;
  const entry = kubeconfig.clusters.get(name);
  if (entry !== undefined && entry.server !== "") {
    // The flag takes the authorities back that it would contradict (clientcmd, mergo of cluster overrides).
    const insecure = { insecureSkipTlsVerify: true, certificateAuthority: { path: "", data: "" } };
    return { name, entry: overrides.insecureSkipTlsVerify ? { ...entry, ...insecure } : entry };
  }
  const near = nearestNames(name, kubeconfig.clusters.keys());
  if (entry !== undefined || overrides.cluster)
    throw new KubeError("config", `no server found for cluster "${plainText(name)}"`, didYouMean(entry ? [] : near));
  const shownContext = plainText(contextName);
  if (name === "") throw new KubeError("config", `context "${shownContext}" names no cluster`);
  throw new KubeError(
    "config",
    `cluster "${plainText(name)}" (context "${shownContext}") is not defined`,
    didYouMean(near),
  );
}

function userFor(
  context: ContextEntry,
  contextName: string,
  kubeconfig: Kubeconfig,
  overrides: AccessOverrides,
): Named<UserEntry> {
  const name = overrides.user || context.user;
  if (name === "") return { name, entry: noUser };
  const entry = kubeconfig.users.get(name);
  if (entry !== undefined) return { name, entry };
  const shown = plainText(name);
  const near = didYouMean(nearestNames(name, kubeconfig.users.keys()));
  if (overrides.user) throw new KubeError("config", `auth info "${shown}" does not exist`, near);
  throw new KubeError("config", `user "${shown}" (context "${plainText(contextName)}") is not defined`, near);
}

/** Flags win over the kubeconfig one by one; groups are replaced as a whole. */
function withImpersonation(entry: UserEntry, overrides: AccessOverrides): UserEntry {
  return {
    ...entry,
    as: overrides.as || entry.as,
    asUid: overrides.asUid || entry.asUid,
    asGroups: overrides.asGroups?.length ? overrides.asGroups : entry.asGroups,
    asUserExtra: { ...entry.asUserExtra, ...overrides.asUserExtra },
  };
}

function inClusterAccess(account: ServiceAccount, overrides: AccessOverrides, machine: Machine): Access {
  const { problems, impersonation } = userAccessOf(
    withImpersonation(noUser, overrides),
    "service account",
    undefined,
    machine,
  );
  if (problems.length > 0) throw configErrorOf(problems);
  const insecure = overrides.insecureSkipTlsVerify === true;
  return {
    context: inCluster,
    cluster: inCluster,
    user: "service account",
    namespace: overrides.namespace || podNamespaceOf(machine) || "default",
    server: account.server,
    tls: { ca: insecure ? undefined : account.ca, serverName: undefined, insecure },
    proxy: environmentProxyOf(account.server, machine.env),
    compression: true,
    login: { kind: "tokenFile", path: account.tokenFile, certificate: undefined },
    impersonation,
    files: account.files,
    warnings: insecure ? [...account.warnings, "TLS is not verified"] : account.warnings,
  };
}

function unknownContext(name: string, kubeconfig: Kubeconfig): KubeError {
  const near = nearestNames(name, kubeconfig.contexts.keys());
  const advice = near.length > 0 ? didYouMean(near).advice : contextsAdvice(kubeconfig);
  return unknownContextError(plainText(name), advice ?? contextsAdvice(kubeconfig));
}

function nothingChosen(kubeconfig: Kubeconfig, machine: Machine): KubeError {
  if (kubeconfig.files.length === 0) return noConfigurationError(lookedFor(kubeconfig, machine));
  const files = kubeconfig.files.map(plainText).join(", ");
  const why = kubeconfig.contexts.size === 0 ? "has no contexts" : "has no current-context";
  return new KubeError("config", `the kubeconfig ${files} ${why}`, { advice: contextsAdvice(kubeconfig) });
}

/** Files of the list, or the usual one; then what a pod has. */
function lookedFor({ missing }: Kubeconfig, { env }: Machine): string {
  const variable = env.KUBECONFIG ? " (from KUBECONFIG)" : "";
  const files = missing.length === 0 ? [] : [`${missing.map(plainText).join(", ")}${variable}`];
  return `no kubeconfig found: looked for ${[...files, "the service account of a pod"].join(", and for ")}`;
}

function contextsAdvice(kubeconfig: Kubeconfig): string {
  const names = [...kubeconfig.contexts.keys()].map(plainText);
  if (kubeconfig.files.length === 0) return "There is no kubeconfig: give --kubeconfig FILE or set KUBECONFIG.";
  if (names.length === 0) return "Add a context to it, or give --kubeconfig FILE.";
  const shown = names.slice(0, 10).join(", ");
  return `Give --context with one of: ${shown}${names.length > 10 ? ` and ${names.length - 10} more` : ""}.`;
}

function didYouMean(names: readonly string[]): { advice?: string } {
  return names.length === 0
    ? {}
    : { advice: `Did you mean ${names.map((name) => `"${plainText(name)}"`).join(" or ")}?` };
}
