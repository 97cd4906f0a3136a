/**
 * What kind of trouble it is, as far as a decision hangs on it:
 * `config` the kubeconfig or a flag is wrong; `login` credentials could not be had (plugin, token file);
 * `proxy` the proxy refused; `unreachable` no connection (refused, DNS, timeout, reset); `tls` the certificate is not trusted;
 * `unauthorized` 401; `forbidden` 403; `notFound` 404; `gone` 410 Expired, or a resourceVersion the server no longer or not yet has;
 * `throttled` 429 or any answer with Retry-After; `unsupported` the server refuses this form of request (400, 405, 406, 415, 422);
 * `server` 5xx; `protocol` an answer that is not the Kubernetes API, or cannot be decoded; `mistake` the program's own.
 */
export type Failure =
  | "config"
  | "login"
  | "proxy"
  | "unreachable"
  | "tls"
  | "unauthorized"
  | "forbidden"
  | "notFound"
  | "gone"
  | "throttled"
  | "unsupported"
  | "server"
  | "protocol"
  | "mistake";

/** The parts of a Kubernetes `Status` object that people and decisions need (apimachinery meta/v1 Status). */
export interface ApiStatus {
  readonly code: number;
  readonly reason: string;
  /** The server's own sentence, made safe for the screen. */
  readonly message: string;
  /** `details.causes[]`, e.g. with the reason `ResourceVersionTooLarge`, or the message that names a disruption budget. */
  readonly causes: readonly StatusCause[];
  /** `details.retryAfterSeconds`, as it came. */
  readonly retryAfterSeconds?: number;
}

/** Made safe for the screen; either may be empty. */
export interface StatusCause {
  readonly reason: string;
  readonly message: string;
}

/** The one error of kube/. Its message is a sentence for people and holds no secret; `advice` is what to do next. */
export class KubeError extends Error {
  override readonly name = "KubeError";
  readonly failure: Failure;
  readonly advice: string | undefined;
  readonly status: ApiStatus | undefined;
  /** How long the server asked to wait, in milliseconds, already clamped to 500 to 120,000. */
  readonly retryAfterMs: number | undefined;
  /** The request had left when it failed, and there is no answer: nobody knows whether it did what it asks for. */
  readonly isUnanswered: boolean;

  constructor(
    failure: Failure,
    message: string,
    options: {
      advice?: string;
      status?: ApiStatus;
      retryAfterMs?: number;
      isUnanswered?: boolean;
      cause?: unknown;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.failure = failure;
    this.advice = options.advice;
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs;
    this.isUnanswered = options.isUnanswered ?? false;
  }
}

/** The server read the request and calls it wrong, as it does with a selector that it does not know: asking again changes nothing. */
export function isBadRequest({ status }: KubeError): boolean {
  return status?.reason === "BadRequest";
}

/** Any error as one of ours, so that the screen can say it: one that is not was a mistake of the program. */
export function kubeErrorOf(error: unknown): KubeError {
  if (error instanceof KubeError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new KubeError("mistake", `podscope made a mistake: ${message}`, { cause: error });
}
