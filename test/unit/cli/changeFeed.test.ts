import { describe, expect, test } from "vitest";
import { ChangeFeed } from "../../../src/cli/changeFeed.ts";
import type { ListWatch, Versioned, WatchEvent } from "../../../src/kube/sync/listWatch.ts";

const row = (key: string, resourceVersion: string, uid = `u-${key}`): Versioned => ({ key, uid, resourceVersion });
const put = (one: Versioned) => ({ type: "put" as const, row: one });
const remove = (key: string) => ({ type: "remove" as const, key });
const mapOf = (...rows: readonly Versioned[]) => new Map(rows.map((one) => [one.key, one]));

function feedAndEvents() {
  const events: string[] = [];
  const feed = new ChangeFeed<Versioned>({
    start: (rows) => events.push(`start ${rows.map(({ key }) => key).join(" ")}`.trimEnd()),
    change: (event, { key, resourceVersion }) => events.push(`${event} ${key} ${resourceVersion}`),
    rest: () => events.push("rest"),
  });
  return { feed, events };
}

/** A source whose watch says `batches`. */
function sourceOf(...batches: readonly (readonly WatchEvent<Versioned>[])[]): ListWatch<Versioned> {
  const stream = async function* () {
    yield* batches;
  };
  return {
    ...{ streamingList: stream, watch: stream, list: () => expect.unreachable(), count: async () => undefined },
    ...{ probe: async () => {}, dropConnections: () => {} },
  };
}

describe("the events of a watch", () => {
  test("are not told before the first list is complete; then all that is there, in the server's order", () => {
    const { feed, events } = feedAndEvents();
    feed.apply([put(row("shop/b", "1")), put(row("prod-eu/a", "2")), put(row("prod/a", "3"))]);
    expect(events).toEqual([]);
    feed.start();
    feed.start();
    expect(events).toEqual(["start prod-eu/a prod/a shop/b", "rest"]);
  });

  test("tell what is new from what has changed", () => {
    const { feed, events } = feedAndEvents();
    feed.replace(mapOf(row("a", "1")));
    feed.start();
    feed.apply([put(row("a", "2")), put(row("b", "3")), put(row("b", "4"))]);
    expect(events.slice(2)).toEqual(["MODIFIED a 2", "ADDED b 3", "MODIFIED b 4", "rest"]);
  });

  test("show a deleted row as the server saw it last", async () => {
    const { feed, events } = feedAndEvents();
    feed.replace(mapOf(row("a", "1")));
    feed.start();
    const source = feed.listenTo(sourceOf([{ type: "delete", row: row("a", "9") }]));
    for await (const _ of source.watch("1", new AbortController().signal)) feed.apply([remove("a")]);
    expect(events.slice(2)).toEqual(["DELETED a 9", "rest"]);
  });

  test("show a row that was replaced unseen as it was known", async () => {
    const { feed, events } = feedAndEvents();
    feed.replace(mapOf(row("a", "1", "old")));
    feed.start();
    const source = feed.listenTo(sourceOf([{ type: "delete", row: row("a", "9", "new") }]));
    for await (const _ of source.watch("1", new AbortController().signal)) {
      feed.apply([remove("a"), put(row("a", "9", "new"))]);
    }
    expect(events.slice(2)).toEqual(["DELETED a 1", "ADDED a 9", "rest"]);
  });

  test("after a new list are the differences alone", () => {
    const { feed, events } = feedAndEvents();
    feed.replace(mapOf(row("a", "1"), row("b", "2"), row("c", "3")));
    feed.start();
    feed.replace(mapOf(row("b", "2"), row("c", "7"), row("d", "8")));
    expect(events.slice(2)).toEqual(["DELETED a 1", "MODIFIED c 7", "ADDED d 8", "rest"]);
  });

  test("begin behind the end of a streaming list, also when both come together", async () => {
    const { feed, events } = feedAndEvents();
    const end = { type: "bookmark" as const, resourceVersion: "2", initialEventsEnd: true };
    const source = feed.listenTo(sourceOf([put(row("a", "1")), end, put(row("b", "3"))], []));
    for await (const batch of source.streamingList(undefined, new AbortController().signal)) {
      for (const event of batch) if (event.type === "put") feed.apply([event]);
      if (batch.includes(end)) feed.start();
    }
    expect(events).toEqual(["start a", "rest", "ADDED b 3", "rest"]);
  });

  test("say nothing of the removal of what was never there", () => {
    const { feed, events } = feedAndEvents();
    feed.start();
    feed.apply([remove("a")]);
    expect(events).toEqual(["start", "rest", "rest"]);
  });
});
