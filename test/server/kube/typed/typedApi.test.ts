import { afterEach, beforeEach, expect, test } from "vitest";
import { accessReview } from "../../../../src/kube/typed/accessReview.ts";
import { hasNamespace } from "../../../../src/kube/typed/hasNamespace.ts";
import { whoAmI } from "../../../../src/kube/typed/whoAmI.ts";
import { openTransport } from "../../../../src/kube/wire/httpTransport.ts";
import type { Transport } from "../../../../src/kube/wire/transport.ts";
import { accessOf, credentialsOf } from "../../../support/accessOf.ts";
import { type FakeApiServer, startFakeApiServer } from "../../../support/fakeApiServer.ts";

const never = new AbortController().signal;
let server: FakeApiServer;
let transport: Transport;

beforeEach(async () => {
  server = await startFakeApiServer();
  server.namespaces.put({ metadata: { name: "shop" } });
  transport = openTransport(accessOf(server.url), credentialsOf({}), { userAgent: "podscope/test" });
});

afterEach(async () => {
  await transport.close();
  await server.close();
});

test("who we are is asked by a review over our own transport, and its control characters go", async () => {
  const userInfo = { username: "on\u001b[31mcall", groups: ["shop", "system:authenticated"] };
  server.fail({ status: 201, body: { kind: "SelfSubjectReview", status: { userInfo } } });

  expect(await whoAmI(transport, never)).toEqual({
    username: "on[31mcall",
    groups: ["shop", "system:authenticated"],
  });
  const [request] = server.requests;
  expect(request).toMatchObject({ method: "POST", path: "/apis/authentication.k8s.io/v1/selfsubjectreviews" });
  expect(request?.headers["user-agent"]).toBe("podscope/test");
  expect(JSON.parse(request?.body ?? "")).toMatchObject({ kind: "SelfSubjectReview" });
});

test("what we may do is asked by a review, and its reason is safe for the screen", async () => {
  const right = { verb: "create", group: "", resource: "pods", subresource: "eviction" };
  expect(await accessReview(transport, right, "shop", never)).toEqual({ isAllowed: true, reason: "" });
  const [request] = server.requests;
  expect(request).toMatchObject({ method: "POST", path: "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews" });
  expect(JSON.parse(request?.body ?? "").spec).toEqual({ resourceAttributes: { namespace: "shop", ...right } });

  const kind = "SelfSubjectAccessReview";
  server.fail({ status: 201, body: { kind, status: { allowed: false, reason: "fro\u001b[1mzen" } } });
  expect(await accessReview(transport, right, "shop", never)).toEqual({ isAllowed: false, reason: "fro[1mzen" });
  server.fail({ status: 201, body: { kind, status: { allowed: false, evaluationError: "a role is missing" } } });
  expect(await accessReview(transport, right, "shop", never)).toEqual({
    isAllowed: false,
    reason: "a role is missing",
  });
});

test("a review that is refused is the server's own sentence", async () => {
  server.fail({ status: 403 });

  await expect(whoAmI(transport, never)).rejects.toMatchObject({ name: "KubeError", failure: "forbidden" });
});

test("only the server's word that a namespace is missing counts", async () => {
  expect(await hasNamespace(transport, "shop", never)).toBe(true);
  expect(await hasNamespace(transport, "nope", never)).toBe(false);
  server.fail({ status: 403 });
  expect(await hasNamespace(transport, "nope", never)).toBe(true);
  server.fail({ status: 500 });
  await expect(hasNamespace(transport, "nope", never)).rejects.toMatchObject({ failure: "server" });
});

test("a question ends with its signal", async () => {
  server.fail({ wait: new Promise(() => {}) });
  const stop = new AbortController();
  const answer = whoAmI(transport, stop.signal);
  await server.until(() => server.requests.length === 1);
  stop.abort(new Error("left"));

  await expect(answer).rejects.toThrow("left");
});
