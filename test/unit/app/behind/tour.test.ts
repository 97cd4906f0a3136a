import { describe, expect, test } from "vitest";
import type { TourFacts } from "../../../../src/app/behind/tourFacts.ts";
import { Traffic } from "../../../../src/app/traffic.ts";
import { type Failure, KubeError } from "../../../../src/kube/kubeError.ts";
import type { SyncState } from "../../../../src/kube/sync/syncState.ts";
import { accessOf } from "../../../support/accessOf.ts";
import { podRow } from "../../../support/podRow.ts";
import { RequestStage, route, server, streamUrl, tourFacts, tourStart, tourText } from "../../../support/tourStage.ts";

process.env.TZ = "UTC";

const error = (failure: Failure, message: string, advice?: string) =>
  new KubeError(failure, message, advice === undefined ? {} : { advice });
const later = tourStart + 90_000;

/** The verdict, and the steps that do not say that they are done, without what is known of them. */
function outlineOf(facts: Partial<TourFacts>): readonly string[] {
  const lines = tourText(tourFacts(facts)).split("\n");
  const titles = lines.filter((line) => /^\S (\d |[A-Z])/.test(line));
  return titles.filter((line, index) => index === 0 || /^\S [1-6] .* {2}/.test(line));
}

/** What is told of one step. */
function stepOf(number: number, facts: Partial<TourFacts>): string {
  const text = tourText(tourFacts(facts));
  const start = text.search(new RegExp(`^\\S ${number} `, "m"));
  return text.slice(start).split("\n\n")[0] ?? "";
}

describe("who has to do something, and where it breaks", () => {
  const refused = "10.20.30.40:6443 refused the connection: nothing listens there.";

  test.each<{ what: string; sync: SyncState; outline: readonly string[] }>([
    {
      what: "live",
      sync: { phase: "live", verifiedAt: 0 },
      outline: ["● All is well  the table is what the server has"],
    },
    {
      what: "loading",
      sync: { phase: "loading", received: 3, total: 9 },
      outline: [
        "◌ It is on its way  the steps that are done are known to be good",
        "◌ 5 The list  under way",
        "○ 6 The watch  not reached",
      ],
    },
    {
      what: "reconnecting",
      sync: { phase: "catchingUp", asOf: tourStart, since: tourStart, cause: refused },
      outline: ["▲ The watch was interrupted  it is being taken up where it ended", "▲ 6 The watch  in trouble"],
    },
    {
      what: "unauthorized",
      sync: { phase: "unauthorized", asOf: undefined, error: error("unauthorized", "Unauthorized") },
      outline: [
        "✕ It is your login  the server is there, and does not accept it",
        "✕ 3 Who you are  BROKEN HERE",
        "○ 4 What you may  not reached",
        "○ 5 The list  not reached",
        "○ 6 The watch  not reached",
      ],
    },
    {
      what: "without credentials",
      sync: { phase: "unauthorized", asOf: undefined, error: error("login", "exec: executable aws failed") },
      outline: [
        "✕ It is your login  there are no credentials to send",
        "✕ 1 The kubeconfig  BROKEN HERE",
        "○ 2 The request  not reached",
        "○ 3 Who you are  not reached",
        "○ 4 What you may  not reached",
        "○ 5 The list  not reached",
        "○ 6 The watch  not reached",
      ],
    },
    {
      what: "forbidden",
      sync: { phase: "forbidden", asOf: undefined, error: error("forbidden", "no"), retryAt: later },
      outline: [
        "✕ It is your rights  the server knows you, and says no",
        "✕ 4 What you may  BROKEN HERE",
        "○ 5 The list  not reached",
        "○ 6 The watch  not reached",
      ],
    },
    {
      what: "unreachable",
      sync: { phase: "unreachable", asOf: undefined, error: error("unreachable", refused), retryAt: later },
      outline: [
        "✕ It is the network or the server  nothing answers, so nobody saw your login",
        "✕ 2 The request  BROKEN HERE",
        "○ 3 Who you are  not reached",
        "○ 4 What you may  not reached",
        "○ 5 The list  not reached",
        "○ 6 The watch  not reached",
      ],
    },
    {
      what: "broken by a proxy that is no Kubernetes",
      sync: { phase: "broken", asOf: undefined, error: error("protocol", "a login page"), retryAt: later },
      outline: [
        "✕ It is what answers there  it does not speak as a Kubernetes API does",
        "✕ 2 The request  BROKEN HERE",
        "○ 3 Who you are  not reached",
        "○ 4 What you may  not reached",
        "○ 5 The list  not reached",
        "○ 6 The watch  not reached",
      ],
    },
    {
      what: "waiting for an overloaded server",
      sync: { phase: "waiting", asOf: tourStart, until: later, error: error("throttled", "Too many requests.") },
      outline: ["▲ It is the server  it has too much to do, and asks us to wait", "▲ 6 The watch  in trouble"],
    },
    {
      what: "polling",
      sync: { phase: "polling", verifiedAt: tourStart, everyMs: 10_000 },
      outline: ["▲ It is your rights  you may list and not watch, so changes come late", "▲ 6 The watch  in trouble"],
    },
    {
      what: "a file",
      sync: { phase: "file", path: "pods.json", asOf: tourStart },
      outline: [
        "○ The rows come from a file  no server is asked",
        ...["1 The kubeconfig", "2 The request", "3 Who you are", "4 What you may", "5 The list", "6 The watch"].map(
          (title) => `○ ${title}  not needed`,
        ),
      ],
    },
  ])("$what", ({ sync, outline }) => {
    expect(outlineOf({ sync })).toEqual(outline);
  });

  test("the cause and the way out stand at the top with where it breaks, and the cause at that step again", () => {
    const sync: SyncState = {
      phase: "unreachable",
      asOf: undefined,
      error: error("unreachable", refused, "Check that the cluster is running."),
      retryAt: later,
    };
    expect(tourText(tourFacts({ sync })).split("\n").slice(1, 4)).toEqual([
      `    because   ${refused}`,
      "    try       Check that the cluster is running.",
      "    ● kubeconfig  ✕ request  ○ identity  ○ rights  ○ list  ○ watch",
    ]);
    expect(stepOf(2, { sync })).toContain(`    because   ${refused}`);
    expect(stepOf(3, { sync })).not.toContain("because");
  });

  test("each step has one sentence for whoever learns, which fits a screen of 80 columns", () => {
    for (let number = 1; number <= 7; number++) {
      const [, sentence = ""] = stepOf(number, {}).split("\n");
      expect(sentence).toMatch(/^ {4}[A-Z].*\.$/);
      expect(sentence.length).toBeLessThanOrEqual(78);
    }
  });

  test("every failure has somebody who can do something about it", () => {
    const failures: readonly Failure[] = [
      "config",
      "proxy",
      "tls",
      "notFound",
      "gone",
      "unsupported",
      "server",
      "mistake",
    ];
    for (const failure of failures) {
      const sync: SyncState = { phase: "broken", asOf: undefined, error: error(failure, "no"), retryAt: undefined };
      expect(tourText(tourFacts({ sync }))).toMatch(/^✕ It is .+ {2}.+\n/);
    }
  });
});

describe("the kubeconfig", () => {
  test("is told with its files, context, login and whoever is impersonated, and what is odd about it", () => {
    const access = accessOf(server, {
      ...{ context: "prod-eu", cluster: "prod-eu-1", user: "oncall", namespace: "shop", files: ["a.yaml", "b.yaml"] },
      login: { kind: "token", token: "s3cr3t", certificate: undefined },
      impersonation: { user: "jane", uid: undefined, groups: ["ops"], extra: {} },
      warnings: ["TLS is not verified"],
    });
    const words = stepOf(1, { access });

    expect(words.split("\n").slice(2)).toEqual([
      "    file      a.yaml, b.yaml",
      "    context   prod-eu: cluster prod-eu-1, user oncall, namespace shop",
      "    login     a token of the kubeconfig",
      "    acts as   jane, groups ops",
      "    note      TLS is not verified",
    ]);
  });

  test("has the login that is under way", () => {
    const sync: SyncState = { phase: "authenticating", what: "running aws: waiting for the browser", since: 0 };
    expect(stepOf(1, { sync })).toContain("now       running aws: waiting for the browser");
  });
});

describe("the request", () => {
  const answered = (hears: (stage: RequestStage, traffic: Traffic) => void) => {
    const traffic = new Traffic();
    hears(new RequestStage(), traffic);
    return stepOf(2, { traffic });
  };

  test("is told with its query, connection, answer and phases", () => {
    const words = answered((stage, { requests }) => {
      stage.answered(streamUrl, requests.newList(true).hear).received(101_000);
    });

    expect(words.split("\n").slice(2)).toEqual([
      "    server    https://10.20.30.40:6443, Kubernetes v1.35.4",
      "    request   GET /api/v1/namespaces/shop/pods",
      "    query     watch=true allowWatchBookmarks=true timeoutSeconds=431 sendInitialEvents=true",
      "    sent      10:00:00, HTTP/1.1",
      "    way       a new connection to 10.20.30.40:6443",
      "    secured   TLS 1.3, the server's certificate vouched for by the cluster's authority until 2026-12-01",
      "    answer    200, application/vnd.kubernetes.protobuf;stream=watch, 101 kB so far",
      "    took      login <1 ms, TCP <1 ms, first byte <1 ms",
    ]);
  });

  test.each<{ what: string; connection: Partial<typeof route>; access?: Partial<TourFacts["access"]>; words: string }>([
    {
      what: "a connection that was used before",
      connection: { reused: true },
      words: "way       a connection that was open already to 10.20.30.40:6443",
    },
    {
      what: "a certificate that nobody checks",
      connection: {},
      access: { tls: { ca: undefined, serverName: undefined, insecure: true } },
      words: "secured   TLS 1.3, but the server's certificate is NOT VERIFIED",
    },
    {
      what: "a proxy, without the password for it",
      connection: {},
      access: { proxy: "http://ada:s3cr3t@proxy.example:3128" },
      words: "way       a new connection to 10.20.30.40:6443, through the proxy http://proxy.example:3128",
    },
  ])("$what", ({ connection, access, words }) => {
    const traffic = new Traffic();
    const stage = new RequestStage();
    const recorder = stage.begun(streamUrl, traffic.requests.newList(true).hear);
    recorder.connected({ ...route, ...connection });
    const facts = tourFacts({ traffic });
    const known = facts.access && { ...facts.access, ...access };

    expect(stepOf(2, { traffic, access: known })).toContain(words);
    expect(tourText(tourFacts({ traffic, access: known }))).not.toContain("s3cr3t");
  });

  test("that is on its way says that it has no answer yet", () => {
    const words = answered((stage, { requests }) => {
      stage.begun(streamUrl, requests.newList(true).hear).step("tcp");
    });

    expect(words).toContain("way       a connection is being made");
    expect(words).toContain("answer    none yet");
  });

  test("that failed says why, and that there is no connection", () => {
    const words = answered((stage, { requests }) => {
      stage.begun(streamUrl, requests.newList(true).hear).end("10.20.30.40:6443 refused the connection.");
    });

    expect(words).toContain("way       no connection");
    expect(words).toContain("answer    none: 10.20.30.40:6443 refused the connection.");
  });

  test("a clock that is off is told, since ages hang on it", () => {
    const findings = { ...tourFacts().findings, facts: { version: "v1.35.4", skewMs: -90_000 } };
    expect(stepOf(2, { findings })).toContain("clock     the server's is 90s behind this machine's");
  });
});

describe("who you are and what you may", () => {
  const may = { value: { isAllowed: true, reason: "" } };

  test("are the server's answers", () => {
    const identity = { value: { username: "oncall@example.com", groups: ["oncall", "system:authenticated"] } };
    const watch = { value: { isAllowed: false, reason: "no rule matches" } };
    const answers = { identity, list: may, watch };

    expect(stepOf(3, { answers })).toContain(
      "user      oncall@example.com\n    groups    oncall, system:authenticated",
    );
    expect(stepOf(4, { answers })).toContain("may list  yes, pods in namespace shop\n");
    expect(stepOf(4, { answers })).toContain("may watch no, pods in namespace shop: no rule matches");
  });

  test("are told in one line where both rights are alike, and of all namespaces", () => {
    const scope = { namespace: undefined, selectors: { labels: "", fields: "" } };
    expect(stepOf(4, { answers: { identity: undefined, list: may, watch: may }, scope })).toContain(
      "may       list and watch: yes, pods of all namespaces",
    );
  });

  test.each([
    { answer: undefined, words: "not asked: the server has to answer first" },
    { answer: "asked" as const, words: "is being asked" },
    { answer: { problem: "the server answers 500" }, words: "the server answers 500" },
  ])("an answer that is not there: $words", ({ answer, words }) => {
    const answers = { identity: answer, list: answer, watch: answer };
    expect(stepOf(3, { answers })).toContain(`user      ${words}`);
    expect(stepOf(4, { answers })).toContain(`may       list and watch: ${words}`);
  });

  test("a login that is refused says where a new one comes from", () => {
    const sync: SyncState = { phase: "unauthorized", asOf: undefined, error: error("unauthorized", "Unauthorized") };
    const words = stepOf(3, { sync });
    expect(words).toContain("because   Unauthorized");
    expect(words).toContain('try       Nothing in /home/ada/.kube/config says how user "oncall" logs in.');
  });
});

describe("the list", () => {
  const listed = { rows: 10_000, resourceVersion: "81234", completeAt: tourStart + 1_100, tookMs: 1_100 };

  test("as a stream", () => {
    const traffic = new Traffic();
    const list = traffic.requests.newList(true);
    new RequestStage().answered(streamUrl, list.hear).received(69_800_000);
    list.end();
    traffic.figures.listed({ ...listed, form: "stream" });

    expect(stepOf(5, { traffic }).split("\n").slice(2)).toEqual([
      "    form      one stream, not packed, which goes on as the watch",
      "    brought   10,000 pods, 70 MB of protobuf",
      "    version   resourceVersion 81234",
      "    took      1.1 s, complete at 10:00:01",
    ]);
  });

  test.each([
    { form: "paged", words: "form      2 pages of up to 500 pods, packed with gzip" },
    { form: "gzip", words: "form      one answer with all of them, packed with gzip" },
  ] as const)("in the form $form", ({ form, words }) => {
    const traffic = new Traffic();
    const list = traffic.requests.newList(false);
    list.pages = 2;
    const answer = { mediaType: "application/json", encoding: "gzip" };
    new RequestStage().answered(`${server}/api/v1/pods?limit=500`, list.hear, answer).end();
    traffic.figures.listed({ ...listed, form });

    expect(stepOf(5, { traffic })).toContain(words);
    expect(stepOf(5, { traffic })).toContain("of JSON");
  });

  test("that is under way tells how far it is, and what the server selects", () => {
    const scope = { namespace: "shop", selectors: { labels: "app=web", fields: "" } };
    const words = stepOf(5, { sync: { phase: "loading", received: 3_000, total: 10_000 }, scope });

    expect(words).toContain("so far    3,000 pods of 10,000");
    expect(words).toContain("selector  -l app=web");
  });
});

describe("the watch", () => {
  test("tells since when, the newest proof, changes, bookmark and restarts with their reasons", () => {
    const traffic = new Traffic();
    const { figures } = traffic;
    figures.listed({ form: "stream", rows: 1, resourceVersion: "1", completeAt: tourStart, tookMs: 1 });
    figures.watching(tourStart + 30_000);
    for (let count = 0; count < 45; count++) figures.changeCame(55_000);
    figures.bookmarkCame("90", tourStart + 40_000);
    for (let count = 0; count < 3; count++)
      figures.restarted("10.20.30.40:6443 cut the connection.", "watch", tourStart);
    figures.restarted("the history expired: too old", "streamingList", tourStart + 5_000);

    expect(stepOf(6, { traffic }).split("\n").slice(2)).toEqual([
      "    open      since 10:00:30",
      "    verified  10:00:59",
      "    changes   45 since the start, 45 in the last minute, 4.5 a second",
      "    bookmark  10:00:40, resourceVersion 90",
      "    restarts  4, the last ones: 10:00:05 the history expired: too old; next: list again " +
        "10:00:00 10.20.30.40:6443 cut the connection (3 times); next: watch again",
    ]);
  });

  test("that may not be had says what is done instead", () => {
    const sync: SyncState = { phase: "polling", verifiedAt: tourStart, everyMs: 10_000 };
    expect(stepOf(6, { sync })).toContain("instead   the list is asked for every 10 s\n    verified  10:00:00");
  });

  test("of a server that is away tells since when the rows stand still", () => {
    const sync: SyncState = { phase: "waiting", asOf: tourStart, until: later, error: error("throttled", "busy") };
    expect(stepOf(6, { sync })).toContain("as of     10:00:00: the rows have stood still since then");
  });
});

describe("the pod", () => {
  const row = podRow({ name: "web-1", owner: "StatefulSet/web" });
  const unread = { object: undefined, readAt: undefined, deletedAt: undefined, problem: undefined };

  test("that was not read yet is told as far as its row knows", () => {
    expect(stepOf(7, { pod: { row, now: unread } })).toContain(
      "● 7 The pod shop/web-1\n    A controller makes a pod, the scheduler places it, a kubelet runs it.\n    made by   StatefulSet/web > this pod",
    );
  });

  test("that is gone says so", () => {
    expect(stepOf(7, { pod: { row, now: { ...unread, deletedAt: tourStart } } })).toContain("deleted   10:00:00");
  });

  test("that cannot be read says why", () => {
    const pod = { row, now: { ...unread, problem: "pods is forbidden" } };
    expect(stepOf(7, { pod })).toMatch(/^▲ 7 [\s\S]*problem {3}pods is forbidden/);
  });

  test("that a file has in a strange form breaks nothing", () => {
    const pod = { row, now: { ...unread, object: { metadata: 7 } } };
    expect(stepOf(7, { pod })).toContain("problem   metadata is 7, expected an object");
  });
});

describe("the requests of late", () => {
  test("have time, status, bytes, duration and connection, and those that failed their reason", () => {
    const stage = new RequestStage();
    const book: Parameters<Parameters<RequestStage["begun"]>[1]>[0][] = [];
    stage.answered(streamUrl, (trace) => book.push(trace)).received(101_000);
    stage.begun(`${server}/version`, (trace) => book.push(trace)).end("10.20.30.40:6443 cut the connection.");
    const requests = [...new Set(book)].reverse();

    expect(tourText(tourFacts({ requests })).split("\n\n").at(-1)?.split("\n")).toEqual([
      "Requests  the last 2, the newest first",
      "  TIME      STATUS  BYTES   TOOK   CONN  REQUEST",
      "  10:00:00  -       -       <1 ms  none  GET /version",
      "    10.20.30.40:6443 cut the connection.",
      "  10:00:00  200     101 kB  open   new   GET /api/v1/namespaces/shop/pods?watch=true&allowWatchBookmarks=true&timeoutSeconds=431&sendInitialEven…",
    ]);
  });

  test("hold no control character of whoever wrote the selector", () => {
    const stage = new RequestStage();
    const book: Parameters<Parameters<RequestStage["begun"]>[1]>[0][] = [];
    stage.begun(`${server}/api/v1/pods?labelSelector=a%1B%5B31m`, (trace) => book.push(trace));

    expect(tourText(tourFacts({ requests: book }))).not.toContain("\u001b");
  });
});
