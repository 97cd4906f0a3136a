import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { pods as podType } from "../../../src/demo/apiserver/resources/pods.ts";
import { type AskOptions, type DemoApi, podNamed, startDemoApi } from "../../support/demoApi.ts";

let api: DemoApi;

beforeEach(async () => {
  api = await startDemoApi();
});

afterEach(() => api.close());

const pods = "/api/v1/namespaces/shop/pods";

test("an object is created, read, changed, listed and deleted", async () => {
  expect(await api.ask("POST", pods, { body: podNamed("web") })).toMatchObject({ status: 201 });
  const { body: pod } = await api.ask("GET", `${pods}/web`);
  expect(pod).toMatchObject({ kind: "Pod", status: { phase: "Pending" } });
  const running = { ...pod, status: { phase: "Running" } };
  const changed = await api.ask("PUT", `${pods}/web/status`, { body: running });
  expect(changed.body).toMatchObject({ status: { phase: "Running" } });
  const list = await api.ask("GET", "/api/v1/pods");
  expect(list.body).toMatchObject({ kind: "PodList", items: [{ status: { phase: "Running" } }] });
  expect(list.body?.items?.[0]).not.toHaveProperty("kind");
  expect(await api.ask("DELETE", `${pods}/web`)).toMatchObject({ status: 200, body: { kind: "Pod" } });
  expect((await api.ask("GET", `${pods}/web`)).status).toBe(404);
});

test("a collection is deleted as its selectors say", async () => {
  api.putPods("a", "b");
  await api.ask("DELETE", `${pods}?fieldSelector=metadata.name%3Da`);
  expect(await api.ask("GET", "/api/v1/pods")).toMatchObject({ body: { items: [{ metadata: { name: "b" } }] } });
});

test("a dry run checks all and writes nothing", async () => {
  api.putPods("a");
  expect((await api.ask("POST", `${pods}?dryRun=All`, { body: podNamed("b") })).status).toBe(201);
  expect((await api.ask("POST", `${pods}?dryRun=All`, { body: podNamed("a") })).status).toBe(409);
  expect((await api.ask("DELETE", `${pods}/a?dryRun=All`)).status).toBe(200);
  expect((await api.ask("GET", pods)).body?.items).toMatchObject([{ metadata: { name: "a" } }]);
});

describe("what cannot be answered is a Status in the server's words", () => {
  beforeEach(() => api.putPods("web"));

  const pod = { apiVersion: "v1", kind: "Pod" };
  const unrecognized = "the object provided is unrecognized (must be of type Pod): ";
  const json = `${unrecognized}couldn't get version/kind; json parse error: `;
  const available = "application/json, application/yaml, application/vnd.kubernetes.protobuf";

  test.each<[string, string, number, string, AskOptions]>([
    ["GET", "/api/v1/nonsense", 404, "the server could not find the requested resource", {}],
    ["GET", "/api/v1/namespaces/shop/nodes", 404, "the server could not find the requested resource", {}],
    ["GET", "/api/v1/pods/web", 404, "the server could not find the requested resource", {}],
    ["GET", `${pods}/nope`, 404, 'pods "nope" not found', {}],
    ["GET", "/apis/apps/v1/namespaces/shop/deployments/x", 404, 'deployments.apps "x" not found', {}],
    ["PUT", pods, 405, "the server does not allow this method on the requested resource", {}],
    ["POST", "/api/v1/pods", 405, "the server does not allow this method on the requested resource", { body: {} }],
    [
      "GET",
      `${pods}/web`,
      406,
      `406: Not Acceptable\n\nAvailable representations: ${available}`,
      { headers: { accept: "text/html" } },
    ],
    [
      "GET",
      `${pods}/web`,
      406,
      `only the following media types are accepted: ${available}`,
      { headers: { accept: "application/json;as=Foo" } },
    ],
    [
      "POST",
      "/api/v1/namespaces/nowhere/pods",
      404,
      'namespaces "nowhere" not found',
      { body: { ...pod, metadata: { name: "x" } } },
    ],
    ["POST", pods, 400, `${json}unexpected end of JSON input ({)`, { body: "{" }],
    ["POST", pods, 400, `${json}unexpected end of JSON input (20)`, { body: " " }],
    ["POST", pods, 400, `${json}invalid character '1' after object key ({"a" 1})`, { body: '{"a" 1}' }],
    ["POST", pods, 400, `${json}invalid character 'x' after top-level value ({"a": 1} x)`, { body: '{"a": 1} x' }],
    [
      "POST",
      pods,
      400,
      `${json}invalid character 'a' looking for beginning of object key string ({a: 1})`,
      { body: "{a: 1}" },
    ],
    ["POST", pods, 400, `${json}invalid character 'x' looking for beginning of value ({"a": x})`, { body: '{"a": x}' }],
    [
      "POST",
      pods,
      400,
      'Node in version "v1" cannot be handled as a Pod: converting (v1.Node) to (core.Pod): unknown conversion',
      { body: { ...pod, kind: "Node" } },
    ],
    [
      "POST",
      pods,
      400,
      'Nonsense in version "v1" cannot be handled as a Pod: no kind "Nonsense" is registered for version "v1" in scheme "pkg/runtime/scheme.go:111"',
      { body: { ...pod, kind: "Nonsense" } },
    ],
    [
      "POST",
      pods,
      400,
      "the namespace of the provided object does not match the namespace sent on the request",
      { body: { ...pod, metadata: { name: "x", namespace: "other" } } },
    ],
    [
      "POST",
      pods,
      500,
      "resourceVersion should not be set on objects to be created",
      { body: { ...pod, metadata: { name: "x", resourceVersion: "4" } } },
    ],
    [
      "POST",
      `${pods}?dryRun=yes`,
      422,
      'CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: ["yes"]: supported values: "All"',
      { body: pod },
    ],
    [
      "POST",
      pods,
      415,
      `the body of the request was in an unknown format - accepted media types include: ${available}`,
      { body: "x", headers: { "content-type": "text/plain" } },
    ],
    ["POST", pods, 413, "Request entity too large: limit is 3145728", { body: Buffer.alloc(3_200_000, " ") }],
    [
      "PUT",
      `${pods}/web`,
      400,
      "the name of the object (other) does not match the name on the URL (web)",
      { body: { ...pod, metadata: { name: "other" } } },
    ],
    [
      "PUT",
      `${pods}/web`,
      400,
      "the name of the object (web based on URL) was undeterminable: name must be provided",
      { body: { ...pod, metadata: {} } },
    ],
    ["PUT", `${pods}/nope`, 404, 'pods "nope" not found', { body: { ...pod, metadata: { name: "nope" } } }],
    [
      "PUT",
      `${pods}/web`,
      500,
      'strconv.ParseUint: parsing "abc": invalid syntax',
      { body: { ...pod, metadata: { name: "web", resourceVersion: "abc" } } },
    ],
    [
      "PUT",
      `${pods}/web`,
      409,
      'Operation cannot be fulfilled on pods "web": the object has been modified; please apply your changes to the latest version and try again',
      { body: { ...pod, metadata: { name: "web", resourceVersion: "2" } } },
    ],
    [
      "DELETE",
      `${pods}/web`,
      400,
      "json: cannot unmarshal string into Go struct field DeleteOptions.gracePeriodSeconds of type int64",
      { body: { gracePeriodSeconds: "x" } },
    ],
    [
      "DELETE",
      `${pods}/web`,
      400,
      "couldn't get version/kind; json parse error: unexpected end of JSON input",
      { body: "{" },
    ],
    [
      "DELETE",
      `${pods}/web`,
      400,
      'no kind "Pod" is registered for version "v1" in scheme "pkg/runtime/scheme.go:111"',
      { body: pod },
    ],
    [
      "DELETE",
      `${pods}/web?propagationPolicy=Foo`,
      422,
      'DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: "Foo": supported values: "Foreground", "Background", "Orphan", "nil"',
      {},
    ],
    ["DELETE", `${pods}/web?gracePeriodSeconds=abc`, 400, 'strconv.ParseInt: parsing "abc": invalid syntax', {}],
  ])("%s %s is %i: %s", async (method, path, status, message, options) => {
    expect(await api.ask(method, path, options)).toMatchObject({
      status,
      body: { kind: "Status", apiVersion: "v1", status: "Failure", message, code: status },
    });
  });

  test("where no API is, there is a page that says so", async () => {
    const answer = await api.ask("GET", "/nope");
    expect([answer.status, answer.text]).toEqual([404, "404 page not found\n"]);
  });

  test("nobody learns anything from HEAD", async () => {
    expect((await api.ask("HEAD", pods)).status).toBe(405);
  });

  test("a precondition that does not hold names both", async () => {
    const { body } = await api.ask("DELETE", `${pods}/web`, { body: { preconditions: { uid: "abc" } } });
    expect(body?.message).toMatch(
      /^Operation cannot be fulfilled on Pod "web": the UID in the precondition \(abc\) does not match the UID in record \([-\w]+\)\. The object might have been deleted and then recreated$/,
    );
  });
});

test("a mistake of the server's own is a Status too", async () => {
  const broken = await startDemoApi({ handlers: { "get /broken": () => expect.fail("oops") } });
  expect(await broken.ask("GET", "/broken")).toMatchObject({ status: 500, body: { reason: "InternalError" } });
  expect((await broken.ask("GET", "/api/v1/pods")).status).toBe(200);
  await broken.close();
});

describe("the client chooses the encoding", () => {
  beforeEach(() => api.putPods("web"));

  test.each([
    ["application/yaml", "application/yaml"],
    ["*/*", "application/json"],
    ["image/png, application/yaml;q=0.5, application/json;q=0.4", "application/yaml"],
    ["application/vnd.kubernetes.protobuf", "application/vnd.kubernetes.protobuf"],
    ["application/json;as=Table;g=meta.k8s.io;v=v9, application/json", "application/json"],
  ])("%s is answered with %s", async (accept, type) => {
    expect((await api.ask("GET", `${pods}/web`, { headers: { accept } })).headers.get("content-type")).toBe(type);
  });

  test("a refusal comes in the encoding of the request", async () => {
    const { status, text } = await api.ask("GET", `${pods}/nope`, { headers: { accept: "application/yaml" } });
    expect(status).toBe(404);
    expect(text).toContain('message: pods "nope" not found\n');
  });

  test("texts that YAML would take for something else are quoted", async () => {
    const { text } = await api.ask("GET", `${pods}/web`, { headers: { accept: "application/yaml" } });
    expect(text).toContain('creationTimestamp: "2026-01-05T10:00:00Z"');
    expect(text).toMatch(/^apiVersion: v1\nkind: Pod\nmetadata:\n/);
  });

  test("YAML and protobuf are read as JSON is", async () => {
    const yaml = "metadata: {name: yes-man}\nspec: {containers: [{name: a, image: b}]}\n";
    const headers = { "content-type": "application/yaml" };
    expect((await api.ask("POST", pods, { body: yaml, headers })).status).toBe(201);
    const { body } = await api.ask("GET", `${pods}/yes-man`);
    expect(body).toMatchObject({ spec: { containers: [{ image: "b" }] } });
  });
});

test("a long answer leaves nobody waiting for its connection to go on", async () => {
  const warnings: string[] = [];
  const onWarning = ({ message }: Error) => void warnings.push(message);
  process.on("warning", onWarning);
  for (let index = 0; index < 20; index++) {
    const pod = podNamed(`web-${index}`);
    const annotations = { large: "x".repeat(200_000) };
    api.registry.create(podType, { ...pod, metadata: { ...pod.metadata, annotations } });
  }
  const headers = { "accept-encoding": "identity" };
  expect((await api.ask("GET", "/api/v1/pods", { headers })).body?.items).toHaveLength(20);
  process.off("warning", onWarning);
  expect(warnings).toEqual([]);
});
