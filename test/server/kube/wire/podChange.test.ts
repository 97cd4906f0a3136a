import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { patchObject } from "../../../../src/demo/apiserver/patch/patchObject.ts";
import { deployments } from "../../../../src/demo/apiserver/resources/workloads.ts";
import { KubeError } from "../../../../src/kube/kubeError.ts";
import { openTransport } from "../../../../src/kube/wire/httpTransport.ts";
import { type PodChange, sendPodChange } from "../../../../src/kube/wire/podChange.ts";
import { acceptJson, type Transport } from "../../../../src/kube/wire/transport.ts";
import { accessOf, credentialsOf } from "../../../support/accessOf.ts";
import { startDemoApi } from "../../../support/demoApi.ts";
import { type FakeApiServer, startFakeApiServer } from "../../../support/fakeApiServer.ts";
import { FakeClock } from "../../../support/fakeClock.ts";

const never = new AbortController().signal;
let server: FakeApiServer;
let transport: Transport;
let clock: FakeClock;

beforeEach(async () => {
  server = await startFakeApiServer();
  const metadata = { namespace: "shop", name: "web-1", uid: "u-1" };
  server.pods.put({ metadata, spec: { nodeName: "node-1" }, status: { phase: "Running" } });
  clock = new FakeClock();
  transport = openTransport(accessOf(server.url), credentialsOf({}), { userAgent: "podscope/test", clock });
});

afterEach(async () => {
  await transport.close();
  await server.close();
});

const podOf = (uid: string) => ({ namespace: "shop", name: "web-1", uid });
const deletion = (uid: string, graceSeconds?: number): PodChange => ({ kind: "delete", pod: podOf(uid), graceSeconds });
const send = (change: PodChange) => sendPodChange(change, transport, never);

async function errorOf(promise: Promise<void>): Promise<KubeError> {
  const error = await promise.catch((reason: unknown) => reason);
  if (!(error instanceof KubeError)) throw new Error(`no KubeError: ${error}`);
  return error;
}

test.each([
  { what: "deleted", change: deletion("u-1", 0) },
  { what: "evicted", change: { kind: "evict", pod: podOf("u-1"), graceSeconds: 0 } },
] satisfies readonly { what: string; change: PodChange }[])("the pod that is meant is $what", async ({ change }) => {
  await send(change);

  expect(await errorOf(send(change))).toMatchObject({ failure: "notFound" });
});

test.each([
  { what: "deleted", change: deletion("u-0") },
  { what: "evicted", change: { kind: "evict", pod: podOf("u-0"), graceSeconds: undefined } },
] satisfies readonly { what: string; change: PodChange }[])(
  "another pod of the same name is not $what",
  async ({ change }) => {
    const error = await errorOf(send(change));

    expect(error).toMatchObject({ status: { code: 409, reason: "Conflict" }, isUnanswered: false });
    expect(error.message).toContain("the UID in the precondition (u-0) does not match the UID in record (u-1)");
  },
);

test("what a disruption budget says comes with the refusal", async () => {
  const message = "Cannot evict pod as it would violate the pod's disruption budget.";
  const cause = {
    reason: "DisruptionBudget",
    message: "The disruption budget web needs 2 healthy pods and has 2 currently",
  };
  server.fail({
    status: 429,
    body: {
      kind: "Status",
      apiVersion: "v1",
      status: "Failure",
      reason: "TooManyRequests",
      code: 429,
      message,
      details: { causes: [cause] },
    },
  });
  const error = await errorOf(send({ kind: "evict", pod: podOf("u-1"), graceSeconds: undefined }));

  expect(error).toMatchObject({ failure: "throttled", message, status: { causes: [cause] }, isUnanswered: false });
});

test("a refused connection is known to have changed nothing", async () => {
  await server.close();

  expect(await errorOf(send(deletion("u-1")))).toMatchObject({ failure: "unreachable", isUnanswered: false });
});

test("a connection that breaks before the answer leaves it open whether something happened", async () => {
  server.fail({ on: ({ method }) => method === "DELETE", reset: true });

  expect(await errorOf(send(deletion("u-1")))).toMatchObject({ failure: "unreachable", isUnanswered: true });
});

test("so does an answer that does not come in time", async () => {
  server.fail({ on: ({ method }) => method === "DELETE", wait: new Promise(() => {}) });
  const sent = errorOf(send(deletion("u-1")));
  await server.until(() => server.requests.length === 1);
  await clock.advance(30_000);

  expect(await sent).toMatchObject({ failure: "unreachable", isUnanswered: true });
});

test("an answer that breaks off after its yes is a yes", async () => {
  server.fail({ on: ({ method }) => method === "DELETE", cut: { afterBytes: 10, how: "reset" } });

  await send(deletion("u-1", 0));
});

describe("a restart", () => {
  const at = "2026-01-05T10:00:00Z";

  /** Of the Deployment `web` of the demo, with this uid in place of its own. */
  async function restarted(uid?: string) {
    const demo = await startDemoApi({ storedHandlers: { patch: patchObject } });
    const metadata = { namespace: "shop", name: "web", labels: { app: "web" } };
    const spec = {
      replicas: 1,
      selector: { matchLabels: { app: "web" } },
      template: { metadata, spec: { containers: [{ name: "main", image: "registry.demo/web:1" }] } },
    };
    const made = demo.registry.create(deployments, {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata,
      spec,
      status: {},
    });
    const owner = { namespace: "shop", name: "web", uid: uid ?? made.metadata.uid };
    const own = openTransport(accessOf(demo.url), credentialsOf({}), { userAgent: "podscope/test" });
    const sent = sendPodChange({ kind: "restart", owner, resource: "deployments", at }, own, never);
    const error = await sent.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    await own.close();
    await demo.close();
    return { error, template: demo.registry.get(deployments, metadata)?.spec.template };
  }

  test("marks the template of what it restarts", async () => {
    const { error, template } = await restarted();

    expect(error).toBeUndefined();
    expect(template?.metadata?.annotations).toEqual({ "kubectl.kubernetes.io/restartedAt": at });
  });

  test("leaves another one of the same name alone", async () => {
    const { error, template } = await restarted("another");

    expect(error).toMatchObject({
      status: { code: 422, message: expect.stringContaining("metadata.uid: Invalid value") },
    });
    expect(template?.metadata?.annotations).toBeUndefined();
  });
});

test("reading leaves nothing open", async () => {
  server.fail({ reset: true });
  const error = await errorOf(transport.request({ path: "/api/v1/pods", accept: acceptJson }, never).then(() => {}));

  expect(error).toMatchObject({ failure: "unreachable", isUnanswered: false });
});
