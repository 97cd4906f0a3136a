import { KubeError } from "../kubeError.ts";

/** Several faults of one kubeconfig at once, and whether kubectl says so before them. Kept as the cause of a KubeError. */
class InvalidConfiguration extends Error {
  override readonly name = "InvalidConfiguration";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("; "));
    this.problems = problems;
  }
}

/** There is no kubeconfig and no other way to a cluster. Kept as the cause of a KubeError. */
class NoConfiguration extends Error {
  override readonly name = "NoConfiguration";
}

/** The error for when nothing says where a cluster is. @param message the places that were looked at. */
export function noConfigurationError(message: string): KubeError {
  return new KubeError("config", message, {
    advice: "Give --kubeconfig FILE or set KUBECONFIG; or read a saved list with -f FILE.",
    cause: new NoConfiguration(message),
  });
}

/** Nothing is wrong with a kubeconfig: there is none. */
export function isNoConfiguration({ cause }: KubeError): boolean {
  return cause instanceof NoConfiguration;
}

/** The error for faults that are found together. One fault is its own sentence. */
export function configErrorOf(problems: readonly string[]): KubeError {
  const [only = "", ...more] = problems;
  if (more.length === 0) return new KubeError("config", only);
  return new KubeError("config", problems.join("; "), { cause: new InvalidConfiguration(problems) });
}

/** The error for a context that is not there, with the names that may have been meant. */
export function unknownContextError(name: string, advice: string): KubeError {
  const message = `context was not found for specified context: ${name}`;
  return new KubeError("config", message, { advice, cause: new InvalidConfiguration([message]) });
}

/** The lines that kubectl writes to stderr for an error of configuration or of credentials, the advice not among them. */
export function kubectlLinesOf(error: KubeError): readonly string[] {
  const start = "Error in configuration: ";
  if (error.cause instanceof InvalidConfiguration) {
    const { problems } = error.cause;
    return problems.length === 1 ? [start + error.message] : [start, ...problems.map((problem) => `* ${problem}`)];
  }
  // A token file is read while kubectl still reads its configuration, everything else when it first connects.
  const isConnecting = error.failure === "login" && !/^(open|read) /.test(error.message);
  const prefix = isConnecting ? "Unable to connect to the server" : "error";
  return [`${prefix}: ${error.message}`];
}
