import { plainText } from "../../base/plainText.ts";
import { KubeError } from "../kubeError.ts";

/** Who is at the other end of a connection, for sentences: `10.0.0.1:6443`, or `proxy http://proxy:3128`. */
export interface Peer {
  readonly name: string;
  readonly host: string;
  readonly isProxy: boolean;
}

/** What went wrong by the code of Node.js, OpenSSL or undici. `says` ends the sentence that starts with the peer. */
interface Cause {
  readonly codes: readonly string[];
  readonly says: (peer: Peer) => string;
  readonly advice: string;
}

const isServerUp = "Check that the cluster is running and that its server address and port are right.";
const isNetworkUp = "Check the network or the VPN, and the server address of this cluster.";
const isItTls = "Check the port; a server without TLS needs http:// in its address.";

const causes: readonly Cause[] = [
  {
    codes: ["ECONNREFUSED"],
    says: ({ name }) => `${name} refused the connection: nothing listens there.`,
    advice: isServerUp,
  },
  {
    codes: ["ENOTFOUND"],
    says: ({ name, host }) => `${name} cannot be found: there is no address for the name ${host}.`,
    advice: isNetworkUp,
  },
  {
    codes: ["EAI_AGAIN"],
    says: ({ name, host }) => `${name} cannot be found: no name server answers for ${host}.`,
    advice: isNetworkUp,
  },
  {
    codes: ["ETIMEDOUT", "UND_ERR_CONNECT_TIMEOUT"],
    says: ({ name }) => `${name} does not answer: the connection timed out.`,
    advice: isNetworkUp,
  },
  {
    codes: ["EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL", "EHOSTDOWN", "ENETDOWN"],
    says: ({ name }) => `${name} cannot be reached: there is no route to it.`,
    advice: isNetworkUp,
  },
  {
    codes: ["EACCES", "EPERM"],
    says: ({ name }) => `${name} cannot be reached: this machine does not permit the connection.`,
    advice: "Check the firewall of this machine.",
  },
  {
    codes: [
      "ERR_SSL_WRONG_VERSION_NUMBER",
      "ERR_SSL_PACKET_LENGTH_TOO_LONG",
      "ERR_SSL_HTTP_REQUEST",
      "ERR_SSL_UNSUPPORTED_PROTOCOL",
    ],
    says: ({ name }) => `${name} does not speak TLS.`,
    advice: isItTls,
  },
  {
    codes: [
      "EPIPE",
      "ECONNRESET",
      "ECONNABORTED",
      "UND_ERR_SOCKET",
      "ERR_STREAM_PREMATURE_CLOSE",
      "ERR_STREAM_DESTROYED",
    ],
    says: ({ name }) => `${name} cut the connection.`,
    advice: isServerUp,
  },
];

/** A connection that could not be made, or broke, as an error with a sentence. A KubeError is passed through. */
export function connectionError(error: unknown, peer: Peer): KubeError {
  if (error instanceof KubeError) return error;
  const code = codeOf(error);
  const failure = peer.isProxy ? "proxy" : "unreachable";
  const known = causes.find(({ codes }) => codes.includes(code));
  if (known !== undefined) {
    const advice = peer.isProxy
      ? "Check proxy-url of this cluster, or HTTPS_PROXY, and that the proxy runs."
      : known.advice;
    return new KubeError(failure, known.says(peer), { advice, cause: error });
  }
  if (error instanceof Error && error.name === "HTTPParserError") {
    return new KubeError("protocol", `${peer.name} sent something that is not HTTP.`, {
      advice: isServerUp,
      cause: error,
    });
  }
  if (/_ALERT_(CERTIFICATE_|BAD_CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)|ALERT_UNSUPPORTED_CERTIFICATE/.test(code)) {
    return new KubeError("login", `${peer.name} does not accept the client certificate (${alertOf(code)}).`, {
      advice:
        "Check client-certificate of the user of this context: it may have expired, or belong to another cluster.",
      cause: error,
    });
  }
  const text = error instanceof Error ? plainText(error.message) : "unknown error";
  return new KubeError(failure, `${peer.name} cannot be reached: ${text}`, { advice: isNetworkUp, cause: error });
}

/** No connection in time: `stage` says how far it came. */
export function connectTimeout(peer: Peer, stage: "tcp" | "proxy" | "tls", seconds: number): KubeError {
  const says = {
    tcp: `${peer.name} does not answer: no connection within ${seconds} s.`,
    proxy: `${peer.name} is connected but did not open the way to the server within ${seconds} s.`,
    tls: `${peer.name} is connected, but there was no TLS answer within ${seconds} s.`,
  }[stage];
  return new KubeError(peer.isProxy ? "proxy" : "unreachable", says, {
    advice: stage === "tls" ? isItTls : isNetworkUp,
  });
}

/** No complete answer in the time that --request-timeout gives. kubectl words it in its own way, see `errorLinesOf`. */
export function requestTimeout(peer: Peer, ms: number): KubeError {
  return new KubeError("unreachable", `${peer.name} did not answer completely within ${ms / 1000} s.`, {
    advice: "A longer --request-timeout waits longer; 0 has no limit.",
    cause: new DOMException("The request took too long.", "TimeoutError"),
  });
}

/** The code of an error; of many tries at several addresses, that of the first. */
export function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  return "";
}

/** `certificate expired`, from OpenSSL's `ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED`. */
function alertOf(code: string): string {
  return code
    .replace(/^.*_ALERT_/, "")
    .replaceAll("_", " ")
    .toLowerCase();
}
