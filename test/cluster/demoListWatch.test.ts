import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { followWallClock } from "../../src/demo/realTime.ts";
import { type AskOptions, type Conversation, conversationWith, gist } from "../support/apiConversation.ts";
import { startCluster, type TestCluster } from "../support/cluster.ts";
import { describeOnCluster } from "../support/clusterSuite.ts";
import { type DemoApi, podNamed, startDemoApi } from "../support/demoApi.ts";

const pods = "/api/v1/namespaces/shop/pods";
const pod = { apiVersion: "v1", kind: "Pod" };
const streaming = "sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";

/** `OLD` is the version of the third pod, `NOW` the newest, `NEXT` a token behind the second pod. */
const reads: readonly string[] = [
  ...["", "limit=2", "limit=-1", "limit=2&continue=NEXT", "limit=1&continue=NEXT&resourceVersion=0"],
  ...["resourceVersion=0&limit=2", "resourceVersion=OLD", "resourceVersion=OLD&limit=9"],
  ...[
    "resourceVersion=OLD&resourceVersionMatch=Exact",
    "resourceVersion=OLD&resourceVersionMatch=NotOlderThan&limit=2",
  ],
  ...["limit=2&labelSelector=app%3Dweb", "labelSelector=app%21%3Dweb", "fieldSelector=metadata.name%3Dweb-2"],
  ...["fieldSelector=status.phase%3DPending,spec.nodeName%3D", "labelSelector=app%20in%20(web,db),%21gone"],
  // What is refused.
  ...["limit=abc", "resourceVersion=abc", "resourceVersion=-5", "resourceVersion=999999"],
  ...[
    "resourceVersion=999999&limit=1",
    "resourceVersion=999999&resourceVersionMatch=Exact",
    "resourceVersionMatch=Exact",
  ],
  ...[
    "resourceVersion=0&resourceVersionMatch=Exact",
    "resourceVersion=5&resourceVersionMatch=Foo",
    "sendInitialEvents=true",
  ],
  ...["continue=abc", "continue=%25%25", "continue=NEXT&resourceVersion=4", "continue=abc&resourceVersionMatch=Exact"],
  ...["labelSelector=a%20b", "labelSelector=a%3D%3D%3D", "fieldSelector=foo%3Dbar", "fieldSelector=foo"],
  // Watches.
  ...[
    "watch=1&timeoutSeconds=1",
    "watch=abc&timeoutSeconds=1",
    "watch=1&timeoutSeconds=1&resourceVersion=0&allowWatchBookmarks=true",
  ],
  ...["watch=1&timeoutSeconds=1&resourceVersion=OLD", "watch=1&timeoutSeconds=1&resourceVersion=NOW"],
  ...[`watch=1&timeoutSeconds=1&${streaming}`, `watch=1&timeoutSeconds=1&${streaming}&labelSelector=app%3Dnone`],
  ...[
    `watch=1&timeoutSeconds=1&${streaming}&resourceVersion=OLD`,
    `watch=1&timeoutSeconds=9&${streaming}&resourceVersion=999999`,
  ],
  ...["watch=1&timeoutSeconds=1&sendInitialEvents=false&resourceVersionMatch=NotOlderThan&resourceVersion=OLD"],
  ...[
    "watch=1&timeoutSeconds=1&labelSelector=app%3Dnone",
    "watch=1&timeoutSeconds=1&resourceVersion=0&labelSelector=app%3Dnone",
  ],
  ...[
    "watch=1&resourceVersion=abc",
    "watch=1&sendInitialEvents=true",
    "watch=1&sendInitialEvents=true&resourceVersionMatch=Exact",
  ],
  ...["watch=1&resourceVersionMatch=NotOlderThan", "watch=1&continue=abc", "watch=1&fieldSelector=foo%3Dbar"],
];

const requests: readonly (readonly [method: string, path: string, options?: AskOptions])[] = [
  ["GET", "/api/v1/nonsense"],
  ["GET", "/nope"],
  ["GET", "/apis/nope.io/v1/x"],
  ["GET", "/api/v1/pods/web-1"],
  ["GET", "/api/v1/namespaces/shop/nodes"],
  ["GET", `${pods}/none`],
  ["GET", `${pods}/none`, { headers: { accept: "application/yaml" } }],
  ["HEAD", `${pods}/web-1`],
  ["PUT", pods],
  ["PATCH", pods],
  ["OPTIONS", pods],
  ["POST", "/api/v1/pods", { body: pod }],
  ["GET", `${pods}/web-1`, { headers: { accept: "application/json;as=Foo;g=meta.k8s.io;v=v1" } }],
  ["GET", `${pods}/web-1`, { headers: { accept: "text/*" } }],
  ["GET", `${pods}?watch=1`, { headers: { accept: "application/yaml" } }],
  ["POST", pods, { body: "{" }],
  ["POST", pods, { body: "[]" }],
  ["POST", pods, { body: '{"a" 1}' }],
  ["POST", pods, { body: '{"a": 1} x' }],
  ["POST", pods, { body: "{a: 1}" }],
  ["POST", pods, { body: '{"a": x}' }],
  ["POST", pods, { body: '{"a": [1 2]}' }],
  ["POST", pods, { body: { ...pod, kind: "Node" } }],
  ["POST", pods, { body: { ...pod, kind: "Nonsense" } }],
  ["POST", pods, { body: { ...pod, apiVersion: "apps/v1" } }],
  ["POST", pods, { body: { ...podNamed("x"), metadata: { name: "x", namespace: "other" } } }],
  ["POST", pods, { body: { ...podNamed("x"), metadata: { name: "x", resourceVersion: "4" } } }],
  ["POST", pods, { body: podNamed("web-1") }],
  ["POST", `${pods}?dryRun=yes`, { body: pod }],
  ["POST", "/api/v1/namespaces/nowhere/pods", { body: podNamed("x", "nowhere") }],
  ["POST", pods, { body: "x", headers: { "content-type": "text/plain" } }],
  ["POST", pods, { body: "abc", headers: { "content-type": "application/vnd.kubernetes.protobuf" } }],
  ["POST", pods, { body: " ".repeat(3_200_000) }],
  ["PUT", `${pods}/web-1`, { body: { ...pod, metadata: { name: "other" } } }],
  ["PUT", `${pods}/web-1`, { body: { ...pod, metadata: {} } }],
  ["PUT", `${pods}/none`, { body: podNamed("none") }],
  ["PUT", `${pods}/web-1`, { body: { ...podNamed("web-1"), metadata: { name: "web-1", resourceVersion: "abc" } } }],
  ["PUT", `${pods}/web-1`, { body: { ...podNamed("web-1"), metadata: { name: "web-1", resourceVersion: "2" } } }],
  ["DELETE", `${pods}/none`],
  ["DELETE", `${pods}/web-1`, { body: { gracePeriodSeconds: "x" } }],
  ["DELETE", `${pods}/web-1`, { body: "{" }],
  ["DELETE", `${pods}/web-1`, { body: pod }],
  ["DELETE", `${pods}/web-1`, { body: { preconditions: { uid: "abc" } } }],
  ["DELETE", `${pods}/web-1?propagationPolicy=Foo`],
  ["DELETE", `${pods}/web-1?gracePeriodSeconds=abc`],
  ["DELETE", `${pods}/web-1?dryRun=Foo`],
  ["DELETE", `${pods}?dryRun=All&labelSelector=app%3Dnone`],
];

interface Side {
  readonly talk: Conversation;
  /** Says what stands for the version or the token of this server. */
  filled(path: string): string;
}

describeOnCluster("the demo's API server answers as a real one", () => {
  let cluster: TestCluster;
  let demo: DemoApi;
  let stopTime: () => void;
  let sides: readonly [real: Side, demo: Side];

  beforeAll(async () => {
    cluster = await startCluster({ apiServerFlags: ["--disable-admission-plugins=ServiceAccount"] });
    demo = await startDemoApi();
    stopTime = followWallClock(demo.time);
    const [cert, key] = await Promise.all(
      ["admin.crt", "admin.key"].map((file) => readFile(join(cluster.dir, file), "utf8")),
    );
    const real = conversationWith(cluster.server, { cert: cert ?? "", key: key ?? "" });
    sides = await Promise.all([prepared(real), prepared(conversationWith(demo.url, undefined))]);
  });

  afterAll(async () => {
    stopTime?.();
    await demo?.close();
    await cluster?.stop();
  });

  async function same(method: string, path: string, options?: AskOptions): Promise<void> {
    const [real, ours] = await Promise.all(
      sides.map(async ({ talk, filled }) => gist(await talk.ask(method, filled(path), options))),
    );
    expect(ours).toEqual(real);
  }

  describe("to lists and watches", () => {
    test.each(reads)("%s", (query) => same("GET", `${pods}?${query}`));
    test.each(["limit=2", "fieldSelector=metadata.namespace%3Dshop"])("of all namespaces: %s", (query) =>
      same("GET", `/api/v1/pods?${query}`),
    );
  });

  describe("to requests that it must refuse", () => {
    const named = requests.map(([method, path, options], index) => [index, method, path, options] as const);
    test.each(named)("%i: %s %s", (_index, method, path, options) => same(method, path, options));
  });

  const turns = [
    ["web-1", "pay"],
    ["web-2", "pay"],
    ["web-1", "ops"],
    ["web-2", "pay"],
    ["web-1", "pay"],
  ] as const;

  test("to a watch of a selection, while objects come into it and leave it", async () => {
    const query = `watch=1&timeoutSeconds=5&resourceVersion=NOW&labelSelector=team%3Dpay`;
    const told = sides.map(async ({ talk, filled }) => {
      const watched = talk.ask("GET", `${pods}?${filled(query)}`);
      for (const [turn, [name, team]] of turns.entries()) {
        const { text } = await talk.ask("GET", `${pods}/${name}`);
        const pod = JSON.parse(text) as { readonly metadata: object };
        const metadata = { ...pod.metadata, labels: { team, turn: String(turn) } };
        expect((await talk.ask("PUT", `${pods}/${name}`, { body: { ...pod, metadata } })).status).toBe(200);
      }
      await talk.ask("DELETE", `${pods}/web-2?gracePeriodSeconds=0`);
      return gist(await watched);
    });
    const [real, ours] = await Promise.all(told);
    expect(ours).toEqual(real);
  });

  test("to a token of a moment that is forgotten", async () => {
    await cluster.compact();
    // Its cache remembers more than etcd does, until it starts anew.
    await cluster.stopApiServer();
    await cluster.startApiServer();
    demo.registry.store.compact();
    const token = Buffer.from(JSON.stringify({ v: "meta.k8s.io/v1", rv: 1, start: "/web-2\0" })).toString("base64url");
    await same("GET", `${pods}?limit=2&continue=${token}`);
    await same("GET", `${pods}?resourceVersion=1&resourceVersionMatch=Exact`);
  });
});

/** Puts the same pods into each server. */
async function prepared(talk: Conversation): Promise<Side> {
  for (const name of ["web-1", "web-2", "web-3", "web-4", "web-5"]) {
    const { status, text } = await talk.ask("POST", pods, {
      body: { ...podNamed(name), metadata: { name, labels: { app: "web" } } },
    });
    if (status !== 201) throw new Error(text);
  }
  const list = await metadataOf(talk, `${pods}?limit=2`);
  const third = await metadataOf(talk, `${pods}/web-3`);
  const last = await metadataOf(talk, `${pods}/web-5`);
  return {
    talk,
    filled: (path) =>
      path
        .replace("OLD", third.resourceVersion)
        .replace("NOW", last.resourceVersion)
        .replace("NEXT", list.continue ?? ""),
  };
}

async function metadataOf(talk: Conversation, path: string) {
  const { text } = await talk.ask("GET", path);
  return (JSON.parse(text) as { readonly metadata: { readonly resourceVersion: string; readonly continue?: string } })
    .metadata;
}
