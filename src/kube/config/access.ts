/** Stands for the context where a pod reaches its own cluster by its service account: no kubeconfig has it. */
export const inCluster = "in-cluster";

/** How to reach one cluster as one user: a kubeconfig context, resolved as kubectl resolves it. Holds secrets; never print it whole. */
export interface Access {
  /** Name of the context, or `inCluster`. */
  readonly context: string;
  readonly cluster: string;
  /** Name of the kubeconfig user; undefined when the context names none (requests are then anonymous). */
  readonly user: string | undefined;
  /** What namespace a request goes to when nothing else is said. */
  readonly namespace: string;
  /** Base URL without a trailing slash, a path prefix kept: `https://host:6443/k8s/clusters/c-1`. */
  readonly server: string;
  readonly tls: TlsTrust;
  /** From `proxy-url`, or from HTTPS_PROXY and NO_PROXY by Go's rules. May hold a password. */
  readonly proxy: string | undefined;
  /** False when the cluster says `disable-compression`. */
  readonly compression: boolean;
  readonly login: Login;
  readonly impersonation: Impersonation | undefined;
  /** Files this came from, for the header and for errors. */
  readonly files: readonly string[];
  /** Oddities worth a line on the screen (`no user in context`, `TLS is not verified`). */
  readonly warnings: readonly string[];
}

export interface TlsTrust {
  /** PEM of the certificate authorities to trust; undefined trusts the system's. */
  readonly ca: string | undefined;
  /** SNI, and the name that the certificate is checked against. */
  readonly serverName: string | undefined;
  readonly insecure: boolean;
}

/** How the user proves who they are. The certificate of a user may come along with any of them. */
export type Login = { readonly certificate: ClientCertificate | undefined } & (
  | { readonly kind: "none" }
  | { readonly kind: "token"; readonly token: string }
  | { readonly kind: "tokenFile"; readonly path: string }
  | { readonly kind: "basic"; readonly username: string; readonly password: string }
  | { readonly kind: "exec"; readonly exec: ExecConfig }
  /** `file` is where the user is defined, and where renewed tokens go. */
  | { readonly kind: "oidc"; readonly config: Readonly<Record<string, string>>; readonly file: string }
);

/** PEM certificate chain and key. */
export interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
}

/** A credential plugin, as client.authentication.k8s.io v1 and v1beta1 describe it. */
export interface ExecConfig {
  readonly apiVersion: "client.authentication.k8s.io/v1" | "client.authentication.k8s.io/v1beta1";
  /** Absolute when the kubeconfig gave a path with a slash; otherwise looked up in PATH. */
  readonly command: string;
  readonly args: readonly string[];
  /** Merged over the process environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly installHint: string | undefined;
  readonly provideClusterInfo: boolean;
  readonly interactiveMode: "Never" | "IfAvailable" | "Always";
  /** The cluster's `client.authentication.k8s.io/exec` extension, handed to the plugin as `config`. */
  readonly clusterConfig: unknown;
}

export interface Impersonation {
  readonly user: string;
  readonly uid: string | undefined;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
}
