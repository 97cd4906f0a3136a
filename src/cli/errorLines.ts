import type { KubeError } from "../kube/kubeError.ts";

/** What kubectl writes to stderr for a request that failed (kubectl pkg/cmd/util, StandardErrorMessage). `server` is the base URL. */
export function errorLinesOf(error: KubeError, server: string): readonly string[] {
  if (error.failure === "unauthorized") return ["error: You must be logged in to the server (Unauthorized)"];
  const { status } = error;
  if (status !== undefined) {
    const reason = status.reason === "" ? "" : ` (${status.reason})`;
    return [`Error from server${reason}: ${status.message}`];
  }
  if (isRefused(error)) {
    return [
      `The connection to the server ${new URL(server).host} was refused - did you specify the right host or port?`,
    ];
  }
  const why = isTimeout(error) ? "context deadline exceeded" : error.message;
  return [`Unable to connect to the server: ${why}`];
}

function isTimeout({ cause }: KubeError): boolean {
  return cause instanceof DOMException && cause.name === "TimeoutError";
}

function isRefused({ cause }: KubeError): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "ECONNREFUSED";
}
