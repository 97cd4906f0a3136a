import { describe, expect, test } from "vitest";
import { NamespaceBook } from "../../../src/app/namespaceBook.ts";
import { Navigator } from "../../../src/app/navigator.ts";
import { noSelectors, type Selectors } from "../../../src/app/scope.ts";
import { openStateFile } from "../../../src/app/stateFile.ts";
import { KubeError } from "../../../src/kube/kubeError.ts";
import type { SyncState } from "../../../src/kube/sync/syncState.ts";
import { accessOf } from "../../support/accessOf.ts";
import { FakePlaces, liveAt } from "../../support/fakeCluster.ts";
import { podRow } from "../../support/podRow.ts";

const prod = accessOf("https://prod:6443", { context: "prod" });
const dev = accessOf("https://dev:6443", { context: "dev" });
const namespace = (name: string) => ({ key: name, name, uid: name, resourceVersion: "1" });
const names = (...all: readonly string[]) => all.map(namespace);
const error = new KubeError("forbidden", "namespaces is forbidden");
const refused: SyncState = { phase: "forbidden", asOf: undefined, retryAt: 1, error };

async function arrived(start: { namespace?: string | null; selectors?: Selectors } = {}) {
  const places = new FakePlaces(prod, dev);
  const files = { read: async () => undefined, replace: async () => {} };
  const navigator = new Navigator(await openStateFile("", files, places.clock, () => {}), places.clock);
  let changes = 0;
  const book = new NamespaceBook(navigator, () => {
    changes++;
  });
  const begin = () =>
    navigator.begin(places.connection, {
      context: undefined,
      namespace: start.namespace === undefined ? "shop" : start.namespace,
      selectors: start.selectors ?? noSelectors,
    });
  return {
    places,
    navigator,
    book,
    begin,
    list: () => places.follows.of("namespaces"),
    isFollowed: () => places.follows.running.includes("namespaces"),
    changes: () => changes,
  };
}

async function opened(start: { namespace?: string | null; selectors?: Selectors } = {}) {
  const all = await arrived(start);
  all.begin();
  all.book.open();
  return all;
}

describe("the names", () => {
  test("are live and in order while somebody chooses", async () => {
    const { book, list, changes } = await opened();
    list().list(names("b", "d"));
    expect(book.names).toEqual(["b", "d"]);
    const before = changes();
    list().put(namespace("c"));
    list().remove("d");

    expect(book.names).toEqual(["b", "c"]);
    expect(changes()).toBeGreaterThan(before);
  });

  test("are not followed when nobody does", async () => {
    const { book, begin, isFollowed } = await arrived();
    begin();
    expect(isFollowed()).toBe(false);
    book.open();
    expect(isFollowed()).toBe(true);
    book.close();

    expect(isFollowed()).toBe(false);
  });

  test("are there at once when one chooses again, until the new list has come", async () => {
    const { book, list } = await opened();
    list().list(names("a", "b"));
    book.close();
    book.open();
    expect(book.names).toEqual(["a", "b"]);
    list().list(names("b"));

    expect(book.names).toEqual(["b"]);
  });

  test("of another cluster are not those of the one before", async () => {
    const { book, list, navigator } = await opened();
    const old = list();
    old.list(names("a"));
    book.close();
    navigator.toContext("dev");
    book.open();
    old.list(names("late"));

    expect(book.names).toEqual([]);
  });

  test("may not be listed: that is known, and ends when they may", async () => {
    const { book, list } = await opened();
    expect(book.isRefused).toBe(false);
    list().say(refused);
    expect(book.isRefused).toBe(true);
    list().list(names("a"));

    expect(book.isRefused).toBe(false);
  });

  test("come from the new connection when the old one is replaced while somebody chooses", async () => {
    const { book, list, isFollowed, places } = await opened();
    list().list(names("a"));
    places.follows.of("pods of shop").say({ phase: "unreachable", asOf: 0, retryAt: 1, error });
    places.connection.reconnect();
    const old = list();
    book.follow();

    expect(old.signal.aborted).toBe(true);
    expect(isFollowed()).toBe(true);
    expect(book.names).toEqual(["a"]);
  });

  test("are followed as soon as there is a connection", async () => {
    const { book, begin, isFollowed } = await arrived();
    book.open();
    expect(isFollowed()).toBe(false);
    begin();
    book.follow();

    expect(isFollowed()).toBe(true);
  });

  test("are not followed by a place alone", async () => {
    const { book, begin, isFollowed } = await arrived();
    begin();
    book.follow();

    expect(isFollowed()).toBe(false);
  });
});

describe("pods by namespace", () => {
  const asked = ({ places }: Awaited<ReturnType<typeof opened>>) => places.cluster.countsAsked.map(({ what }) => what);

  test("are asked for four at a time, once each, and only for what is wanted", async () => {
    const stage = await opened();
    const { book, places } = stage;
    const six = ["a", "b", "c", "d", "e", "f"];
    book.count(six);
    book.count(six);
    expect(asked(stage)).toEqual(["a", "b", "c", "d"]);
    places.cluster.countsAsked[1]?.answer(7);
    await places.settle();
    expect(book.counts.get("b")).toBe(7);
    book.count(six);
    book.count(six);

    expect(asked(stage)).toEqual(["a", "b", "c", "d", "e"]);
  });

  test("that may not be known are left open, and not asked for again", async () => {
    const stage = await opened();
    const { book, places, changes } = stage;
    book.count(["a", "b"]);
    const before = changes();
    places.cluster.countsAsked[0]?.fail(error);
    places.cluster.countsAsked[1]?.answer(undefined);
    await places.settle();
    book.count(["a", "b"]);

    expect(changes()).toBeGreaterThan(before);
    expect([book.counts.get("a"), book.counts.get("b")]).toEqual([undefined, undefined]);
    expect(asked(stage)).toEqual(["a", "b"]);
  });

  test("are asked for anew when one chooses again", async () => {
    const stage = await opened();
    const { book, places } = stage;
    book.count(["a"]);
    places.cluster.countsAsked[0]?.answer(7);
    await places.settle();
    book.open();

    expect(book.counts.get("a")).toBeUndefined();
    book.count(["a"]);
    expect(asked(stage)).toEqual(["a", "a"]);
  });

  test("answered after one has chosen count for nothing", async () => {
    const { book, places } = await opened();
    book.count(["a"]);
    const [question] = places.cluster.countsAsked;
    book.open();
    question?.answer(7);
    await places.settle();

    expect(question?.signal.aborted).toBe(true);
    expect(book.counts.get("a")).toBeUndefined();
  });

  test("are not asked for when nobody chooses", async () => {
    const stage = await opened();
    stage.book.close();
    stage.book.count(["a"]);

    expect(asked(stage)).toEqual([]);
  });

  describe("while those of all namespaces are on the screen", () => {
    const pods = [podRow({ name: "web-1" }), podRow({ name: "web-2" }), podRow({ namespace: "lab" })];

    test("are counted, also where there are none, and nobody is asked", async () => {
      const stage = await opened({ namespace: null });
      stage.list().list(names("empty", "lab", "shop"));
      stage.places.follows.of("pods of all namespaces").list(pods);
      stage.book.count(["empty", "lab", "shop"]);

      expect([...stage.book.counts].sort()).toEqual([
        ["empty", 0],
        ["lab", 1],
        ["shop", 2],
      ]);
      expect(asked(stage)).toEqual([]);
    });

    test("go on being counted while the server is away", async () => {
      const stage = await opened({ namespace: null });
      stage.places.follows.of("pods of all namespaces").list(pods);
      stage.places.follows.of("pods of all namespaces").say({ phase: "catchingUp", asOf: 0, since: 0, cause: "" });

      expect(stage.book.counts.get("shop")).toBe(2);
    });

    test.each([
      { what: "the list is still coming", selectors: noSelectors, state: { phase: "loading", received: 1, total: 3 } },
      { what: "the server leaves some out", selectors: { labels: "app=web", fields: "" }, state: liveAt(0) },
    ] satisfies readonly { what: string; selectors: Selectors; state: SyncState }[])(
      "are asked for when $what",
      async ({ selectors, state }) => {
        const stage = await opened({ namespace: null, selectors });
        const follower = stage.places.follows.of("pods of all namespaces");
        for (const pod of pods) follower.put(pod);
        follower.say(state);
        stage.book.count(["shop"]);

        expect(stage.book.counts.get("shop")).toBeUndefined();
        expect(asked(stage)).toEqual(["shop"]);
      },
    );
  });
});
