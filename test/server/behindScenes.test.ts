import { afterEach, beforeEach, expect, test } from "vitest";
import { BehindContent } from "../../src/app/behind/behindContent.ts";
import { createConnection } from "../../src/app/connection.ts";
import { followWith, openKubeCluster } from "../../src/app/kubeCluster.ts";
import { newPodTable } from "../../src/app/podTable.ts";
import { noSelectors } from "../../src/app/scope.ts";
import { systemClock } from "../../src/base/clock.ts";
import { thisMachine } from "../../src/kube/config/machine.ts";
import { RequestBook } from "../../src/kube/wire/requestBook.ts";
import { accessOf } from "../support/accessOf.ts";
import { type FakeApiServer, isWatch, startFakeApiServer } from "../support/fakeApiServer.ts";

let server: FakeApiServer;
let closers: (() => Promise<void> | void)[];

beforeEach(async () => {
  closers = [];
  server = await startFakeApiServer();
  server.pods.put({ metadata: { namespace: "shop", name: "web-1" } });
});

afterEach(async () => {
  for (const close of closers.reverse()) await close();
  await server.close();
});

/** The view behind the scenes of `shop`, over real requests. */
function open(address = server.url) {
  const clock = systemClock;
  const random = () => 0.2;
  const connection = createConnection({
    kubeconfig: { contexts: () => [], stampOf: () => "", resolve: () => accessOf(address) },
    openCluster: (access) =>
      openKubeCluster(access, {
        clock,
        random,
        userAgent: "podscope/test",
        credentials: { machine: thisMachine(), clock, onNotice: () => {}, terminal: undefined },
        requestTimeoutMs: undefined,
        requests: new RequestBook(),
        onTrace: undefined,
      }),
    newTable: newPodTable,
    follow: followWith(clock, random),
    clock,
  });
  connection.openContext(undefined, () => ({ namespace: "shop", selectors: noSelectors }));
  // The text is at most a second old; whoever waits for words has a clock that runs ahead.
  let ahead = 0;
  const ownClock = { ...clock, now: () => clock.now() + ahead };
  let changed = Promise.withResolvers<void>();
  const content = new BehindContent(
    { clock: ownClock, place: connection.place.get, onMove: connection.place.subscribe, follower: undefined },
    {
      redraw: () => {
        changed.resolve();
        changed = Promise.withResolvers();
      },
      open: () => {},
    },
  );
  closers.push(() => content.close(), connection.close);
  return {
    connection,
    async until(wanted: RegExp): Promise<string> {
      for (;;) {
        const next = changed.promise;
        ahead += 1_000;
        const text = content.text().replaceAll(/\n {14}(?! )/g, " ");
        if (wanted.test(text)) return text;
        await next;
      }
    },
  };
}

test("a view that is live has all its steps, from the request to the answers about rights", async () => {
  const userInfo = { username: "ada", groups: ["oncall", "system:authenticated"] };
  const body = { kind: "SelfSubjectReview", status: { userInfo } };
  server.fail({ on: ({ path }) => path.endsWith("/selfsubjectreviews"), status: 201, body });
  const text = await open().until(/All is well[\s\S]*user +ada\n[\s\S]*may +list and watch: yes/);

  expect(text).toContain("request   GET /api/v1/namespaces/shop/pods\n");
  expect(text).toMatch(/answer {4}200, application\/vnd\.kubernetes\.protobuf;stream=watch, \d+ B so far/);
  expect(text).toMatch(/brought {3}1 pod, \d+ B of protobuf/);
  expect(text).toMatch(/version {3}resourceVersion 10\d\d/);
  expect(text).toMatch(/ 201 +\d+ B +.* POST \/apis\/authorization\.k8s\.io\/v1\/selfsubjectaccessreviews/);
});

test("a server without the review of who asks says that, and the rest is told all the same", async () => {
  const text = await open().until(/user +this server cannot say/);

  expect(text).toMatch(/^● All is well/);
});

test("a login that the server refuses is broken at who you are, and nothing more is asked", async () => {
  server.settings.identities = {};
  server.fail({ status: 401, times: 10 });
  const text = await open().until(/✕ 3 Who you are {2}BROKEN HERE/);

  expect(text).toMatch(/^✕ It is your login {2}the server is there/);
  expect(text).toContain("● 2 The request\n");
  expect(text).toMatch(/answer {4}401,/);
  expect(server.requests.filter(({ method }) => method === "POST")).toEqual([]);
});

test("a right that is missing is broken at what you may, in the server's words", async () => {
  server.settings.identities = {};
  const text = await open().until(/✕ 4 What you may {2}BROKEN HERE[\s\S]*may +list and watch: no/);

  expect(text).toMatch(/because {3}pods is forbidden: User "system:anonymous" cannot list resource "pods"/);
  expect(text).toMatch(/user {6}selfsubjectreviews\S+ is forbidden/);
});

test("nobody at the address is broken at the request", async () => {
  const { url } = server;
  await server.close();
  const text = await open(url).until(/✕ 2 The request {2}BROKEN HERE/);

  expect(text).toContain("way       no connection");
  expect(text).toMatch(/answer {4}none: 127\.0\.0\.1:\d+ refused the connection/);
  expect(text).toMatch(/\d\d:\d\d:\d\d +- +- +\S+ ms +none +GET \/api\/v1\/namespaces\/shop\/pods/);
  server = await startFakeApiServer();
});

test("a history that expired is a restart with its reason, after which all is well again", async () => {
  const view = open();
  await view.until(/All is well/);
  server.fail({
    on: isWatch,
    status: 410,
    body: { kind: "Status", code: 410, reason: "Expired", message: "too old resource version: 1 (2)" },
  });
  server.watches[0]?.end();
  const text = await view.until(/All is well[\s\S]*too old resource version: 1 \(2\); next: list again/);

  expect(text).toMatch(/restarts {2}2, the last ones: .* the history expired: too old .*the server ended it after 0 s/);
  expect(text).toMatch(/ 410 +\d+ B/);
});
