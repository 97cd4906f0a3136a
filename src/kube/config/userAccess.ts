import type { ClientCertificate, ExecConfig, Impersonation, Login } from "./access.ts";
import type { AuthProviderEntry, ExecEntry, UserEntry } from "./kubeconfig.ts";
import type { Machine } from "./machine.ts";
import { clientCertificateFault } from "./pem.ts";
import { readPem } from "./readPem.ts";

/** How a user proves who they are; `problems` are kubectl's sentences, all of them when there are several. */
export interface UserAccess {
  readonly problems: readonly string[];
  readonly login: Login;
  readonly impersonation: Impersonation | undefined;
}

/** Reads and checks a user as client-go does (clientcmd/validation.go, validateAuthInfo). */
export function userAccessOf(entry: UserEntry, name: string, execExtension: unknown, machine: Machine): UserAccess {
  const { problems, certificate } = clientCertificateOf(entry, name, machine);
  if (entry.exec !== undefined) problems.push(...execProblems(entry, entry.exec, name));
  const methods = [
    ...(entry.token !== "" ? ["token"] : []),
    ...(entry.username !== "" || entry.password !== "" ? ["basicAuth"] : []),
  ];
  if (methods.length > 1)
    problems.push(
      `more than one authentication method found for ${name}; found [${methods.join(" ")}], only one is allowed`,
    );
  const impersonation = impersonationOf(entry);
  if (entry.as === "" && (entry.asUid !== "" || entry.asGroups.length > 0 || Object.keys(entry.asUserExtra).length > 0))
    problems.push(`requesting uid, groups or user-extra for ${name} without impersonating a user`);
  // What cannot be said of an entry that is not well-formed is said once it is.
  if (problems.length === 0) problems.push(...deeperProblems(entry, certificate));
  return { problems, login: loginOf(entry, certificate, execExtension), impersonation };
}

function clientCertificateOf(entry: UserEntry, name: string, machine: Machine) {
  const problems: string[] = [];
  const { clientCertificate, clientKey } = entry;
  if (clientCertificate.path === "" && clientCertificate.data === "") return { problems, certificate: undefined };
  if (clientCertificate.path !== "" && clientCertificate.data !== "")
    problems.push(`client-cert-data and client-cert are both specified for ${name}. client-cert-data will override.`);
  if (clientKey.path !== "" && clientKey.data !== "")
    problems.push(`client-key-data and client-key are both specified for ${name}; client-key-data will override`);
  if (clientKey.path === "" && clientKey.data === "")
    problems.push(
      `client-key-data or client-key must be specified for ${name} to use the clientCert authentication method.`,
    );
  const unreadable = (field: string) => (path: string, trouble: string) => {
    problems.push(`unable to read ${field} ${path} for ${name} due to ${trouble}`);
  };
  const cert = readPem(clientCertificate, unreadable("client-cert"), machine) ?? "";
  const key = readPem(clientKey, unreadable("client-key"), machine) ?? "";
  return { problems, certificate: { cert, key } };
}

function execProblems(entry: UserEntry, exec: ExecEntry, name: string): readonly string[] {
  const problems: string[] = [];
  const purpose = `for ${name} to use exec authentication plugin`;
  if (entry.authProvider !== undefined)
    problems.push(`authProvider cannot be provided in combination with an exec plugin for ${name}`);
  if (exec.command === "") problems.push(`command must be specified ${purpose}`);
  if (exec.apiVersion === "") problems.push(`apiVersion must be specified ${purpose}`);
  for (const variable of exec.env)
    if (variable.name === "") problems.push(`env variable name must be specified ${purpose}`);
  if (interactiveModeOf(exec) === undefined)
    problems.push(
      exec.interactiveMode === ""
        ? `interactiveMode must be specified ${purpose}`
        : `invalid interactiveMode for ${name}: ${JSON.stringify(exec.interactiveMode)}`,
    );
  return problems;
}

function deeperProblems(entry: UserEntry, certificate: ClientCertificate | undefined): readonly string[] {
  const fault = certificate === undefined ? undefined : clientCertificateFault(certificate);
  if (fault !== undefined) return [fault];
  if (entry.exec !== undefined && apiVersionOf(entry.exec) === undefined)
    return [`exec plugin: invalid apiVersion ${JSON.stringify(entry.exec.apiVersion)}`];
  const problem = entry.authProvider === undefined ? undefined : authProviderProblem(entry.authProvider);
  return problem === undefined ? [] : [problem];
}

function authProviderProblem({ name, config }: AuthProviderEntry): string | undefined {
  if (name === "oidc") {
    const needed = ["idp-issuer-url", "client-id"].find((field) => !config[field]);
    return needed === undefined ? undefined : `Must provide ${needed}`;
  }
  const successor = { gcp: "gke-gcloud-auth-plugin", azure: "kubelogin (https://github.com/Azure/kubelogin)" }[name];
  if (successor === undefined) return `no Auth Provider found for name ${JSON.stringify(name)}`;
  return `The ${name} auth plugin has been removed. Please use ${successor} instead, a credential plugin that the kubeconfig names under exec.`;
}

/** The first of these that is given is used, as client-go's order of round trippers has it. */
function loginOf(entry: UserEntry, certificate: ClientCertificate | undefined, execExtension: unknown): Login {
  const { exec } = entry;
  if (entry.tokenFile !== "") return { kind: "tokenFile", path: entry.tokenFile, certificate };
  if (entry.token !== "") return { kind: "token", token: entry.token, certificate };
  if (entry.username !== "") return { kind: "basic", username: entry.username, password: entry.password, certificate };
  if (exec !== undefined) {
    const apiVersion = apiVersionOf(exec);
    const interactiveMode = interactiveModeOf(exec);
    if (apiVersion === undefined || interactiveMode === undefined) return { kind: "none", certificate };
    return { kind: "exec", exec: execConfigOf(exec, apiVersion, interactiveMode, execExtension), certificate };
  }
  if (entry.authProvider?.name === "oidc")
    return { kind: "oidc", config: entry.authProvider.config, file: entry.file, certificate };
  return { kind: "none", certificate };
}

function execConfigOf(
  exec: ExecEntry,
  apiVersion: ExecConfig["apiVersion"],
  interactiveMode: ExecConfig["interactiveMode"],
  clusterConfig: unknown,
): ExecConfig {
  return {
    apiVersion,
    command: exec.command,
    args: exec.args,
    env: Object.fromEntries(exec.env.map(({ name, value }) => [name, value])),
    installHint: exec.installHint || undefined,
    provideClusterInfo: exec.provideClusterInfo,
    interactiveMode,
    clusterConfig,
  };
}

function apiVersionOf({ apiVersion }: ExecEntry): ExecConfig["apiVersion"] | undefined {
  const versions = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"] as const;
  return versions.find((version) => version === apiVersion);
}

/** Only v1beta1 has a default for it, and v1alpha1, which is refused later by its version. */
function interactiveModeOf({ apiVersion, interactiveMode }: ExecEntry): ExecConfig["interactiveMode"] | undefined {
  if (interactiveMode === "" && /^client\.authentication\.k8s\.io\/v1(alpha|beta)1$/.test(apiVersion))
    return "IfAvailable";
  return (["Never", "IfAvailable", "Always"] as const).find((mode) => mode === interactiveMode);
}

function impersonationOf(entry: UserEntry): Impersonation | undefined {
  if (entry.as === "") return undefined;
  return { user: entry.as, uid: entry.asUid || undefined, groups: entry.asGroups, extra: entry.asUserExtra };
}
