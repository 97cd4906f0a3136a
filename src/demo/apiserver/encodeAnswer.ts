import { randomUUID } from "node:crypto";
import { setImmediate as immediate } from "node:timers/promises";
import type { KubeObject } from "../objects/kubeObject.ts";
import type {
  Answer,
  ApiObject,
  ListAnswer,
  LongList,
  Represent,
  Representation,
  WatchAnswer,
  WatchEvent,
} from "./answer.ts";
import type { ApiRequest, HttpAnswer } from "./apiRequest.ts";
import { compressed } from "./compressed.ts";
import type { Encoding } from "./encoding/encoding.ts";
import { encodingOf } from "./encoding/encodingOf.ts";
import { isInSchema } from "./encoding/protobuf.ts";
import { BrokenBody } from "./link.ts";
import { type Format, formats, mediaTypes, negotiate, type ObjectForm } from "./negotiation.ts";
import type { RequestInfo } from "./requestInfo.ts";
import { StatusError, statusOf } from "./statusError.ts";

export interface EncodingContext {
  readonly request: ApiRequest;
  readonly info: RequestInfo;
  readonly represent: Represent;
  readonly signal: AbortSignal;
}

/**
 * Writes an answer down in the form and the format that the client accepts.
 * @throws StatusError NotAcceptable
 */
export async function encodeAnswer(answer: Answer, context: EncodingContext): Promise<HttpAnswer> {
  const { status = 200, headers = {}, warnings = [] } = answer;
  const answered = (contentType: string, body: AsyncIterable<Buffer>): HttpAnswer => ({
    status,
    headers: {
      "audit-id": randomUUID(),
      "cache-control": "no-cache, private",
      "content-type": contentType,
      ...(warnings.length === 0 ? {} : { warning: warnings.map((text) => `299 - ${JSON.stringify(text)}`) }),
      ...headers,
    },
    body,
  });
  if (answer.type === "upgrade") return { status: 101, headers, body: inTurns([]), upgrade: answer };
  if (answer.type === "bytes") return answered(answer.contentType, bytesOf(answer.body, context.signal));
  const { format, representation } = chosen(answer, context);
  const encoding = await encodingOf(format);
  if (answer.type === "watch") {
    const type = format === "json" ? mediaTypes.json : `${mediaTypes[format]};stream=watch`;
    return answered(type, eventsOf(answer, encoding, representation, context.signal));
  }
  const pieces =
    answer.type === "list"
      ? encoding.list(representedList(answer, representation))
      : [encoding.object(represented(answer.object, representation))];
  return compressed(answered(mediaTypes[format], inTurns(pieces)), acceptsGzip(context.request));
}

interface Chosen {
  readonly format: Format;
  readonly representation: Representation | undefined;
}

/** Whoever is refused anything gets a Status, whatever form was asked for. @throws StatusError NotAcceptable */
function chosen(answer: Answer, { request, info, represent }: EncodingContext): Chosen {
  const { accept = "" } = request.headers;
  const isFailure = (answer.status ?? 200) >= 400;
  const form = (as: ObjectForm) => represent(as, info, request.query);
  const hasForm = (as: ObjectForm, format: Format) =>
    isFailure || ((format !== "protobuf" || isInSchema("meta.k8s.io/v1", as.kind)) && form(as) !== undefined);
  try {
    const offered = formatsOf(answer, info).filter((format) => format !== "protobuf" || request.features.protobuf);
    const { format, as } = negotiate(accept, { formats: offered, isStream: answer.type === "watch", hasForm });
    return { format, representation: isFailure || as === undefined ? undefined : form(as) };
  } catch (error) {
    if (isFailure) return { format: "json", representation: undefined };
    throw error;
  }
}

function formatsOf(answer: Answer, { group }: RequestInfo): readonly Format[] {
  switch (answer.type) {
    case "bytes":
    case "upgrade":
      return [];
    case "watch":
      return group === "" ? ["json", "protobuf"] : ["json"];
    case "list":
      return withSchema(answer.list.head);
    case "object":
      return withSchema(answer.object);
  }
}

function withSchema({ apiVersion, kind }: ApiObject | KubeObject): readonly Format[] {
  return formats.filter((format) => format !== "protobuf" || isInSchema(apiVersion, kind));
}

function acceptsGzip({ headers, features }: ApiRequest): boolean {
  const encodings = String(headers["accept-encoding"] ?? "").split(",");
  return features.gzip && encodings.some((encoding) => encoding.trim() === "gzip");
}

function represented(
  object: ApiObject | KubeObject,
  representation: Representation | undefined,
): ApiObject | KubeObject {
  const isPlain = representation === undefined || object.kind === "Status";
  return isPlain ? object : representation.object(object as KubeObject);
}

function representedList({ list }: ListAnswer, representation: Representation | undefined): LongList {
  const { head, items } = list;
  if (representation === undefined) return { ...list, items: { [Symbol.iterator]: () => untyped(items) } };
  return representation.list(items as Iterable<KubeObject>, head.metadata as Readonly<Record<string, unknown>>);
}

/** What the items of a list are, the list says for all of them. */
function* untyped(items: Iterable<unknown>): Iterator<unknown> {
  for (const item of items) {
    const { apiVersion: _, kind: __, ...rest } = item as KubeObject;
    yield rest;
  }
}

async function* eventsOf(
  answer: WatchAnswer,
  encoding: Encoding,
  representation: Representation | undefined,
  signal: AbortSignal,
): AsyncIterable<Buffer> {
  const written = ({ type, object }: WatchEvent) => {
    const isPlain = representation === undefined || type === "ERROR";
    return encoding.event({ type, object: isPlain ? object : representation.watched(object as KubeObject, type) });
  };
  try {
    for await (const items of answer.events(signal)) {
      const bytes = items.map((item) => (item.type === "GARBAGE" ? item.bytes : written(item)));
      if (bytes.length > 0) yield Buffer.concat(bytes);
      for (const item of items)
        if (item.type === "GARBAGE" && item.ending !== undefined) throw new BrokenBody(item.ending);
      await immediate();
    }
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    yield written({ type: "ERROR", object: statusOf(error) });
  }
}

/** Lets others have their turn after each piece. */
async function* inTurns(pieces: Iterable<Buffer>): AsyncIterable<Buffer> {
  for (const piece of pieces) {
    if (piece.length > 0) yield piece;
    await immediate();
  }
}

async function* bytesOf(
  body: string | Buffer | ((signal: AbortSignal) => AsyncIterable<string | Buffer>),
  signal: AbortSignal,
): AsyncIterable<Buffer> {
  if (typeof body !== "function") yield Buffer.from(body);
  else for await (const piece of body(signal)) yield Buffer.from(piece);
}
