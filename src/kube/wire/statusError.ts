import { plainText } from "../../base/plainText.ts";
import { ProtobufReader } from "../../base/protobuf.ts";
import { type ApiStatus, type Failure, KubeError } from "../kubeError.ts";
import { statusFromJson, statusFromProtobuf } from "./apiStatus.ts";
import { hasMagic, openEnvelope } from "./protobufEnvelope.ts";
import { retryAfterMs } from "./retryAfter.ts";

/** What is known of an answer that is not a success. */
export interface Refusal {
  readonly status: number;
  readonly mediaType: string;
  /** The beginning of the body. */
  readonly body: Buffer;
  readonly retryAfter: string | undefined;
  /** Milliseconds since the epoch, by the server's clock if it said so. */
  readonly serverDate: number;
  /** Where a redirect leads. */
  readonly location: string | undefined;
  /** What was asked, without secrets: `https://10.0.0.1:6443`. */
  readonly server: string;
}

/** An answer with status 300 or more as an error, in the server's own words when it has any. */
export function refusalError(refusal: Refusal): KubeError {
  const status = statusIn(refusal);
  if (status !== undefined) {
    return statusError(status, retryAfterMs(refusal.retryAfter, refusal.serverDate));
  }
  return strangeAnswer(refusal);
}

/**
 * The error that a `Status` stands for, from a response or from an ERROR event of a watch.
 * `retryAfter` is what a header asked for, milliseconds; `details.retryAfterSeconds` counts when there was none.
 */
export function statusError(status: ApiStatus, retryAfter?: number): KubeError {
  const seconds = status.retryAfterSeconds;
  const wait = retryAfter ?? (seconds === undefined ? undefined : retryAfterMs(String(seconds), 0));
  const failure = failureOf(status, wait !== undefined);
  const advice = adviceFor(failure, status);
  return new KubeError(failure, status.message || `The server answered ${status.code} ${status.reason}.`, {
    status,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    ...(advice === undefined ? {} : { advice }),
  });
}

const failureByCode: Readonly<Record<number, Failure>> = {
  401: "unauthorized",
  403: "forbidden",
  404: "notFound",
  410: "gone",
  429: "throttled",
};

function failureOf({ code, reason, message, causes }: ApiStatus, mustWait: boolean): Failure {
  // Servers before 1.19 say it in words only (client-go reflector, isTooLargeResourceVersionError).
  const tooLarge =
    causes.some((cause) => cause.reason === "ResourceVersionTooLarge") ||
    message.includes("Too large resource version");
  if (tooLarge || reason === "Expired" || reason === "Gone") return "gone";
  const known = failureByCode[code];
  if (known !== undefined) return known;
  if (mustWait) return "throttled";
  return code >= 500 || code === 0 || code === 408 ? "server" : "unsupported";
}

function adviceFor(failure: Failure, { message }: ApiStatus): string | undefined {
  if (failure === "unauthorized") {
    return "The server does not accept the credentials: log in again, or check the user of this context.";
  }
  if (failure === "forbidden" && message.includes('User "system:anonymous"')) {
    return "No credentials were sent: this context has no user, or its user has no credentials.";
  }
  return undefined;
}

function statusIn({ body, status: code }: Refusal): ApiStatus | undefined {
  try {
    if (hasMagic(body, 0, body.length)) {
      const { kind, start, end } = openEnvelope(new ProtobufReader(), body, 0, body.length);
      return kind === "Status" ? withCode(statusFromProtobuf(body, start, end), code) : undefined;
    }
    const status = statusFromJson(JSON.parse(body.toString()));
    return status && withCode(status, code);
  } catch {
    return undefined;
  }
}

function withCode(status: ApiStatus, code: number): ApiStatus {
  return status.code === 0 ? { ...status, code } : status;
}

/** An answer without a Status: from a proxy, a load balancer, a login page, or another kind of server. */
function strangeAnswer(refusal: Refusal): KubeError {
  const { status: code, server, location } = refusal;
  const words = firstWords(refusal.mediaType, refusal.body);
  if (code < 400) {
    const target =
      location === undefined || !URL.canParse(location, server) ? "" : ` to ${new URL(location, server).host}`;
    return notKubernetes(server, `it redirects${target}`);
  }
  if (/HTTP request to an HTTPS server/.test(words)) {
    return new KubeError("config", `${server} speaks TLS, but was asked without.`, {
      advice: "Write https:// instead of http:// in the server address of this cluster.",
    });
  }
  const wait = retryAfterMs(refusal.retryAfter, refusal.serverDate);
  const status: ApiStatus = { code, reason: "", message: words, causes: [] };
  return new KubeError(
    failureOf(status, wait !== undefined),
    `${server} answered ${code}${words === "" ? "" : `: ${words}`}`,
    {
      status,
      advice: "The answer has no Kubernetes status in it: it may come from a proxy or load balancer on the way.",
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    },
  );
}

/** Something else than the API server answers there. `what` is a clause: `it answers <html>...`. */
export function notKubernetes(server: string, what: string): KubeError {
  return new KubeError("protocol", `${server} is not a Kubernetes API: ${what}`, {
    advice: "Check the server address of this cluster; a login page or a proxy may be in between.",
  });
}

/** The first 80 characters that a person can read; of HTML, the text. */
export function firstWords(mediaType: string, body: Buffer): string {
  const text = body.toString();
  const readable = mediaType.startsWith("text/html")
    ? text.replace(/<(script|style)\b[\s\S]*?(<\/\1>|$)/gi, " ").replace(/<[^>]*(>|$)/g, " ")
    : text;
  return Array.from(plainText(readable).replace(/\s+/g, " ").trim()).slice(0, 80).join("");
}
