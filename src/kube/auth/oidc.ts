/**
 * The `oidc` auth provider: an id token, renewed at the identity provider with a refresh token
 * (client-go plugin/pkg/client/auth/oidc; OpenID Connect Core 12). The renewal of @kubernetes/client-node 2.0.1 is not
 * used: it passes the issuer in a form that its own OpenID client refuses, and drops the client secret.
 */
import { Agent, type Dispatcher, ProxyAgent, request } from "undici";
import { plainText } from "../../base/plainText.ts";
import type { Access } from "../config/access.ts";
import { fileTrouble } from "../config/machine.ts";
import { environmentProxyOf } from "../config/proxyUrl.ts";
import { saveTokens } from "../config/saveTokens.ts";
import { KubeError } from "../kubeError.ts";
import { bearer } from "./authorization.ts";
import type { CredentialDeps } from "./credentialSource.ts";
import type { Grant } from "./refreshingSource.ts";
import { safeLinesOf } from "./safeLines.ts";
import { tokenExpiry } from "./tokenExpiry.ts";

/** The auth provider's settings as the kubeconfig has them, with the newest tokens. */
export type OidcConfig = Readonly<Record<string, string>>;

/** A token is renewed this long before it ends. */
const skewMs = 10_000;
const answerLimitMs = 30_000;
const mostBytes = 1024 * 1024;

/**
 * The id token as a grant, renewed when it has expired or `refusedToken` is the one that we have; with the settings to
 * use from now on.
 * @throws KubeError `login`
 */
export async function oidcGrant(
  { config, file }: { readonly config: OidcConfig; readonly file: string },
  refusedToken: string | undefined,
  access: Access,
  deps: CredentialDeps,
  signal: AbortSignal,
): Promise<{ readonly grant: Grant; readonly config: OidcConfig }> {
  const token = config["id-token"] ?? "";
  const isUsable = token !== "" && token !== refusedToken && deps.clock.now() < freshUntilOf(token);
  if (isUsable) return { grant: grantOf(token, access), config };
  if (!config["refresh-token"])
    throw new KubeError("login", "No valid id-token, and cannot refresh without refresh-token", {
      advice: "Log in at the identity provider again, so that the kubeconfig gets new tokens.",
    });
  deps.onActivity("renewing the login");
  try {
    const newer = { ...config, ...(await renewed(config, deps, signal)) };
    keep(newer, config["refresh-token"], file, access, deps);
    return { grant: grantOf(newer["id-token"], access), config: newer };
  } finally {
    deps.onActivity(undefined);
  }
}

/** Saves the renewed tokens. That it fails does not spoil them for us, but others have to know. */
function keep(newer: OidcConfig, used: string, file: string, access: Access, deps: CredentialDeps): void {
  const tokens = { idToken: newer["id-token"] ?? "", refreshToken: newer["refresh-token"] ?? "" };
  let trouble = "it has other tokens by now";
  try {
    if (saveTokens(file, access.user ?? "", used, tokens, deps.machine)) return;
  } catch (error) {
    trouble = fileTrouble(error).words;
  }
  if (tokens.refreshToken !== used)
    deps.onNotice([`the renewed login could not be saved in ${plainText(file)}: ${trouble}`]);
}

function grantOf(token: string, access: Access): Grant {
  const authorization = bearer(token, "the id token");
  return { credentials: { authorization, certificate: access.login.certificate }, freshUntil: freshUntilOf(token) };
}

/** From the `exp` claim; a token without one is not trusted to be fresh. */
function freshUntilOf(token: string): number {
  return (tokenExpiry(token) ?? Number.NEGATIVE_INFINITY) - skewMs;
}

async function renewed(config: OidcConfig, deps: CredentialDeps, signal: AbortSignal) {
  const issuer = (config["idp-issuer-url"] ?? "").replace(/\/+$/, "");
  const secrets = ["client-secret", "id-token", "refresh-token"].map((name) => config[name] ?? "");
  const dispatcher = dispatcherFor(issuer, config, deps);
  const stop = AbortSignal.any([signal, AbortSignal.timeout(answerLimitMs)]);
  try {
    const discovery = await ask(`${issuer}/.well-known/openid-configuration`, { dispatcher, signal: stop });
    const endpoint = textOf(discovery.body, "token_endpoint");
    if (discovery.status !== 200 || !endpoint.startsWith("https://"))
      throw new Error(`the issuer does not describe itself at ${issuer}/.well-known/openid-configuration`);
    const answer = await askForToken(endpoint, config, dispatcher, stop);
    const idToken = textOf(answer.body, "id_token");
    if (answer.status !== 200) throw new Error(reasonOf(answer));
    if (idToken === "") throw new Error("the token response did not contain an id_token");
    return {
      "id-token": idToken,
      "refresh-token": textOf(answer.body, "refresh_token") || (config["refresh-token"] ?? ""),
    };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const words = safeLinesOf(wordsOf(error), secrets).join(" ");
    throw new KubeError("login", `failed to refresh token: ${words}`, {
      advice: `Log in at ${safeLinesOf(issuer, []).join(" ")} again, so that the kubeconfig gets new tokens.`,
    });
  } finally {
    await dispatcher.destroy();
  }
}

/** Client secrets are sent as RFC 6749 prefers, and then as some providers want them, like golang.org/x/oauth2 does. */
async function askForToken(endpoint: string, config: OidcConfig, dispatcher: Dispatcher, signal: AbortSignal) {
  const id = config["client-id"] ?? "";
  const secret = config["client-secret"] ?? "";
  const grant = { grant_type: "refresh_token", refresh_token: config["refresh-token"] ?? "" };
  const post = (form: Record<string, string>, headers: Record<string, string>) =>
    ask(endpoint, {
      method: "POST",
      headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(form).toString(),
      dispatcher,
      signal,
    });
  if (secret === "") return post({ ...grant, client_id: id }, {});
  const pair = `${encodeURIComponent(id)}:${encodeURIComponent(secret)}`;
  const answer = await post(grant, { authorization: `Basic ${Buffer.from(pair).toString("base64")}` });
  if (answer.status === 200) return answer;
  return post({ ...grant, client_id: id, client_secret: secret }, {});
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

async function ask(url: string, options: NonNullable<Parameters<typeof request>[1]>): Promise<Answer> {
  const { statusCode, body } = await request(url, options);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(Buffer.from(chunk));
    length += chunks.at(-1)?.length ?? 0;
    if (length > mostBytes) throw new Error("the answer is too long");
  }
  return { status: statusCode, body: objectOf(Buffer.concat(chunks).toString()) };
}

/** Trusts the provider's own authority when the kubeconfig names one, and takes the environment's proxy. */
function dispatcherFor(issuer: string, config: OidcConfig, { machine }: CredentialDeps): Dispatcher {
  if (!issuer.startsWith("https://") || !URL.canParse(issuer))
    throw new KubeError("login", "the idp-issuer-url of the kubeconfig's user must start with https://");
  const ca = authorityOf(config, machine.readFile);
  const tls = ca === undefined ? {} : { ca };
  const proxy = environmentProxyOf(issuer, machine.env);
  return proxy === undefined ? new Agent({ connect: tls }) : new ProxyAgent({ uri: proxy, requestTls: tls });
}

function authorityOf(config: OidcConfig, readFile: (path: string) => string): string | undefined {
  const data = config["idp-certificate-authority-data"];
  if (data) return Buffer.from(data, "base64").toString();
  const path = config["idp-certificate-authority"];
  if (!path) return undefined;
  try {
    return readFile(path);
  } catch (error) {
    throw new KubeError("login", `unable to read idp-certificate-authority ${path}: ${fileTrouble(error).words}`);
  }
}

/** `error` and `error_description` of RFC 6749 5.2. */
function reasonOf({ status, body }: Answer): string {
  const words = [textOf(body, "error"), textOf(body, "error_description")].filter((word) => word !== "");
  return words.length === 0 ? `the identity provider answered ${status}` : words.join(": ");
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  if (error.name === "TimeoutError") return "the identity provider did not answer within 30 s";
  return error.message;
}

function textOf(object: Readonly<Record<string, unknown>>, name: string): string {
  const value = object[name];
  return typeof value === "string" ? value : "";
}

/** The fields of a JSON object; none when it is not one. */
function objectOf(json: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
