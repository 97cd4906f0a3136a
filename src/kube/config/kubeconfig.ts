/** Kubeconfig files after merging: what they say, not yet what it means. Holds secrets; never print it whole. */
export interface Kubeconfig {
  /** Empty when no file names one. */
  readonly currentContext: string;
  readonly contexts: ReadonlyMap<string, ContextEntry>;
  readonly clusters: ReadonlyMap<string, ClusterEntry>;
  readonly users: ReadonlyMap<string, UserEntry>;
  /** Files that were read, as they were named, in order of precedence. */
  readonly files: readonly string[];
  /** Files of the list that are not there. */
  readonly missing: readonly string[];
  /** Sentences worth a line on the screen. */
  readonly warnings: readonly string[];
}

// Fields are empty when the file does not give them: to kubectl both are the same. Paths are absolute.

export interface ContextEntry {
  readonly cluster: string;
  readonly user: string;
  readonly namespace: string;
}

export interface ClusterEntry {
  readonly server: string;
  readonly tlsServerName: string;
  readonly insecureSkipTlsVerify: boolean;
  readonly certificateAuthority: FileOrData;
  readonly proxyUrl: string;
  readonly disableCompression: boolean;
  /** The extension `client.authentication.k8s.io/exec`, as plain JSON. */
  readonly execExtension: unknown;
}

/** A PEM that is given as a path or in place; to give both is an error, found when the entry is used. */
export interface FileOrData {
  readonly path: string;
  /** Decoded from base64. */
  readonly data: string;
}

export interface UserEntry {
  /** The file that defines the user. */
  readonly file: string;
  readonly clientCertificate: FileOrData;
  readonly clientKey: FileOrData;
  readonly token: string;
  readonly tokenFile: string;
  readonly username: string;
  readonly password: string;
  readonly as: string;
  readonly asUid: string;
  readonly asGroups: readonly string[];
  readonly asUserExtra: Readonly<Record<string, readonly string[]>>;
  readonly authProvider: AuthProviderEntry | undefined;
  readonly exec: ExecEntry | undefined;
}

export interface AuthProviderEntry {
  readonly name: string;
  readonly config: Readonly<Record<string, string>>;
}

export interface ExecEntry {
  readonly apiVersion: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly installHint: string;
  readonly provideClusterInfo: boolean;
  readonly interactiveMode: string;
}
