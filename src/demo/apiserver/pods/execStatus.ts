import { StatusError, statusOf } from "../statusError.ts";

/** How a command ended, as the error channel says it (kubelet pkg/cri/streaming/remotecommand, Status of v4). */
export function execStatus(command: readonly string[], exitCode: number): object {
  if (exitCode === 0) return { metadata: {}, status: "Success" };
  const ended = `error executing command [${command.join(" ")}], exit code ${exitCode}`;
  return {
    metadata: {},
    status: "Failure",
    message: `command terminated with non-zero exit code: ${ended}`,
    reason: "NonZeroExitCode",
    details: { causes: [{ reason: "ExitCode", message: String(exitCode) }] },
  };
}

/** Why there was no command to end. */
export function execFailure(error: unknown): object {
  const reason = error instanceof Error ? error.message : String(error);
  const message = `Internal error occurred: ${reason}`;
  return statusOf(new StatusError("InternalError", message, { causes: [{ reason: "", message: reason }] }));
}
