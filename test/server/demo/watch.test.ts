import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { pods as podType } from "../../../src/demo/apiserver/resources/pods.ts";
import type { Pod } from "../../../src/demo/objects/pod.ts";
import { type DemoApi, type DemoWatch, startDemoApi } from "../../support/demoApi.ts";

let api: DemoApi;
const opened: DemoWatch[] = [];

beforeEach(async () => {
  api = await startDemoApi();
  api.putPods("a", "b");
});

afterEach(async () => {
  for (const watch of opened.splice(0)) await watch.close();
  await api.close();
});

const pods = "/api/v1/namespaces/shop/pods";

async function watch(query: string): Promise<DemoWatch> {
  const started = await api.watch(`${pods}?watch=1&${query}`);
  opened.push(started);
  return started;
}

const change = (name: string, labels: Readonly<Record<string, string>>) =>
  api.registry.update<Pod>(podType, { namespace: "shop", name }, (pod) => ({
    ...pod,
    metadata: { ...pod.metadata, labels },
  }));
const remove = (name: string) => api.registry.store.delete(podType.resource, { namespace: "shop", name });
const version = () => api.registry.store.revision;
const streaming = "sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";

async function take(from: DemoWatch, count: number): Promise<readonly (string | undefined)[]> {
  const lines: (string | undefined)[] = [];
  for (let at = 0; at < count; at++) lines.push(await from.next());
  return lines;
}

describe("a watch", () => {
  test("from a version tells what happened since, then what happens", async () => {
    const start = version();
    change("a", { app: "web" });
    const told = await watch(`resourceVersion=${start}`);
    expect(await told.next()).toBe("MODIFIED a");
    api.putPods("c");
    remove("b");
    expect(await take(told, 2)).toEqual(["ADDED c", "DELETED b"]);
  });

  test.each(["", "resourceVersion=0", "resourceVersion=00"])("from %j tells what is there first", async (query) => {
    const told = await watch(query);
    expect(await take(told, 2)).toEqual(["ADDED a", "ADDED b"]);
    remove("a");
    expect(await told.next()).toBe("DELETED a");
  });

  test("that may have bookmarks gets one behind what is there", async () => {
    const told = await watch("resourceVersion=0&allowWatchBookmarks=true");
    expect(await take(told, 3)).toEqual(["ADDED a", "ADDED b", `BOOKMARK ${version()} (end of what is there)`]);
  });

  test("streams a list, in order, and marks its end", async () => {
    api.putPods("0", "aa");
    const told = await watch(streaming);
    expect(await take(told, 4)).toEqual(["ADDED 0", "ADDED a", "ADDED aa", "ADDED b"]);
    expect(await told.next()).toBe(`BOOKMARK ${version()} (end of what is there)`);
    remove("aa");
    expect(await told.next()).toBe("DELETED aa");
  });

  test("that asks for no list gets none", async () => {
    const told = await watch("sendInitialEvents=false&resourceVersionMatch=NotOlderThan&resourceVersion=0");
    api.putPods("c");
    expect(await told.next()).toBe("ADDED c");
  });

  test("of a selection hears of what comes into it and what leaves it, as it was", async () => {
    const told = await watch(`resourceVersion=${version()}&labelSelector=app%3Dweb`);
    change("a", { app: "web" });
    change("a", { app: "web", tier: "front" });
    change("b", { app: "db" });
    change("a", { app: "db" });
    change("b", { app: "web" });
    remove("b");
    expect(await take(told, 5)).toEqual(["ADDED a", "MODIFIED a", "DELETED a", "ADDED b", "DELETED b"]);
  });

  test("of one namespace hears of no other", async () => {
    const told = await watch(`resourceVersion=${version()}`);
    api.putPodsIn("kube-system", "other");
    api.putPods("c");
    expect(await told.next()).toBe("ADDED c");
  });

  test("hears of a pod that is deleted at once that it is to go, then that it is gone", async () => {
    const told = await watch(`resourceVersion=${version()}`);
    await api.ask("DELETE", `${pods}/a`);
    expect(await take(told, 2)).toEqual(["MODIFIED a", "DELETED a"]);
  });

  test("that comes too late gets an error in an answer that began well", async () => {
    const start = version() - 1;
    api.registry.store.compact();
    const told = await watch(`resourceVersion=${start}`);
    expect(told.status).toBe(200);
    expect(await told.rest()).toEqual([`ERROR Expired: too old resource version: ${start} (${version()})`]);
  });

  test("from a version that is not there yet is blind until then", async () => {
    const told = await watch(`resourceVersion=${version() + 1}`);
    api.putPods("c", "d");
    expect(await told.next()).toBe("ADDED d");
  });

  test("that streams a list of a version that never comes is told so after a while", async () => {
    const told = await watch(`${streaming}&resourceVersion=1000`);
    await api.until(() => api.time.nextAt !== undefined);
    api.time.advanceTo(api.time.now() + 3_000);
    expect(await told.rest()).toEqual([
      `ERROR Timeout: Timeout: Too large resource version: 1000, current: ${version()}`,
    ]);
  });

  test("hears nothing of changes that get lost", async () => {
    const told = await watch(`resourceVersion=${version()}`);
    api.server.skipEvents(1);
    api.putPods("lost", "found");
    expect(await told.next()).toBe("ADDED found");
    const later = await watch(`resourceVersion=${version() - 2}`);
    expect(await later.next()).toBe("ADDED found");
  });

  test("whose reader cannot keep up is ended, so that nothing grows without bounds", async () => {
    const told = await watch(`resourceVersion=${version()}`);
    for (let at = 0; at < 10_100; at++) change("a", { count: String(at) });
    expect(await told.rest()).toHaveLength(10_001);
  });
});

describe("bookmarks", () => {
  test("come every minute and shortly before the end", async () => {
    const told = await watch(`resourceVersion=${version()}&allowWatchBookmarks=true&timeoutSeconds=150`);
    const start = api.time.now();
    const at = (seconds: number) => api.time.advanceTo(start + seconds * 1_000);
    await api.until(() => api.time.nextAt !== undefined);
    at(60);
    expect(await told.next()).toBe(`BOOKMARK ${version()}`);
    api.putPods("c");
    at(120);
    expect(await take(told, 2)).toEqual(["ADDED c", `BOOKMARK ${version()}`]);
    at(148);
    expect(await told.next()).toBe(`BOOKMARK ${version()}`);
    at(150);
    expect(await told.next()).toBeUndefined();
  });

  test("come to nobody who did not ask for them", async () => {
    const told = await watch(`resourceVersion=${version()}&timeoutSeconds=150`);
    await api.until(() => api.time.nextAt !== undefined);
    api.time.advanceTo(api.time.now() + 150_000);
    expect(await told.rest()).toEqual([]);
  });

  test("keep the time of clients, however fast things happen in the cluster", async () => {
    const fast = await startDemoApi({}, { speed: 10 });
    const told = await fast.watch(`${pods}?watch=1&resourceVersion=1&timeoutSeconds=100`);
    await fast.until(() => fast.time.nextAt !== undefined);
    expect((fast.time.nextAt ?? 0) - fast.time.now()).toBe(100_000);
    await told.close();
    await fast.close();
  });
});

describe("an open watch can be bent, in its turn:", () => {
  const bent = async () => {
    const told = await api.watch(`${pods}?watch=1&resourceVersion=${version()}`);
    await api.until(() => api.server.watches.get().length === 1);
    const [open = expect.fail("no watch is open")] = api.server.watches.get();
    return { told, open };
  };

  test("it tells a bookmark before its time, and ends", async () => {
    const { told, open } = await bent();
    api.putPods("c");
    open.bookmark();
    open.end();
    expect(await told.rest()).toEqual(["ADDED c", `BOOKMARK ${version()}`]);
    expect(api.server.watches.get()).toEqual([]);
  });

  test("it tells what is no event, and breaks", async () => {
    const { told, open } = await bent();
    api.putPods("c");
    open.push({ type: "GARBAGE", bytes: Buffer.from('{"type":"ADD'), ending: "reset" });
    expect(await told.next()).toBe("ADDED c");
    await expect(told.next()).rejects.toThrow();
  });
});

const forbidden = 'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: ';
test.each([
  [
    "resourceVersion=abc",
    500,
    'resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax',
  ],
  [
    "sendInitialEvents=true",
    422,
    `${forbidden}sendInitialEvents requires setting resourceVersionMatch to NotOlderThan`,
  ],
  [
    "sendInitialEvents=true&resourceVersionMatch=Exact",
    422,
    'ListOptions.meta.k8s.io "" is invalid: [resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan, resourceVersionMatch: Unsupported value: "Exact": supported values: "NotOlderThan"]',
  ],
  [
    "resourceVersionMatch=NotOlderThan",
    422,
    `${forbidden}resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided`,
  ],
  ["continue=abc", 422, `${forbidden}resourceVersionMatch is forbidden when continue is provided`],
  ["fieldSelector=foo%3Dbar", 400, "field label not supported: foo"],
])("a watch with %s is %i: %s", async (query, status, message) => {
  expect(await api.ask("GET", `${pods}?watch=1&${query}`)).toMatchObject({ status, body: { message } });
});

test("a watch in YAML is refused in YAML", async () => {
  const { status, text } = await api.ask("GET", `${pods}?watch=1`, { headers: { accept: "application/yaml" } });
  expect(status).toBe(406);
  expect(text).toContain("application/json;stream=watch,\n  application/vnd.kubernetes.protobuf;stream=watch");
});

describe("a server without streaming lists", () => {
  test("refuses them", async () => {
    api.listener.settings.streamingLists = "off";
    expect(await api.ask("GET", `${pods}?watch=1&${streaming}`)).toMatchObject({
      status: 422,
      body: { reason: "Invalid", details: { causes: [{ field: "sendInitialEvents" }] } },
    });
  });

  test("that does not even know of them tells what is there, and no end of it", async () => {
    api.listener.settings.streamingLists = "ignored";
    const told = await watch(streaming);
    expect(await take(told, 2)).toEqual(["ADDED a", "ADDED b"]);
    api.putPods("c");
    expect(await told.next()).toBe("ADDED c");
  });
});
