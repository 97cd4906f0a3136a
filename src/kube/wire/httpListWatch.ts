import type { Clock } from "../../base/clock.ts";
import { exactJson } from "../../base/exactJson.ts";
import { KubeError } from "../kubeError.ts";
import type {
  FromVersion,
  ListOptions,
  ListPart,
  ListWatch,
  RowCount,
  RowDecoder,
  WatchEvent,
} from "../sync/listWatch.ts";
import { beginningOf } from "./beginningOf.ts";
import type { ListParser, WatchParser } from "./bodyParser.ts";
import type { CollectionRequests, ListRequests } from "./collectionRequests.ts";
import { inTurns } from "./inTurns.ts";
import { JsonList } from "./jsonList.ts";
import { ProtobufList } from "./protobufList.ts";
import { type ServerInfo, serverInfo } from "./serverInfo.ts";
import { firstWords, notKubernetes } from "./statusError.ts";
import {
  type ApiRequest,
  type ApiResponse,
  acceptJson,
  acceptObject,
  acceptWatch,
  type Transport,
} from "./transport.ts";
import type { TraceListener } from "./transportTrace.ts";
import { WatchFrames } from "./watchFrames.ts";
import { WatchLines } from "./watchLines.ts";

export interface HttpListWatchOptions<Row> {
  readonly transport: Transport;
  /** Of the collection: `/api/v1/pods`, `/api/v1/namespaces/shop/pods`. */
  readonly path: string;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
  readonly decoder: RowDecoder<Row>;
  /**
   * `json` asks for JSON alone, for a decoder that wants whole objects: whole numbers that are too large for a double come
   * as a bigint. Default: protobuf where the server has it.
   */
  readonly format?: "json";
  readonly clock: Clock;
  /** 0 to 1, for how long a watch is asked to last. */
  readonly random: () => number;
  /** Hears what each probe learned about the server. */
  readonly onServer?: (info: ServerInfo) => void;
  /** Keeps the requests of the newest list and watch; counts and probes are not among them. */
  readonly requests?: CollectionRequests | undefined;
}

/** Lists and watches one collection of the Kubernetes API. The transport stays the caller's. */
export function httpListWatch<Row>(options: HttpListWatchOptions<Row>): ListWatch<Row> {
  return new HttpListWatch(options);
}

type Query = NonNullable<ApiRequest["query"]>;

class HttpListWatch<Row> implements ListWatch<Row> {
  readonly #options: HttpListWatchOptions<Row>;
  readonly #selectors: Query;

  constructor(options: HttpListWatchOptions<Row>) {
    this.#options = options;
    this.#selectors = {
      labelSelector: options.labelSelector || undefined,
      fieldSelector: options.fieldSelector || undefined,
    };
  }

  streamingList(from: FromVersion, signal: AbortSignal): AsyncIterable<readonly WatchEvent<Row>[]> {
    const initial = { sendInitialEvents: true, resourceVersionMatch: "NotOlderThan" };
    const list = this.#options.requests?.newList(true);
    return this.#events({ ...initial, resourceVersion: from }, list?.hear, signal, list);
  }

  watch(from: string, signal: AbortSignal): AsyncIterable<readonly WatchEvent<Row>[]> {
    return this.#events({ resourceVersion: from }, this.#options.requests?.hearWatch, signal);
  }

  async *list(from: FromVersion, { pageSize, gzip }: ListOptions, signal: AbortSignal): AsyncGenerator<ListPart<Row>> {
    // The first page fixes the version; the server refuses one beside a continue token. Without a match, a limit would mean exactly
    // this version, and no poll would ever see a change (API concepts, "resource version semantics for list").
    let query: Query = { limit: pageSize, resourceVersion: from, resourceVersionMatch: from && "NotOlderThan" };
    const requests = this.#options.requests?.newList(false);
    let resourceVersion: string | undefined;
    for (;;) {
      if (requests !== undefined) requests.pages++;
      const how = { accept: acceptObject, gzip, onTrace: requests?.hear };
      const parser = yield* this.#page(query, how, resourceVersion, signal);
      const { meta } = parser;
      resourceVersion ??= meta.resourceVersion;
      // Says the version also when there was not a single row, or when it came last.
      yield { rows: [], resourceVersion, remaining: meta.remaining };
      if (meta.continue === "") return;
      query = { limit: pageSize, continue: meta.continue };
    }
  }

  async count(at: { readonly exactly: string } | undefined, signal: AbortSignal): Promise<RowCount | undefined> {
    const exactly = at && { resourceVersion: at.exactly, resourceVersionMatch: "Exact" };
    const one = { fromJson: () => 1, fromProtobuf: () => 1 };
    try {
      const response = await this.#get({ limit: 1, ...exactly }, { accept: acceptObject }, signal);
      const parser = listParser(response, { decoder: one });
      let rows = 0;
      for await (const chunk of response.body) rows += parser.push(chunk).length;
      parser.end();
      const { remaining, continue: token, resourceVersion } = parser.meta;
      if (resourceVersion === undefined) throw new KubeError("protocol", "The list names no resource version.");
      const isKnown = remaining !== undefined || token === "";
      return { total: isKnown ? rows + (remaining ?? 0) : undefined, resourceVersion };
    } catch (error) {
      if (error instanceof KubeError && error.failure === "forbidden") return undefined;
      throw error;
    }
  }

  async probe(signal: AbortSignal): Promise<void> {
    const info = await serverInfo(this.#options.transport, this.#options.clock, signal);
    this.#options.onServer?.(info);
  }

  dropConnections(): void {
    this.#options.transport.dropConnections();
  }

  /** `list` is told when the list is complete that the answer begins with. */
  async *#events(
    query: Query,
    onTrace: TraceListener | undefined,
    signal: AbortSignal,
    list?: ListRequests,
  ): AsyncGenerator<readonly WatchEvent<Row>[]> {
    const timeoutSeconds = Math.round(300 * (1 + this.#options.random()));
    const asked = { watch: true, allowWatchBookmarks: true, timeoutSeconds, ...query };
    const response = await this.#get(asked, { accept: acceptWatch, isEndless: true, onTrace }, signal);
    const parser = watchParser(response, this.#options);
    yield [];
    for await (const chunk of inTurns(response.body, this.#options.clock)) {
      const events = parser.push(chunk);
      if (list !== undefined && events.some(isEndOfList)) list.end();
      if (events.length > 0) yield events;
    }
  }

  async *#page(
    query: Query,
    how: Omit<ApiRequest, "path" | "query">,
    knownVersion: string | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<ListPart<Row>, ListParser<Row>> {
    const response = await this.#get(query, how, signal);
    const parser = listParser(response, this.#options);
    for await (const chunk of inTurns(response.body, this.#options.clock)) {
      const rows = parser.push(chunk);
      const { meta } = parser;
      if (rows.length > 0) {
        yield { rows, resourceVersion: knownVersion ?? meta.resourceVersion, remaining: meta.remaining };
      }
    }
    parser.end();
    return parser;
  }

  async #get(query: Query, how: Omit<ApiRequest, "path" | "query">, signal: AbortSignal): Promise<ApiResponse> {
    const { transport, path, format } = this.#options;
    const accept = format === "json" ? acceptJson : how.accept;
    const request = { ...how, path, query: { ...query, ...this.#selectors }, accept };
    const response = await transport.request(request, signal);
    if (!/protobuf|json/.test(response.mediaType)) {
      const words = firstWords(response.mediaType, await beginningOf(response.body));
      throw notKubernetes(path, `it answers with ${response.mediaType || "text"}: "${words}"`);
    }
    return response;
  }
}

function watchParser<Row>(response: ApiResponse, { decoder, format }: HttpListWatchOptions<Row>): WatchParser<Row> {
  return isProtobuf(response) ? new WatchFrames(decoder) : new WatchLines(decoder, parserOf(format));
}

function listParser<Row>(
  response: ApiResponse,
  { decoder, format }: Pick<HttpListWatchOptions<Row>, "decoder" | "format">,
): ListParser<Row> {
  return isProtobuf(response) ? new ProtobufList(decoder) : new JsonList(decoder, parserOf(format));
}

function isEndOfList(event: WatchEvent<unknown>): boolean {
  return event.type === "bookmark" && event.initialEventsEnd;
}

function parserOf(format: "json" | undefined): (text: string) => unknown {
  return format === "json" ? exactJson : JSON.parse;
}

function isProtobuf({ mediaType }: ApiResponse): boolean {
  return mediaType.startsWith("application/vnd.kubernetes.protobuf");
}
