import { describe, expect, test } from "vitest";
import { dashboardCommands } from "../../../src/app/commands/dashboardCommands.ts";
import { nothingFound } from "../../../src/app/inquiry.ts";
import { keymapOf, rebound } from "../../../src/app/keymap.ts";
import { messageOf, type Situation } from "../../../src/app/messages.ts";
import { noSelectors, type Scope } from "../../../src/app/scope.ts";
import { noConfigurationError } from "../../../src/kube/config/configError.ts";
import { KubeError } from "../../../src/kube/kubeError.ts";
import type { SyncState } from "../../../src/kube/sync/syncState.ts";
import { accessOf } from "../../support/accessOf.ts";

const scopeOf = (namespace: string | undefined, selectors = noSelectors): Scope => ({ namespace, selectors });
const live: SyncState = { phase: "live", verifiedAt: 0 };
const access = accessOf("https://10.0.0.1:6443", { context: "prod", namespace: "shop" });
const { keysOf } = keymapOf(dashboardCommands);

const situation = (change: Partial<Situation>): Situation => ({
  sync: live,
  scope: scopeOf("shop"),
  access,
  findings: nothingFound,
  filter: "",
  total: 0,
  folded: 0,
  keysOf,
  ...change,
});
const message = (change: Partial<Situation>) => messageOf(situation(change));
const refused = new KubeError("unreachable", "The connection to 10.0.0.1:6443 was refused.", {
  advice: "Is the server running?",
});
const anyway = "r: try again now   n: another namespace   c: another context   q: quit";

describe("while there are no rows", () => {
  test.each([
    { sync: { phase: "starting" }, title: "Starting" },
    { sync: { phase: "authenticating", what: "running aws", since: 0 }, title: "Logging in: running aws" },
    { sync: { phase: "connecting", host: "https://h:6443", since: 0 }, title: "Connecting to https://h:6443" },
    { sync: { phase: "loading", received: 0, total: undefined }, title: "Loading pods" },
    { sync: { phase: "stopped" }, title: "Stopped" },
  ] satisfies readonly { sync: SyncState; title: string }[])("$sync.phase says $title", ({ sync, title }) => {
    expect(message({ sync })).toMatchObject({ title, sentences: [] });
  });

  test.each([
    {
      sync: { phase: "waiting", asOf: undefined, until: 0, error: refused },
      tone: "warning",
      title: "Waiting to try again",
    },
    {
      sync: { phase: "unreachable", asOf: undefined, retryAt: 0, error: refused },
      tone: "bad",
      title: "Cannot reach https://10.0.0.1:6443",
    },
    {
      sync: { phase: "unauthorized", asOf: undefined, error: new KubeError("login", "aws failed") },
      tone: "bad",
      title: "You are not logged in",
    },
    ...(
      [
        ["tls", "The server's certificate is not trusted"],
        ["protocol", "This is not a Kubernetes API"],
        ["notFound", "This is not a Kubernetes API"],
        ["unsupported", "The server refuses the request"],
        ["config", "The kubeconfig cannot be used"],
      ] as const
    ).map(([failure, title]) => ({
      sync: {
        phase: "broken",
        asOf: undefined,
        retryAt: undefined,
        error: new KubeError(failure, "So it is."),
      } as const,
      tone: "bad",
      title,
    })),
  ] satisfies readonly { sync: SyncState; tone: string; title: string }[])(
    "$sync.phase says $title, why, and the way out",
    ({ sync, tone, title }) => {
      const { error } = sync;
      const advice = error.advice === undefined ? [] : [error.advice];

      expect(message({ sync })).toEqual({ title, tone, sentences: [error.message, ...advice, anyway], commands: [] });
    },
  );

  test("without a kubeconfig it says where it looked, and tells of a demo cluster without opening one", () => {
    const error = noConfigurationError("no kubeconfig found: looked for f");

    expect(message({ sync: { phase: "broken", asOf: undefined, retryAt: undefined, error } })).toEqual({
      title: "There is no kubeconfig",
      tone: "bad",
      sentences: [error.message, error.advice, anyway],
      commands: ["podscope demo   # a demo cluster, when there is no other at hand"],
    });
  });

  test("a refused login says where it comes from", () => {
    const error = new KubeError("unauthorized", "Unauthorized");
    const signedBy = accessOf("https://h", {
      files: ["/home/jane/.kube/config"],
      login: { kind: "none", certificate: { cert: "x", key: "y" } },
    });

    expect(message({ sync: { phase: "unauthorized", asOf: undefined, error }, access: signedBy })).toEqual({
      title: "The server does not accept your login",
      tone: "bad",
      sentences: [
        "Unauthorized",
        'user "tester" logs in with the client certificate of /home/jane/.kube/config: a new one there is noticed.',
        anyway,
      ],
      commands: [],
    });
  });

  test("of which there is no context, only what helps is offered", () => {
    const sync: SyncState = {
      phase: "broken",
      asOf: undefined,
      retryAt: undefined,
      error: new KubeError("config", `context "prd" does not exist`),
    };

    expect(message({ sync, scope: undefined, access: undefined })?.sentences.at(-1)).toBe(
      "r: try again now   c: another context   q: quit",
    );
  });

  test("a selector that the server refuses is named, with the server's sentence and the key to change it", () => {
    const sentence = "field label not supported: spec.colour";
    const status = { code: 400, reason: "BadRequest", message: sentence, causes: [] };
    const error = new KubeError("unsupported", sentence, { status });
    const sync: SyncState = { phase: "broken", asOf: undefined, retryAt: undefined, error };
    const scope = scopeOf("shop", { labels: "", fields: "spec.colour=red" });

    expect(message({ sync, scope })).toEqual({
      title: "The server does not take the selector",
      tone: "bad",
      sentences: [sentence, "L: other selectors   c: another context   q: quit"],
      commands: [],
    });
    expect(message({ sync })?.title).toBe("The server refuses the request");
  });
});

describe("when the server has no pods", () => {
  test.each([
    {
      scope: scopeOf("shop"),
      title: "No pods in namespace shop",
      ways: "n: another namespace   0: all namespaces",
    },
    { scope: scopeOf(undefined), title: "No pods in any namespace", ways: "n: another namespace" },
    {
      scope: scopeOf("shop", { labels: "app=web", fields: "" }),
      title: "No pods in namespace shop match the selector",
      ways: "L: other selectors   n: another namespace   0: all namespaces",
    },
    {
      scope: scopeOf(undefined, { labels: "", fields: "spec.nodeName=n1" }),
      title: "No pods in any namespace match the selector",
      ways: "L: other selectors   n: another namespace",
    },
  ])("$title", ({ scope, title, ways }) => {
    expect(message({ scope })).toEqual({ title, tone: "normal", sentences: [ways], commands: [] });
  });

  test("a namespace that does not exist is not called empty", () => {
    const findings = { ...nothingFound, missingNamespace: "shpo" };

    expect(message({ scope: scopeOf("shpo"), findings })?.title).toBe("There is no namespace shpo");
    expect(message({ scope: scopeOf("shop"), findings })?.title).toBe("No pods in namespace shop");
  });
});

describe("when the filter hides all pods", () => {
  const waiting: SyncState = { phase: "waiting", asOf: 0, until: 0, error: refused };

  test.each([
    { sync: live, total: 1, title: "The one pod does not pass the filter status=x" },
    { sync: live, total: 12_400, title: "None of 12,400 pods passes the filter status=x" },
    {
      sync: { phase: "loading", received: 10, total: 20 } as const,
      total: 10,
      title: "None of 10 pods passes the filter status=x",
    },
    { sync: waiting, total: 10, title: "None of 10 pods passes the filter status=x" },
  ])("$sync.phase says $title, since the header says the rest", ({ sync, total, title }) => {
    expect(message({ sync, total, filter: "status=x" })).toEqual({
      title,
      tone: "normal",
      sentences: ["Esc: clear the filter"],
      commands: [],
    });
  });

  test("but not when there are none to hide", () => {
    expect(message({ filter: "status=x" })?.title).toBe("No pods in namespace shop");
  });
});

describe("without permission", () => {
  const error = new KubeError("forbidden", `pods is forbidden: User "jane" cannot list resource "pods"`);
  const sync: SyncState = { phase: "forbidden", asOf: undefined, retryAt: 0, error };

  test("it says so in the server's words, with a command to check", () => {
    expect(message({ sync })).toEqual({
      title: "You may not list pods here",
      tone: "bad",
      sentences: [error.message, anyway],
      commands: ["kubectl auth can-i list pods -n shop --context prod"],
    });
  });

  test("it says whom the server takes us for, once that is known", () => {
    const identity = { username: "jane", groups: ["dev", "system:authenticated"] };

    expect(message({ sync, findings: { ...nothingFound, identity } })?.sentences).toContain(
      "The server takes you for jane, groups dev, system:authenticated.",
    );
    expect(
      message({ sync, findings: { ...nothingFound, identity: { username: "jane", groups: [] } } })?.sentences,
    ).toContain("The server takes you for jane, groups none.");
  });

  test("for all namespaces, it names the context's own", () => {
    const said = message({ sync, scope: scopeOf(undefined) });

    expect(said?.sentences).toContain(
      "Reading all namespaces is more than you may; namespace shop is this context's own.",
    );
    expect(said?.commands).toEqual(["kubectl auth can-i list pods -A --context prod"]);
  });

  test("the command asks as the same user, and can be pasted whatever the names are", () => {
    const impersonation = { user: "o'neil", uid: undefined, groups: ["on call", "dev"], extra: {} };
    const odd = accessOf("https://h", { context: "my context", impersonation });

    expect(message({ sync, access: odd })?.commands).toEqual([
      String.raw`kubectl auth can-i list pods -n shop --context 'my context' --as 'o'\''neil' --as-group 'on call' --as-group dev`,
    ]);
  });
});

test("keys that were chosen are named, and what has no key is not offered", () => {
  const chosen = keymapOf(
    rebound(
      dashboardCommands,
      new Map([
        ["namespace", ["f5"]],
        ["namespace.all", []],
      ] as const),
    ),
  );

  expect(message({ keysOf: chosen.keysOf })?.sentences).toEqual(["F5: another namespace"]);
});

test("no secret of the access is ever said", () => {
  const secret = "s3cret";
  const error = new KubeError("forbidden", "no");
  const holder = accessOf("https://h", {
    login: { kind: "token", token: secret, certificate: { cert: secret, key: secret } },
    proxy: `http://user:${secret}@proxy`,
  });
  const failures = (["forbidden", "unreachable", "broken", "unauthorized"] as const).map((phase) =>
    message({ sync: { phase, asOf: undefined, retryAt: 0, error }, access: holder }),
  );

  expect(failures).toHaveLength(4);
  expect(JSON.stringify(failures)).not.toContain(secret);
});
