/** One flag of the command line. */
export interface Flag {
  readonly name: string;
  readonly short?: string;
  /** What stands for its value in the help; a flag without takes none. */
  readonly value?: string;
  readonly many?: boolean;
  readonly about: string;
}

/** Flags of every command. */
export const commonFlags = [
  { name: "kubeconfig", value: "FILE", about: "Path of the kubeconfig file" },
  { name: "context", value: "NAME", about: "Context of the kubeconfig to use" },
  { name: "cluster", value: "NAME", about: "Cluster of the kubeconfig to use" },
  { name: "user", value: "NAME", about: "User of the kubeconfig to use" },
  { name: "namespace", short: "n", value: "NAME", about: "Namespace to show" },
  { name: "all-namespaces", short: "A", about: "Show all namespaces" },
  { name: "selector", short: "l", value: "QUERY", about: "Label selector, matched by the server" },
  { name: "field-selector", value: "QUERY", about: "Field selector, matched by the server" },
  { name: "as", value: "USER", about: "Impersonate this user" },
  { name: "as-group", value: "GROUP", many: true, about: "Impersonate this group; may be repeated" },
  { name: "as-uid", value: "UID", about: "Impersonate this uid" },
  { name: "insecure-skip-tls-verify", about: "Do not check the server's certificate" },
  { name: "help", short: "h", about: "Show this help" },
  { name: "version", about: "Show the version" },
] as const satisfies readonly Flag[];

/** Flags of the dashboard alone. */
export const dashboardFlags = [
  { name: "mouse", about: "Let the mouse click and scroll (the terminal's own selection is then off)" },
] as const satisfies readonly Flag[];

/** Flags of `podscope get` alone. */
export const getFlags = [
  { name: "output", short: "o", value: "wide|json|yaml|name", about: "How to print" },
  { name: "no-headers", about: "Print no header line" },
  { name: "show-labels", about: "Print all labels as the last column" },
  { name: "label-columns", short: "L", value: "KEY,…", many: true, about: "Print these labels as columns" },
] as const satisfies readonly Flag[];
