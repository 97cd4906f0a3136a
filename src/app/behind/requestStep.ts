import { format } from "date-fns";
import { bytesText, waitText } from "../../base/amountText.ts";
import { plainText } from "../../base/plainText.ts";
import type { Access } from "../../kube/config/access.ts";
import type { TransportPhase, TransportTrace } from "../../kube/wire/transportTrace.ts";
import { durationText } from "../../resources/duration.ts";
import { toldLines } from "../../resources/page/section.ts";
import type { StyledLine } from "../../table/look.ts";
import { momentText } from "./momentText.ts";
import { requestQuery } from "./requestPath.ts";
import type { TourFacts } from "./tourFacts.ts";

/** What went over the network for the rows last. */
export function requestLines({ access, traffic, findings, now }: TourFacts): readonly StyledLine[] {
  const trace = traffic.requests.newest;
  const { facts } = findings;
  return [
    ...(access === undefined ? [] : toldLines("server", [access.server, versionWords(facts?.version)].join(""))),
    ...toldLines("clock", skewWords(facts?.skewMs ?? 0)),
    ...(trace === undefined ? [] : traceLines(trace, access, now)),
  ];
}

function versionWords(version: string | undefined): string {
  return version === undefined || version === "" ? "" : `, Kubernetes ${version}`;
}

/** Less than a second is the way of the answer. */
function skewWords(skewMs: number): string {
  if (Math.abs(skewMs) < 1000) return "";
  const by = durationText(Math.abs(skewMs));
  return `the server's is ${by} ${skewMs > 0 ? "ahead of" : "behind"} this machine's: ages are told by the server's`;
}

function traceLines(trace: TransportTrace, access: Access | undefined, now: number): readonly StyledLine[] {
  const { method, url, startedAt } = trace;
  return [
    ...toldLines("request", `${method} ${plainText(new URL(url).pathname)}`),
    ...toldLines("query", requestQuery(url).join(" ")),
    ...toldLines("sent", `${momentText(startedAt, now)}, HTTP/1.1`),
    ...toldLines("way", wayWords(trace, access)),
    ...toldLines("secured", trustWords(trace, access)),
    ...toldLines("answer", answerWords(trace)),
    ...toldLines("took", phasesWords(trace)),
  ];
}

function wayWords({ connection, endedAt }: TransportTrace, access: Access | undefined): string {
  const proxy = proxyWords(access?.proxy);
  if (connection === undefined) {
    const none = endedAt === undefined ? "a connection is being made" : "no connection";
    return [none, proxy].filter(Boolean).join(", ");
  }
  const { reused, address } = connection;
  const made = reused ? "a connection that was open already" : "a new connection";
  return [`${made}${address === "" ? "" : ` to ${address}`}`, proxy].filter(Boolean).join(", ");
}

/** Without the password that may stand in it. */
function proxyWords(proxy: string | undefined): string {
  if (proxy === undefined) return "";
  const { protocol, host } = new URL(proxy);
  return `through the proxy ${protocol}//${host}`;
}

/** Empty while there is no connection. */
function trustWords({ connection, url }: TransportTrace, access: Access | undefined): string {
  if (connection === undefined) return "";
  if (!url.startsWith("https:")) return "by nothing: the request is not encrypted";
  const name = connection.tls?.replace("TLSv", "TLS ") ?? "TLS";
  if (access?.tls.insecure === true) return `${name}, but the server's certificate is NOT VERIFIED`;
  const who = access?.tls.ca === undefined ? "this machine's authorities" : "the cluster's authority";
  const { certificateUntil: end } = connection;
  const until = end === undefined ? "" : ` until ${format(end, "yyyy-MM-dd")}`;
  return `${name}, the server's certificate vouched for by ${who}${until}`;
}

function answerWords({ status, mediaType, encoding, bytesReceived, endedAt, error }: TransportTrace): string {
  if (status === undefined) return error === undefined ? "none yet" : `none: ${error}`;
  const packed = encoding === undefined ? "" : `, packed with ${encoding}`;
  const amount = `${bytesText(bytesReceived)}${endedAt === undefined ? " so far" : ""}`;
  return `${status}, ${mediaType}${packed}, ${amount}`;
}

const phaseNames: Readonly<Record<TransportPhase, string>> = {
  credentials: "login",
  dns: "DNS",
  tcp: "TCP",
  proxy: "proxy",
  tls: "TLS",
  firstByte: "first byte",
  body: "body",
};

function phasesWords({ phases }: TransportTrace): string {
  return phases.map(({ phase, ms }) => `${phaseNames[phase]} ${waitText(ms)}`).join(", ");
}
