/** One conversation with an API server, real or not, told so that two of them can be compared: without names of the day and versions. */
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";

export interface Asked {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

export interface AskOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: unknown;
}

/** An API server that an administrator speaks to. */
export interface Conversation {
  ask(method: string, path: string, options?: AskOptions): Promise<Asked>;
}

/** @param tls the certificate of an administrator; undefined speaks HTTP, where everybody is one */
export function conversationWith(
  url: string,
  tls: { readonly cert: string; readonly key: string } | undefined,
): Conversation {
  return {
    ask(method, path, { headers = {}, body } = {}) {
      const bytes = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
      const type =
        bytes === undefined
          ? {}
          : { "content-type": "application/json", "content-length": String(Buffer.byteLength(bytes)) };
      const options = { method, headers: { "user-agent": "podscope/test", ...type, ...headers } };
      return new Promise((resolve, reject) => {
        const request =
          tls === undefined
            ? requestHttp(url + path, options)
            : requestHttps(url + path, { ...options, ...tls, rejectUnauthorized: false });
        request.on("error", reject);
        request.on("response", (response) => {
          const pieces: Buffer[] = [];
          response.on("data", (piece: Buffer) => pieces.push(piece));
          response.on("error", reject);
          response.on("end", () =>
            resolve({
              status: response.statusCode ?? 0,
              contentType: response.headers["content-type"] ?? "",
              text: Buffer.concat(pieces).toString(),
            }),
          );
        });
        request.end(bytes);
      });
    },
  };
}

/** What two servers must have in common. */
export function gist({ status, contentType, text }: Asked): unknown {
  if (!contentType.startsWith("application/json") || text === "") return { status, contentType, text: plain(text) };
  return { status, contentType, told: objectsOf(text).map(gistOf) };
}

/** One object, or one a line. */
function objectsOf(text: string): readonly Told[] {
  const isOne = !text.trimEnd().includes("\n") || text.startsWith("{\n");
  return (isOne ? [text] : text.trimEnd().split("\n")).map((object) => JSON.parse(object) as Told);
}

/** Of a Status, a list, an object, or an event of a watch. */
interface Told {
  readonly type?: string;
  readonly object?: Told;
  readonly kind?: string;
  readonly apiVersion?: string;
  readonly metadata?: { readonly name?: string; readonly annotations?: object; readonly [field: string]: unknown };
  readonly items?: readonly Told[];
  readonly [field: string]: unknown;
}

function gistOf(told: Told): unknown {
  if (told.object !== undefined) return `${told.type} ${JSON.stringify(gistOf(told.object))}`;
  if (told.kind === "Status") return JSON.parse(plain(JSON.stringify(told)));
  const { kind, apiVersion, metadata = {}, items } = told;
  if (items === undefined) return { kind, apiVersion, name: metadata.name, annotations: metadata.annotations };
  return {
    kind,
    apiVersion,
    metadata: Object.keys(metadata).sort(),
    remaining: metadata.remainingItemCount,
    items: items.map((item) => [item.kind, item.metadata?.name]),
  };
}

function plain(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "UID")
    .replaceAll(/ey[\w-]{20,}/g, "TOKEN")
    .replaceAll(/(version: |current: |\()\d+/g, "$1N");
}
