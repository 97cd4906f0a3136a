import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { RowSink, Versioned } from "../../../../src/kube/sync/listWatch.ts";
import { Reflector } from "../../../../src/kube/sync/reflector.ts";
import type { SyncState } from "../../../../src/kube/sync/syncState.ts";
import { httpListWatch } from "../../../../src/kube/wire/httpListWatch.ts";
import { openTransport } from "../../../../src/kube/wire/httpTransport.ts";
import type { Transport } from "../../../../src/kube/wire/transport.ts";
import { accessOf, credentialsOf } from "../../../support/accessOf.ts";
import {
  type FakeApiServer,
  isList,
  isWatch,
  type RecordedRequest,
  startFakeApiServer,
} from "../../../support/fakeApiServer.ts";
import { FakeClock } from "../../../support/fakeClock.ts";
import { nameDecoder } from "../../../support/nameRow.ts";

let server: FakeApiServer;
let transport: Transport;
let clock: FakeClock;
let stop: AbortController;
let running: Promise<void>;
let rows: ReadonlyMap<string, Versioned>;
let states: SyncState[];
let changed: () => void;

beforeEach(async () => {
  server = await startFakeApiServer();
  clock = new FakeClock();
  stop = new AbortController();
  states = [];
  rows = new Map();
  changed = () => undefined;
  transport = openTransport(accessOf(server.url), credentialsOf({}), { userAgent: "podscope/test", clock });
});

afterEach(async () => {
  stop.abort();
  await running;
  await transport.close();
  await server.close();
});

function start(): void {
  const sink: RowSink<Versioned> = {
    apply(changes) {
      const next = new Map(rows);
      for (const change of changes) {
        if (change.type === "put") next.set(change.row.key, change.row);
        else next.delete(change.key);
      }
      rows = next;
      changed();
    },
    replace(all) {
      rows = new Map(all);
      changed();
    },
  };
  const source = httpListWatch({ transport, path: "/api/v1/pods", decoder: nameDecoder, clock, random: () => 0 });
  const reflector = new Reflector({
    source,
    sink,
    clock,
    random: () => 0,
    host: "test",
    onState(state) {
      states.push(state);
      changed();
    },
  });
  running = reflector.run(stop.signal);
}

/** Waits for rows or states. */
function until(condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    changed = () => {
      if (condition()) resolve();
    };
    changed();
  });
}

const names = () => [...rows.keys()].map((key) => key.replace("shop/", "")).sort();
const phase = () => states.at(-1)?.phase;
const isLive = () => phase() === "live";
const shows = (...expected: readonly string[]) => names().join() === expected.join();
const put = (...added: readonly string[]) => {
  for (const name of added) server.pods.put({ metadata: { namespace: "shop", name } });
};
/** What was asked of the pods; the audits, lists of one, are left out. */
const asks = (): readonly RecordedRequest[] =>
  server.requests.filter(({ path, query }) => path === "/api/v1/pods" && query.limit !== "1");
/** As words: `stream`, `list`, `page`, `watch 1002`. */
const askWords = () =>
  asks().map(({ query }) => {
    if (query.sendInitialEvents !== undefined) return "stream";
    if (query.watch !== undefined) return `watch ${query.resourceVersion}`;
    return query.continue === undefined ? "list" : "page";
  });

async function startLive(...initial: readonly string[]): Promise<void> {
  put(...initial);
  start();
  await until(isLive);
}

describe("the first rows", () => {
  test("come by one streaming list that goes on as the watch", async () => {
    await startLive("a", "b");
    put("c");
    server.pods.delete("shop", "a");
    await until(() => shows("b", "c"));
    expect(askWords()).toEqual(["stream"]);
  });

  test("an empty collection is live too", async () => {
    await startLive();
    expect(names()).toEqual([]);
  });

  test("come by pages where the server knows no streaming list, which it is asked for only once", async () => {
    server.settings.streamingLists = "off";
    await startLive("a", "b", "c");
    expect(names()).toEqual(["a", "b", "c"]);
    expect(askWords().slice(0, 2)).toEqual(["stream", "list"]);
    await server.until(() => server.watches.length === 1);
    put("d");
    await until(() => shows("a", "b", "c", "d"));
    expect(askWords().filter((word) => word === "stream")).toHaveLength(1);
    expect(states.some((state) => "error" in state)).toBe(false);
  });

  test("come by pages when the end of the streaming list never comes", async () => {
    server.settings.streamingLists = "ignored";
    put("a", "b");
    start();
    await server.until(() => server.watches.length === 1);
    for (let seconds = 0; seconds < 40 && !isLive(); seconds++) await clock.advance(1000);
    await until(isLive);
    expect(names()).toEqual(["a", "b"]);
    expect(askWords().slice(0, 2)).toEqual(["stream", "list"]);
  });
});

describe("a watch that is lost", () => {
  test.each(["end", "fin", "reset"] as const)("by %s is taken up where it stopped, without a list", async (how) => {
    await startLive("a");
    put("b");
    await until(() => shows("a", "b"));
    const [watch] = server.watches;
    watch?.raw(Buffer.from([0, 0]));
    watch?.end(how);
    const reopened = server.until(() => askWords().length === 2);
    // Only a watch that was cut off waits before the next try.
    await Promise.race([reopened, server.until(() => server.connections === 0)]);
    for (let step = 0; step < 20 && askWords().length < 2; step++) await clock.advance(100);
    await reopened;
    put("c");
    await until(() => shows("a", "b", "c"));
    expect(askWords()).toEqual(["stream", "watch 1002"]);
  });

  test("while much happened and the history expired is followed by all rows, and what is gone goes", async () => {
    await startLive("a", "b");
    const [watch] = server.watches;
    server.fail({ on: isWatch, reset: true });
    watch?.end("fin");
    server.pods.delete("shop", "a");
    put("c");
    server.pods.compact();
    for (let step = 0; step < 50 && !shows("b", "c"); step++) await clock.advance(100);
    await until(() => shows("b", "c"));
    await until(isLive);
    expect(askWords().at(-1)).toBe("stream");
  });

  test("by garbage is followed by all rows", async () => {
    await startLive("a");
    server.watches[0]?.raw(Buffer.from([0, 0, 0, 2, 0xff, 0xff]));
    put("b");
    for (let step = 0; step < 50 && !shows("a", "b"); step++) await clock.advance(100);
    await until(() => shows("a", "b"));
    expect(askWords()).toEqual(["stream", "stream"]);
  });

  test("by an unknown event is not lost at all", async () => {
    await startLive("a");
    server.watches[0]?.event("COMPACTED", { metadata: { namespace: "shop", name: "x" } });
    put("b");
    await until(() => shows("a", "b"));
    expect(askWords()).toEqual(["stream"]);
  });
});

describe("what no event tells", () => {
  const relisted = async () => {
    const asked = asks().length;
    for (let step = 0; step < 50 && asks().length === asked; step++) await clock.advance(100);
    await server.until(() => asks().length > asked && server.watches.length === 1);
  };

  test("is found by the audit at a bookmark: the number of rows is the server's again", async () => {
    await startLive("a");
    server.pods.put({ metadata: { namespace: "shop", name: "never-told" } }, true);
    server.watches[0]?.bookmark();
    await relisted();
    await until(() => shows("a", "never-told"));

    const audit = { limit: "1", resourceVersion: "1002", resourceVersionMatch: "Exact" };
    expect(server.requests.map(({ query }) => query)).toContainEqual(audit);
    expect(askWords()).toEqual(["stream", "stream"]);
  });

  test("costs a list of one and nothing else when the numbers agree", async () => {
    await startLive("a", "b");
    server.watches[0]?.bookmark();
    await server.until(() => server.requests.some(({ query }) => query.resourceVersionMatch === "Exact"));
    await clock.advance(5_000);

    expect(askWords()).toEqual(["stream"]);
  });

  test("because etcd was restored from a backup is found by the version of a list", async () => {
    await startLive("a", "b");
    server.store.rewind(500);
    server.pods.delete("shop", "a", true);
    server.watches[0]?.end("reset");
    await relisted();
    await relisted();
    await until(() => shows("b"));

    expect(askWords()).toEqual(["stream", "watch 1002", "stream"]);
  });

  test("while the machine slept comes over new connections", async () => {
    await startLive("a");
    const [before] = server.watches;
    clock.jump(8 * 3_600_000);
    await relisted();
    put("b");
    await until(() => shows("a", "b"));

    expect(askWords()).toEqual(["stream", "watch 1001"]);
    expect(server.watches).not.toContain(before);
    expect(new Set(asks().map(({ connection }) => connection)).size).toBe(2);
  });
});

describe("a server that is busy", () => {
  test("is asked again no sooner than it says, from the same version", async () => {
    await startLive("a");
    server.fail({ on: isWatch, status: 429, headers: { "retry-after": "7" } });
    const [watch] = server.watches;
    put("b");
    await until(() => shows("a", "b"));
    watch?.end();
    await server.until(() => askWords().length === 2);
    const refusedAt = clock.monotonic();
    for (let step = 0; step < 500 && askWords().length < 3; step++) await clock.advance(100);
    expect(clock.monotonic() - refusedAt).toBeGreaterThanOrEqual(7000);
    put("c");
    await until(() => shows("a", "b", "c"));
    expect(askWords()).toEqual(["stream", "watch 1002", "watch 1002"]);
  });
});

describe("a list", () => {
  beforeEach(() => {
    server.settings.streamingLists = "off";
  });

  test("whose second page has expired starts again in one body", async () => {
    for (let number = 0; number < 501; number++) put(`p${number}`);
    server.fail({ on: ({ query }) => query.continue !== undefined, status: 410 });
    await startLive();
    expect(rows.size).toBe(501);
    expect(askWords().slice(0, 4)).toEqual(["stream", "list", "page", "list"]);
    expect(asks().at(3)?.query.limit).toBeUndefined();
  });

  test.each(["end", "reset"] as const)("that is cut by %s does not make rows vanish", async (how) => {
    await startLive("a", "b", "c");
    await server.until(() => server.watches.length === 1);
    const [watch] = server.watches;
    server.fail({ on: (request) => isList(request) && request.query.limit !== "1", cut: { afterBytes: 120, how } });
    watch?.error("Expired", "too old");
    watch?.end();
    const all = () => shows("a", "b", "c");
    const relisted = () => askWords().filter((word) => word === "list").length >= 3;
    for (let step = 0; step < 100 && !relisted(); step++) {
      await clock.advance(100);
      expect(all()).toBe(true);
    }
    await until(isLive);
    expect(names()).toEqual(["a", "b", "c"]);
  });
});

describe("stopping", () => {
  const never = new Promise<void>(() => undefined);

  test.each([
    { during: "the wait for the first answer", prepare: () => server.fail({ times: 9, wait: never }) },
    {
      during: "a streaming list whose end does not come",
      prepare: () => {
        server.settings.streamingLists = "ignored";
      },
    },
    {
      during: "the wait for a second page",
      prepare: () => {
        server.settings.streamingLists = "off";
        for (let number = 0; number < 501; number++) put(`p${number}`);
        server.fail({ on: ({ query }) => query.continue !== undefined, wait: never });
      },
    },
    { during: "a wait before the next try", prepare: () => server.fail({ times: 99, status: 503 }) },
    { during: "a live watch", prepare: () => undefined },
  ])("during $during leaves no connection and no timer", async ({ prepare }) => {
    prepare();
    put("a");
    start();
    await server.until(() => asks().some(({ query }) => query.watch !== undefined));
    await until(() => states.length > 0);
    await clock.advance(50);
    stop.abort();
    await running;
    await transport.close();
    await server.until(() => server.connections === 0);

    expect(clock.sleeping).toBe(0);
  });
});

test("two thousand watches later there are no more sockets and no more memory than before", async () => {
  await startLive("a");
  const reconnect = async (times: number) => {
    for (let time = 0; time < times; time++) {
      put("a");
      await until(() => rows.get("shop/a")?.resourceVersion === String(server.store.revision));
      const asked = server.requests.length;
      server.watches[0]?.end(time % 2 === 0 ? "end" : "reset");
      while (server.requests.length === asked) await clock.advance(50);
      await server.until(() => server.watches.length === 1);
      server.requests.length = 0;
      states.length = 0;
      server.pods.compact();
    }
  };
  await reconnect(200);
  const before = resources();
  await reconnect(2_000);
  const after = resources();

  expect(after.sockets).toBeLessThanOrEqual(before.sockets + 2);
  expect(after.heap - before.heap).toBeLessThan(3_000_000);
  expect(clock.sleeping).toBeLessThan(5);
}, 120_000);

/** Open sockets, and bytes in use after a garbage collection. */
function resources(): { readonly sockets: number; readonly heap: number } {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  const sockets = process.getActiveResourcesInfo().filter((name) => name.startsWith("TCPSocket")).length;
  return { sockets, heap: process.memoryUsage().heapUsed };
}
