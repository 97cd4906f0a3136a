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
import type { Encoding } from "./encoding/encoding.ts";
import { encodingOf } from "./encoding/encodingOf.ts";
import { isInSchema } from "./encoding/protobuf.ts";
import { mediaTypes, negotiate, type Offer } from "./negotiation.ts";
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
      "cache-control": "no-cache, private",
      "content-type": contentType,
      ...(warnings.length === 0 ? {} : { warning: warnings.map((text) => `299 - ${JSON.stringify(text)}`) }),
      ...headers,
    },
    body,
  });
  if (answer.type === "bytes") return answered(answer.contentType, bytesOf(answer.body, context.signal));
  const { media, representation } = chosen(answer, context);
  const encoding = await encodingOf(media.format);
  switch (answer.type) {
    case "object":
      return answered(
        mediaTypes[media.format],
        inOnePiece(() => encoding.object(represented(answer.object, representation))),
      );
    case "list":
      return answered(mediaTypes[media.format], inPieces(encoding.list(representedList(answer, representation))));
    case "watch": {
      const stream = media.format === "json" ? "" : ";stream=watch";
      return answered(
        `${mediaTypes[media.format]}${stream}`,
        eventsOf(answer, encoding, representation, context.signal),
      );
    }
  }
}

function chosen({ type, status = 200 }: Answer, { request, info, represent }: EncodingContext) {
  // A Status has one form only.
  const isFailure = status >= 400;
  const hasSchema = isFailure || info.group === "";
  const offer: Offer = {
    formats: hasSchema ? ["json", "yaml", "protobuf"] : ["json", "yaml"],
    isStream: type === "watch" || isFailure,
    hasForm: (as, format) =>
      isFailure ||
      ((format !== "protobuf" || isInSchema("meta.k8s.io/v1", as.kind)) &&
        represent(as, info, request.query) !== undefined),
  };
  const media = negotiate(request.headers.accept, offer);
  const isPlain = isFailure || media.as === undefined;
  return { media, representation: isPlain ? undefined : represent(media.as, info, request.query) };
}

function represented(
  object: ApiObject | KubeObject,
  representation: Representation | undefined,
): ApiObject | KubeObject {
  return representation === undefined ? object : representation.object(object as KubeObject);
}

function representedList({ list }: ListAnswer, representation: Representation | undefined): LongList {
  if (representation === undefined) return list;
  return representation.list(
    list.items as Iterable<KubeObject>,
    list.head.metadata as Readonly<Record<string, unknown>>,
  );
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
    for await (const events of answer.events(signal)) yield Buffer.concat(events.map(written));
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    yield written({ type: "ERROR", object: statusOf(error) });
  }
}

async function* inOnePiece(make: () => Buffer): AsyncIterable<Buffer> {
  yield make();
}

async function* inPieces(pieces: Iterable<Buffer>): AsyncIterable<Buffer> {
  yield* pieces;
}

async function* bytesOf(
  body: string | Buffer | ((signal: AbortSignal) => AsyncIterable<string | Buffer>),
  signal: AbortSignal,
): AsyncIterable<Buffer> {
  if (typeof body !== "function") yield Buffer.from(body);
  else for await (const piece of body(signal)) yield Buffer.from(piece);
}
