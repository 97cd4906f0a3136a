import { describe, expect, test } from "vitest";
import type { KubeObject } from "../../../../src/demo/objects/kubeObject.ts";
import { Random } from "../../../../src/demo/random.ts";
import { Store, type StoreEvent } from "../../../../src/demo/store/store.ts";

function object(name: string, labels: Record<string, string> = {}): KubeObject {
  const metadata = { name, namespace: "shop", uid: name, resourceVersion: "", creationTimestamp: "", labels };
  return { apiVersion: "v1", kind: "Pod", metadata };
}

function stage(options: { historyLimit?: number; revision?: number } = {}) {
  const store = new Store(options);
  const put = (name: string, labels?: Record<string, string>) => store.put("pods", object(name, labels));
  return {
    store,
    put,
    remove: (name: string) => store.delete("pods", { namespace: "shop", name }),
    /** `name=label` of all pods at a revision. */
    listed: (revision?: number) =>
      store.list("pods", revision)?.map(({ metadata }) => metadata.name + (metadata.labels?.v ?? "")),
  };
}

const summary = ({ type, revision, object: { metadata }, previous }: StoreEvent) =>
  `${type} ${metadata.name} ${revision}${previous === undefined ? "" : ` after ${previous.metadata.resourceVersion}`}`;

test("writes that belong together are heard of when all are done", () => {
  const { store, put, remove } = stage();
  const heard: string[] = [];
  store.subscribe((event) => heard.push(`${summary(event)}: ${store.count("pods")} left`));
  store.together(() => {
    put("a");
    remove("a");
  });
  expect(heard).toEqual(["ADDED a 2: 0 left", "DELETED a 3 after 2: 0 left"]);
});

test("a store that is set back counts on from there, with its objects and without its history", () => {
  const { store, put, listed } = stage({ revision: 100 });
  put("a");
  store.rewind(50);
  expect([store.revision, store.compactedRevision, listed(), store.since("pods", 49)]).toEqual([
    50,
    50,
    ["a"],
    undefined,
  ]);
  expect(put("b").metadata.resourceVersion).toBe("51");
  expect([listed(50), listed()]).toEqual([["a"], ["a", "b"]]);
});

describe("revisions", () => {
  test("only grow, over all collections, and each object knows that of its last change", () => {
    const { store, put, remove } = stage({ revision: 100 });
    expect(put("a").metadata.resourceVersion).toBe("101");
    expect(store.put("nodes", object("n")).metadata.resourceVersion).toBe("102");
    expect(put("a").metadata.resourceVersion).toBe("103");
    expect(remove("a")?.metadata.resourceVersion).toBe("104");
    expect(store.revision).toBe(104);
  });

  test("do not grow when there is nothing to delete", () => {
    const { store, remove } = stage();
    expect(remove("none")).toBeUndefined();
    expect(store.revision).toBe(1);
  });
});

describe("objects", () => {
  test("are found by collection and name, and counted", () => {
    const { store, put, remove } = stage();
    const a = put("a");
    put("b");
    remove("b");
    expect(store.get("pods", { namespace: "shop", name: "a" })).toBe(a);
    expect(store.get("nodes", { namespace: "shop", name: "a" })).toBeUndefined();
    expect(store.get("pods", { name: "a" })).toBeUndefined();
    expect([store.count("pods"), store.count("nodes")]).toEqual([1, 0]);
  });
});

describe("a list", () => {
  test("is the same array until something of its collection changes", () => {
    const { store, put } = stage();
    put("a");
    const list = store.list("pods");
    store.put("nodes", object("n"));
    expect(store.list("pods")).toBe(list);
    put("b");
    expect(store.list("pods")).not.toBe(list);
    expect(list).toHaveLength(1);
  });

  test("at an older revision is as it was then", () => {
    const { store, put, remove, listed } = stage();
    const empty = store.revision;
    put("b");
    put("a", { v: "1" });
    const two = store.revision;
    put("a", { v: "2" });
    remove("b");
    const one = store.revision;
    put("b", { v: "3" });
    expect([listed(empty), listed(two), listed(one), listed()]).toEqual([[], ["a1", "b"], ["a2"], ["a2", "b3"]]);
  });

  test("at every revision of a long course is what was listed then", () => {
    const random = new Random(3, "course");
    const { store, put, remove, listed } = stage();
    const seen = new Map<number, readonly string[] | undefined>();
    for (let step = 0; step < 300; step++) {
      const name = random.pick(["a", "b", "c", "d", "e"]);
      if (random.next() < 0.3) remove(name);
      else put(name, { v: String(step) });
      if (random.next() < 0.3) store.put("nodes", object("n"));
      seen.set(store.revision, listed());
    }
    const asked = [...seen.keys()]
      .map((revision) => ({ revision, at: random.next() }))
      .sort((one, other) => one.at - other.at);
    for (const { revision } of asked) expect([revision, listed(revision)]).toEqual([revision, seen.get(revision)]);
  });
});

describe("the history", () => {
  test("tells the changes of a collection after a revision, oldest first", () => {
    const { store, put, remove } = stage();
    put("a");
    const from = store.revision;
    store.put("nodes", object("n"));
    put("a");
    put("b");
    remove("a");
    expect(store.since("pods", from)?.map(summary)).toEqual([
      "MODIFIED a 4 after 2",
      "ADDED b 5",
      "DELETED a 6 after 4",
    ]);
    expect(store.since("pods", store.revision)).toEqual([]);
  });

  test("is forgotten up to now by a compaction, lists of it included", () => {
    const { store, put } = stage();
    put("a");
    const before = store.revision - 1;
    store.compact();
    expect(store.compactedRevision).toBe(store.revision);
    expect([store.since("pods", before), store.list("pods", before)]).toEqual([undefined, undefined]);
    expect(store.since("pods", store.revision)).toEqual([]);
    expect(store.list("pods", store.revision)).toHaveLength(1);
    put("b");
    expect(store.since("pods", store.compactedRevision)?.map(summary)).toEqual(["ADDED b 3"]);
    expect(store.list("pods", store.compactedRevision)).toHaveLength(1);
  });

  test("keeps at least as many changes as its limit, and at most twice as many", () => {
    const { store, put } = stage({ historyLimit: 10 });
    const lengths = Array.from({ length: 100 }, () => {
      put("a");
      return store.revision - store.compactedRevision;
    });
    expect(Math.max(...lengths)).toBe(20);
    expect(Math.min(...lengths.slice(10))).toBe(10);
    expect(store.since("pods", store.compactedRevision)).toHaveLength(store.revision - store.compactedRevision);
    expect(store.since("pods", store.compactedRevision - 1)).toBeUndefined();
  });

  test("of a store that was restored begins at its revision", () => {
    const { store } = stage({ revision: 500 });
    expect(store.since("pods", 499)).toBeUndefined();
    expect(store.list("pods", 500)).toEqual([]);
  });
});

describe("listeners", () => {
  test("hear of each change with what was before", () => {
    const { store, put, remove } = stage();
    const heard: string[] = [];
    store.subscribe((event) => heard.push(summary(event)));
    put("a");
    put("a");
    remove("a");
    expect(heard).toEqual(["ADDED a 2", "MODIFIED a 3 after 2", "DELETED a 4 after 3"]);
  });

  test("all hear of a change before any hears of what one of them wrote at it", () => {
    const { store, put } = stage();
    const heard: string[] = [];
    store.subscribe(({ object: { metadata }, revision }) => {
      heard.push(`first ${revision}`);
      if (metadata.name === "a") put("b");
    });
    store.subscribe(({ revision }) => heard.push(`second ${revision}`));
    put("a");
    expect(heard).toEqual(["first 2", "second 2", "first 3", "second 3"]);
  });

  test("find what they heard of, or something newer, in the store", () => {
    const { store, put } = stage();
    const found: (string | undefined)[] = [];
    store.subscribe(({ object: { metadata } }) => found.push(store.get("pods", metadata)?.metadata.resourceVersion));
    put("a");
    put("a");
    expect(found).toEqual(["2", "3"]);
  });

  test("that are gone hear nothing, not even of the change at which they went", () => {
    const { store, put } = stage();
    const heard: string[] = [];
    store.subscribe(() => stop());
    const stop = store.subscribe((event) => heard.push(summary(event)));
    put("a");
    put("b");
    expect(heard).toEqual([]);
  });

  test("that come while a change is told hear of the next one", () => {
    const { store, put } = stage();
    const heard: string[] = [];
    const stop = store.subscribe(() => {
      stop();
      store.subscribe((event) => heard.push(summary(event)));
    });
    put("a");
    put("b");
    expect(heard).toEqual(["ADDED b 3"]);
  });

  test("whose mistake is thrown at the writer leave the store able to tell of the next change", () => {
    const { store, put } = stage();
    const stop = store.subscribe(() => {
      throw new Error("mine");
    });
    expect(() => put("a")).toThrow("mine");
    stop();
    const heard: string[] = [];
    store.subscribe((event) => heard.push(summary(event)));
    put("b");
    expect(heard).toEqual(["ADDED b 3"]);
  });
});
