import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DashboardView } from "../../src/app/dashboardView.ts";
import { type FakeApiServer, type RecordedRequest, startFakeApiServer } from "../support/fakeApiServer.ts";
import { openServedDashboard, type ServedDashboard } from "../support/servedDashboard.ts";

const isDeletion = ({ method }: RecordedRequest) => method === "DELETE";
const isEviction = ({ path }: RecordedRequest) => path.endsWith("/eviction");
const isReview = ({ path }: RecordedRequest) => path.endsWith("/selfsubjectaccessreviews");

let server: FakeApiServer;
let dashboard: ServedDashboard;

function putPod(name: string, uid = `uid-${name}`, silent = false): void {
  const ownerReferences = [
    { apiVersion: "apps/v1", kind: "ReplicaSet", name: "web-7f9", uid: "u-set", controller: true },
  ];
  const metadata = { namespace: "shop", name, uid, ownerReferences };
  server.pods.put({ metadata, spec: { nodeName: "node-1" }, status: { phase: "Running" } }, silent);
}

async function open(allowWrites: boolean): Promise<void> {
  dashboard = await openServedDashboard(server.url, { allowWrites });
  await dashboard.until(({ table, header }) => table.lines.length > 0 && header.state.text === "live");
}

beforeEach(async () => {
  server = await startFakeApiServer();
  for (const name of ["web-1", "web-2", "web-3"]) putPod(name);
});

afterEach(async () => {
  await dashboard.close();
  await server.close();
});

const questionOf = ({ overlay }: DashboardView) => (overlay?.kind === "question" ? overlay : undefined);

/** Presses the keys, lets three seconds pass, and waits for what there is to read then. */
async function reported(...keys: readonly string[]) {
  dashboard.press(...keys);
  await dashboard.clock.advance(3_000);
  await dashboard.until((view) => questionOf(view)?.answers[0]?.keys === "any key");
  return questionOf(dashboard.view);
}

describe("a pod that is deleted", () => {
  test("is asked for by its uid, and terminates on the screen when the watch says so", async () => {
    await open(true);
    dashboard.press("ctrl-d", "y");
    await dashboard.clock.advance(3_000);
    await dashboard.until(({ table }) => JSON.stringify(table.lines[0]).includes("Terminating"));

    const [request, ...others] = server.requests.filter(isDeletion);
    expect(others).toEqual([]);
    expect(request?.path).toBe("/api/v1/namespaces/shop/pods/web-1");
    expect(JSON.parse(request?.body ?? "")).toEqual({
      apiVersion: "v1",
      kind: "DeleteOptions",
      preconditions: { uid: "uid-web-1" },
    });
  });

  test("is not another one that has taken its name while the watch said nothing", async () => {
    await open(true);
    dashboard.press("ctrl-d");
    putPod("web-1", "uid-of-another", true);

    expect(await reported("y")).toMatchObject({
      title: "Not deleted: shop/web-1",
      facts: [{ text: /gone already, and another has its name now, which was left alone/ }],
    });
    expect(server.store.get("pods", { namespace: "shop", name: "web-1" })?.metadata).toMatchObject({
      uid: "uid-of-another",
    });
  });

  test.each([
    {
      what: "the right is missing after all",
      fault: { on: isDeletion, status: 403 },
      title: "Not deleted: shop/web-1",
      text: "shop/web-1: the server answers 403.",
    },
    {
      what: "the server is too busy",
      fault: { on: isDeletion, status: 429, headers: { "retry-after": "7" } },
      title: "Not deleted: shop/web-1",
      text: "shop/web-1: the server answers 429. Try again in 7 s.",
    },
    {
      what: "the connection breaks",
      fault: { on: isDeletion, reset: true },
      title: "Not known whether shop/web-1 was deleted",
      text: /cut the connection. Nobody knows whether it was done: watch the row.$/,
    },
  ] as const)("is told of in words when $what", async ({ fault, title, text }) => {
    await open(true);
    server.fail(fault);

    expect(await reported("ctrl-d", "y")).toMatchObject({ title, facts: [{ text }] });
  });
});

test("what a disruption budget says is shown, and the pod stays", async () => {
  await open(true);
  const message = "Cannot evict pod as it would violate the pod's disruption budget.";
  const causes = [
    { reason: "DisruptionBudget", message: "The disruption budget web needs 2 healthy pods and has 2 currently" },
  ];
  const body = { kind: "Status", apiVersion: "v1", status: "Failure", reason: "TooManyRequests", code: 429 };
  server.fail({ on: isEviction, status: 429, body: { ...body, message, details: { causes } } });

  expect(await reported("ctrl-d", "e", "y")).toMatchObject({
    title: "Not evicted: shop/web-1",
    facts: [
      {
        text: `shop/web-1: ${message} The disruption budget web needs 2 healthy pods and has 2 currently. Try again when more of its pods are ready.`,
      },
    ],
  });
  expect(server.store.get("pods", { namespace: "shop", name: "web-1" })?.metadata.deletionTimestamp).toBeUndefined();
});

test("what the server says one may not do is dimmed, and never sent", async () => {
  const status = { allowed: false, reason: "the cluster is frozen" };
  server.fail({ on: isReview, times: 10, status: 201, body: { kind: "SelfSubjectAccessReview", status } });
  await open(true);
  await dashboard.until(({ footer }) =>
    footer.some(({ title, isRefused }) => title === "delete" && isRefused === true),
  );
  dashboard.press("ctrl-d");

  expect(dashboard.view.notice?.text).toBe("You may not delete pods in namespace shop: the cluster is frozen");
  expect(questionOf(dashboard.view)).toBeUndefined();
});

describe("whatever keys are pressed", () => {
  const letters = "abcdefghijklmnopqrstuvwxyz";
  const named = "up down left right home end pageUp pageDown enter esc tab shift-tab space backspace delete";
  const chords = [
    ...letters,
    ...letters.toUpperCase(),
    ..."0123456789!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
    ...named.split(" "),
    ...Array.from({ length: 12 }, (_, index) => `f${index + 1}`),
    ...Array.from(letters, (letter) => `ctrl-${letter}`),
    ...Array.from(letters, (letter) => `alt-${letter}`),
  ].filter((key) => key !== "q" && key !== "ctrl-c");
  const answers = [["y"], ["enter"], ["1", "enter"], ["e", "y"], ["f", "y"]];
  const changes = () =>
    server.requests.filter(({ method, path }) => method !== "GET" && !/\/selfsubject(access)?reviews$/.test(path));

  /** All pods of `shop`, whatever the last key has chosen. */
  async function back(): Promise<void> {
    dashboard.press("esc", "esc", "esc", "V", "L", "ctrl-u", "enter", ":");
    dashboard.type("ns shop");
    dashboard.press("enter", "esc");
    await dashboard.until(({ table, header }) => table.lines.length > 0 && header.state.text === "live");
  }

  /** Each key, and after it what could say yes to whatever it has opened; ends early when something has changed. */
  async function walk(): Promise<void> {
    for (const key of chords) {
      for (const answer of answers) {
        dashboard.press("home", key, ...answer);
        await dashboard.clock.advance(3_000);
      }
      if (changes().length > 0) return;
      await back();
    }
  }

  test("nothing is ever sent that could change something, unless it was allowed", async () => {
    await open(false);
    await walk();

    expect(changes()).toEqual([]);
    // Behind the scenes it is asked whether one may read; whether one may change something is nobody's question.
    const verbs = server.requests.filter(isReview).map(({ body }) => JSON.parse(body).spec.resourceAttributes.verb);
    expect(verbs.filter((verb) => !["get", "list", "watch"].includes(verb))).toEqual([]);
  }, 120_000);

  test("the same keys do change things once it is", async () => {
    await open(true);
    await walk();

    expect(changes().map(({ method }) => method)).toEqual(["DELETE"]);
  }, 120_000);
});
