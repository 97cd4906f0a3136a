import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { KubeError } from "../../../../src/kube/kubeError.ts";
import type { ListPart, ListWatch, Versioned, WatchEvent } from "../../../../src/kube/sync/listWatch.ts";
import { CollectionRequests } from "../../../../src/kube/wire/collectionRequests.ts";
import { type HttpListWatchOptions, httpListWatch } from "../../../../src/kube/wire/httpListWatch.ts";
import { openTransport } from "../../../../src/kube/wire/httpTransport.ts";
import type { ServerInfo } from "../../../../src/kube/wire/serverInfo.ts";
import type { Transport } from "../../../../src/kube/wire/transport.ts";
import { accessOf, credentialsOf } from "../../../support/accessOf.ts";
import { type FakeApiServer, isWatch, startFakeApiServer } from "../../../support/fakeApiServer.ts";
import { FakeClock } from "../../../support/fakeClock.ts";
import { nameDecoder } from "../../../support/nameRow.ts";

const never = new AbortController().signal;

let server: FakeApiServer;
let transport: Transport;
let clock: FakeClock;
let infos: ServerInfo[];

beforeEach(async () => {
  server = await startFakeApiServer();
  clock = new FakeClock();
  infos = [];
  transport = openTransport(accessOf(server.url), credentialsOf({}), { userAgent: "podscope/test", clock });
});

afterEach(async () => {
  await transport.close();
  await server.close();
});

function open(options: Partial<HttpListWatchOptions<Versioned>> = {}): ListWatch<Versioned> {
  return httpListWatch({
    transport,
    path: "/api/v1/pods",
    decoder: nameDecoder,
    clock,
    random: () => 0.5,
    onServer: (info) => infos.push(info),
    ...options,
  });
}

const put = (...names: readonly string[]) => {
  for (const name of names) server.pods.put({ metadata: { namespace: "shop", name } });
};

/** Short forms: `+web-1`, `-web-1`, `bookmark 1001 end`. */
function words(event: WatchEvent<Versioned>): string {
  if (event.type === "bookmark") return `bookmark ${event.resourceVersion}${event.initialEventsEnd ? " end" : ""}`;
  if (event.type === "error") return `error ${event.status.code} ${event.status.reason}`;
  if (event.type === "unknown") return `unknown ${event.name}`;
  return `${event.type === "put" ? "+" : "-"}${event.row.key.replace("shop/", "")}`;
}

/** Reads events until `last` has come, or the end. */
async function read(watch: AsyncIterable<readonly WatchEvent<Versioned>[]>, last?: string): Promise<string[]> {
  const found: string[] = [];
  for await (const batch of watch) {
    found.push(...batch.map(words));
    if (last !== undefined && found.includes(last)) break;
  }
  return found;
}

async function collect(list: AsyncIterable<ListPart<Versioned>>) {
  const parts: ListPart<Versioned>[] = [];
  for await (const part of list) parts.push(part);
  return { names: parts.flatMap(({ rows }) => rows.map(({ key }) => key.replace("shop/", ""))), parts };
}

async function failureOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof KubeError ? error.failure : String(error);
}

describe("the requests that are kept", () => {
  const until = async (source: ListWatch<Versioned>, last: string) =>
    read(source.streamingList(undefined, never), last);

  test("tell a streaming list from the changes that come after it on the same connection", async () => {
    put("web-1", "web-2");
    const requests = new CollectionRequests();
    const stream = open({ requests }).streamingList(undefined, never);
    const events = stream[Symbol.asyncIterator]();
    const seen: string[] = [];
    while (!seen.some((word) => word.endsWith("end"))) seen.push(...((await events.next()).value ?? []).map(words));
    const bytes = requests.list?.bytes ?? 0;
    put("web-3");
    await events.next();

    expect(requests.list).toMatchObject({ isStream: true, bytes });
    expect(requests.list?.newest?.bytesReceived).toBeGreaterThan(bytes);
    expect(requests.newest?.url).toContain("sendInitialEvents=true");
    await events.return?.(undefined);
  });

  test("count the pages of a list, and their bytes together", async () => {
    put("web-1", "web-2", "web-3");
    const requests = new CollectionRequests();
    await collect(open({ requests }).list(undefined, { pageSize: 2, gzip: false }, never));

    expect(requests.list).toMatchObject({ isStream: false, pages: 2 });
    expect(requests.list?.bytes).toBeGreaterThan(requests.list?.newest?.bytesReceived ?? 0);
  });

  test("have the watch that took the list up, until everything is listed again", async () => {
    put("web-1");
    const requests = new CollectionRequests();
    const source = open({ requests });
    const { parts } = await collect(source.list(undefined, { pageSize: 2, gzip: false }, never));
    const watch = source.watch(parts.at(-1)?.resourceVersion ?? "", never)[Symbol.asyncIterator]();
    await watch.next();
    expect(requests.newest).toMatchObject({ url: expect.stringContaining("watch=true"), status: 200 });
    await watch.return?.(undefined);

    await until(source, "+web-1");
    expect(requests.watch).toBeUndefined();
  });
});

describe.each([true, false])("with protobuf %s", (protobuf) => {
  beforeEach(() => {
    server.settings.protobuf = protobuf;
  });

  test("a streaming list brings every row, its end, and then changes, on one connection", async () => {
    put("b", "a");
    const reading = read(open().streamingList(undefined, never), "-a");
    await server.until(() => server.watches.length === 1);
    put("c");
    server.pods.delete("shop", "a");
    expect(await reading).toEqual(["+a", "+b", "bookmark 1002 end", "+c", "-a"]);
    expect(server.requests.map(({ query }) => query)).toEqual([
      {
        watch: "true",
        allowWatchBookmarks: "true",
        timeoutSeconds: "450",
        sendInitialEvents: "true",
        resourceVersionMatch: "NotOlderThan",
      },
    ]);
  });

  test("pages bring every row; the version is that of the first one, and no later page asks for one", async () => {
    put("a", "b", "c", "d", "e");
    const { names, parts } = await collect(open().list("900", { pageSize: 2, gzip: true }, never));
    expect(names).toEqual(["a", "b", "c", "d", "e"]);
    expect(new Set(parts.map(({ resourceVersion }) => resourceVersion))).toEqual(new Set(["1005"]));
    expect(parts.map(({ remaining }) => remaining)).toEqual(expect.arrayContaining([3, 1, undefined]));
    expect(
      server.requests.map(({ query }) => [query.limit, query.resourceVersion, query.continue !== undefined]),
    ).toEqual([
      ["2", "900", false],
      ["2", undefined, true],
      ["2", undefined, true],
    ]);
  });

  test("pages from a version bring what is newer, too", async () => {
    put("a");
    const from = server.store.revision;
    put("b", "c");
    const { names } = await collect(open().list(String(from), { pageSize: 2, gzip: false }, never));
    expect(names).toEqual(["a", "b", "c"]);
  });

  test("a full list in answer to a limit is taken as it is", async () => {
    put("a", "b", "c");
    const { names } = await collect(open().list("0", { pageSize: 2, gzip: false }, never));
    expect(names).toEqual(["a", "b", "c"]);
    expect(server.requests).toHaveLength(1);
  });

  test("an empty list still says its version", async () => {
    const { parts } = await collect(open().list(undefined, { pageSize: undefined, gzip: false }, never));
    expect(parts).toEqual([{ rows: [], resourceVersion: "1000", remaining: undefined }]);
  });

  test.each([1, 5])("a packed list in pieces of %d bytes brings the same rows", async (pieceBytes) => {
    put("a", "b", "c");
    server.settings.pieceBytes = pieceBytes;
    const { names } = await collect(open().list(undefined, { pageSize: undefined, gzip: true }, never));
    expect(names).toEqual(["a", "b", "c"]);
  });

  test.each(["end", "fin", "reset"] as const)("a list cut off by %s is an error, not a shorter list", async (how) => {
    put("a", "b", "c");
    server.fail({ cut: { afterBytes: 100, how } });
    const failure = await failureOf(collect(open().list(undefined, { pageSize: undefined, gzip: false }, never)));
    expect(failure).toBe("unreachable");
  });

  test("a watch that ends in the middle of an event drops that event and ends cleanly", async () => {
    put("a");
    const reading = read(open().watch("1000", never));
    await server.until(() => server.watches.length === 1);
    const [watch] = server.watches;
    watch?.raw('{"type":"ADD'.slice(0, protobuf ? 2 : 12));
    watch?.end();
    expect(await reading).toEqual(["+a"]);
  });

  test.each(["fin", "reset"] as const)(
    "a watch that is cut off by %s throws after its last whole event",
    async (how) => {
      put("a");
      const found: string[] = [];
      const reading = (async () => {
        for await (const batch of open().watch("1000", never)) found.push(...batch.map(words));
      })();
      await server.until(() => server.watches.length === 1);
      server.watches[0]?.bookmark();
      server.watches[0]?.end(how);
      expect(await failureOf(reading)).toBe("unreachable");
      expect(found).toEqual(["+a", "bookmark 1001"]);
    },
  );

  test("garbage between events throws after the events before it", async () => {
    const found: string[] = [];
    const reading = (async () => {
      for await (const batch of open().watch("1000", never)) found.push(...batch.map(words));
    })();
    await server.until(() => server.watches.length === 1);
    const seen = server.watches[0];
    put("a");
    seen?.raw(protobuf ? Buffer.from([0, 0, 0, 2, 0xff, 0xff]) : "oops\n");
    expect(await failureOf(reading)).toBe("protocol");
  });

  test("a forgotten version comes as an ERROR event", async () => {
    put("a");
    server.pods.compact();
    put("b");
    expect(await read(open().watch("1000", never))).toEqual(["error 410 Expired"]);
  });

  test("counts exactly, now and at an older version", async () => {
    put("a", "b", "c");
    server.pods.delete("shop", "b");
    expect(await open().count(undefined, never)).toEqual({ total: 2, resourceVersion: "1004" });
    expect(await open().count({ exactly: "1003" }, never)).toEqual({ total: 3, resourceVersion: "1003" });
    expect(server.requests[1]?.query).toEqual({ limit: "1", resourceVersion: "1003", resourceVersionMatch: "Exact" });
  });
});

test("a watch says at once that it was accepted", async () => {
  const watch = open().watch("1000", never)[Symbol.asyncIterator]();
  expect(await watch.next()).toEqual({ done: false, value: [] });
  await watch.return?.();
});

test("selectors go along with every request, and leave the count unknown", async () => {
  put("a", "b", "c");
  const selected = open({ labelSelector: "a!=b", fieldSelector: "metadata.namespace=shop" });
  expect(await selected.count(undefined, never)).toEqual({ total: undefined, resourceVersion: "1003" });
  await collect(selected.list(undefined, { pageSize: 2, gzip: false }, never));
  expect(server.requests).toHaveLength(3);
  for (const { query } of server.requests) {
    expect(query).toMatchObject({ labelSelector: "a!=b", fieldSelector: "metadata.namespace=shop" });
  }
});

test("whole objects are asked for as JSON alone, and keep the digits of their numbers", async () => {
  const decoder = {
    fromJson: (object: unknown) => object as Versioned & { readonly spec: unknown },
    fromProtobuf: () => expect.unreachable("protobuf was not asked for"),
  };
  const spec = { terminationGracePeriodSeconds: 9223372036854775807n };
  const body =
    '{"kind":"PodList","metadata":{},"items":[{"spec":{"terminationGracePeriodSeconds":9223372036854775807}}]}';
  server.fail({ headers: { "content-type": "application/json" }, body });
  const source = httpListWatch({ transport, path: "/api/v1/pods", decoder, format: "json", clock, random: () => 0.5 });
  const rows = [];
  for await (const part of source.list(undefined, { pageSize: 500, gzip: false }, never)) rows.push(...part.rows);
  expect(rows).toMatchObject([{ spec }]);
  expect(server.requests[0]?.headers.accept).toBe("application/json");
});

test("a count that is forbidden is unknown", async () => {
  server.fail({ status: 403 });
  expect(await open().count(undefined, never)).toBeUndefined();
});

test("a server that knows no streaming list says unsupported", async () => {
  server.settings.streamingLists = "off";
  expect(await failureOf(read(open().streamingList(undefined, never)))).toBe("unsupported");
});

test("an answer that is neither JSON nor protobuf is not a Kubernetes API", async () => {
  server.fail({ on: isWatch, status: 200, body: "hello" });
  expect(await failureOf(read(open().watch("1", never)))).toBe("protocol");
});

test("a probe tells the server's version and how far its clock is from ours", async () => {
  server.settings.date = new Date(clock.now() + 60_000).toUTCString();
  await open().probe(never);
  expect(infos).toEqual([{ version: "v1.35.4", clockSkewMs: 60_500 }]);
});

test("a probe that is forbidden has proved that the server answers", async () => {
  server.fail({ status: 403 });
  await open().probe(never);
  expect(infos).toEqual([{ version: "", clockSkewMs: undefined }]);
});

test("a probe uses another connection than the watch", async () => {
  const watch = open().watch("1000", never)[Symbol.asyncIterator]();
  await watch.next();
  await open().probe(never);
  expect(server.requests.map(({ connection }) => connection)).toEqual([1, 2]);
  await watch.return?.();
});

test("a watch that is aborted ends promptly with the reason", async () => {
  const controller = new AbortController();
  const reading = read(open().watch("1000", controller.signal));
  await server.until(() => server.watches.length === 1);
  controller.abort(new Error("enough"));
  await expect(reading).rejects.toThrow("enough");
  await server.until(() => server.connections === 0);
});
