import { gunzipSync } from "node:zlib";
import { request } from "undici";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { pods as podType } from "../../../src/demo/apiserver/resources/pods.ts";
import { type DemoAnswer, type DemoApi, podNamed, startDemoApi } from "../../support/demoApi.ts";

let api: DemoApi;

beforeEach(async () => {
  api = await startDemoApi();
  api.putPods("a", "b", "c", "d");
});

afterEach(() => api.close());

const pods = "/api/v1/namespaces/shop/pods";
const list = (query = "") => api.ask("GET", `${pods}?${query}`);
const namesOf = ({ body }: DemoAnswer) => body?.items?.map(({ metadata }) => metadata.name);

function tokenOf({ body }: DemoAnswer): string {
  return body?.metadata.continue ?? expect.fail("no continue token");
}

function token(content: unknown): string {
  return Buffer.from(JSON.stringify(content)).toString("base64url");
}

describe("pages", () => {
  test("say how many remain, and are of the moment of the first one", async () => {
    const first = await list("limit=3");
    const version = first.body?.metadata.resourceVersion;
    api.registry.delete(podType, { namespace: "shop", name: "d" });
    api.putPods("e");
    const second = await list(`limit=3&continue=${tokenOf(first)}`);
    expect(first.body?.metadata.remainingItemCount).toBe(1);
    expect(namesOf(second)).toEqual(["d"]);
    expect(second.body?.metadata).toEqual({ resourceVersion: version });
  });

  test("of all namespaces go on where they ended", async () => {
    const first = await api.ask("GET", "/api/v1/pods?limit=2");
    expect(JSON.parse(Buffer.from(tokenOf(first), "base64url").toString())).toMatchObject({ start: "/shop/b\0" });
    expect(namesOf(await api.ask("GET", `/api/v1/pods?continue=${tokenOf(first)}`))).toEqual(["c", "d"]);
  });

  test("of a selection do not say how many remain", async () => {
    const { body } = await list("limit=1&fieldSelector=metadata.name!%3Da");
    expect(body?.items).toMatchObject([{ metadata: { name: "b" } }]);
    expect(body?.metadata).not.toHaveProperty("remainingItemCount");
  });

  test("whose moment is forgotten are 410, with a token that goes on as it is now", async () => {
    const first = await list("limit=2");
    api.putPods("e");
    api.registry.store.compact();
    const { status, body } = await list(`limit=2&continue=${tokenOf(first)}`);
    expect([status, body?.reason]).toEqual([410, "Expired"]);
    expect(body?.message).toMatch(
      /^The provided continue parameter is too old to display a consistent list result\. You can/,
    );
    expect(namesOf(await list(`continue=${body?.metadata.continue}`))).toEqual(["c", "d", "e"]);
  });

  test.each([
    ["%25%25", "illegal base64 data at input byte 0"],
    ["abc", "invalid character 'i' looking for beginning of value"],
    [
      token({ v: "meta.k8s.io/v2", rv: 5, start: "a" }),
      "server does not recognize this encoded version meta.k8s.io/v2",
    ],
    [
      token({ v: "meta.k8s.io/v1", rv: 0, start: "a" }),
      "incorrect encoded start resourceVersion (version meta.k8s.io/v1)",
    ],
    [token({ v: "meta.k8s.io/v1", rv: 5, start: "" }), "encoded start key empty (version meta.k8s.io/v1)"],
    [token({ v: "meta.k8s.io/v1", rv: 5, start: "../x" }), "../x"],
  ])("with the token %s are refused", async (text, why) => {
    const message = `invalid continue token: continue key is not valid: ${why}`;
    expect(await list(`continue=${text}`)).toMatchObject({ status: 400, body: { message } });
  });
});

describe("the version of a list", () => {
  /** Of the third pod. */
  let old: number;

  beforeEach(() => {
    old = api.registry.store.revision - 1;
  });

  test.each<[string, readonly string[]]>([
    ["", ["a", "b", "c", "d"]],
    ["resourceVersion=0&limit=1", ["a", "b", "c", "d"]],
    ["resourceVersion=1", ["a", "b", "c", "d"]],
    ["resourceVersion=1&resourceVersionMatch=NotOlderThan&limit=2", ["a", "b"]],
    ["resourceVersion=OLD&resourceVersionMatch=Exact", ["a", "b", "c"]],
    ["resourceVersion=OLD&limit=10", ["a", "b", "c"]],
    ["limit=-1", ["a", "b", "c", "d"]],
  ])("%j gives %j", async (query, names) => {
    expect(namesOf(await list(query.replace("OLD", String(old))))).toEqual(names);
  });

  test("that is forgotten is 410", async () => {
    api.registry.store.compact();
    expect(await list(`resourceVersion=${old}&resourceVersionMatch=Exact`)).toMatchObject({
      status: 410,
      body: { reason: "Expired", message: "The resourceVersion for the provided list is too old." },
    });
  });

  test("that is not there yet is waited for, in vain", async () => {
    const asked = list("resourceVersion=1000");
    await api.until(() => api.time.nextAt !== undefined);
    api.time.advanceTo(api.time.now() + 3_000);
    const { status, headers, body } = await asked;
    expect([status, headers.get("retry-after")]).toEqual([504, "1"]);
    expect(body).toMatchObject({
      message: `Timeout: Too large resource version: 1000, current: ${api.registry.store.revision}`,
      details: { causes: [{ reason: "ResourceVersionTooLarge" }], retryAfterSeconds: 1 },
    });
  });

  const forbidden = 'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch ';
  test.each([
    [
      "resourceVersion=abc",
      400,
      'invalid resource version: resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax',
    ],
    ["resourceVersionMatch=Exact", 422, `${forbidden}is forbidden unless resourceVersion is provided`],
    ["resourceVersion=0&resourceVersionMatch=Exact", 422, `${forbidden}"exact" is forbidden for resourceVersion "0"`],
    [
      "resourceVersion=5&resourceVersionMatch=Foo",
      422,
      'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Unsupported value: "Foo": supported values: "Exact", "NotOlderThan", ""',
    ],
    [
      "sendInitialEvents=true",
      422,
      'ListOptions.meta.k8s.io "" is invalid: sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list',
    ],
    [
      `continue=${token({ v: "meta.k8s.io/v1", rv: 5, start: "a" })}&resourceVersion=4`,
      400,
      "specifying resource version is not allowed when using continue",
    ],
    ["limit=abc", 400, 'strconv.ParseInt: parsing "abc": invalid syntax'],
    ["labelSelector=a%20b", 400, "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    ["fieldSelector=foo%3Dbar", 400, "field label not supported: foo"],
    ["fieldSelector=foo", 400, "invalid selector: 'foo'; can't understand 'foo'"],
  ])("%s is %i: %s", async (query, status, message) => {
    expect(await list(query)).toMatchObject({ status, body: { message } });
  });
});

test("a long list is packed when the client takes that, and is the same", async () => {
  api.putPods(...Array.from({ length: 1_000 }, (_, at) => `pod-${at}`));
  const ask = async (headers: Readonly<Record<string, string>>) => {
    const { headers: answered, body } = await request(api.url + pods, { headers });
    return { encoding: answered["content-encoding"], bytes: Buffer.from(await body.arrayBuffer()) };
  };
  const plain = await ask({});
  const packed = await ask({ "accept-encoding": "gzip, deflate" });
  expect([plain.encoding, packed.encoding]).toEqual([undefined, "gzip"]);
  expect(gunzipSync(packed.bytes).equals(plain.bytes)).toBe(true);
  api.listener.settings.gzip = false;
  expect((await ask({ "accept-encoding": "gzip" })).encoding).toBeUndefined();
});

test("a short list says how long it is, and is never packed", async () => {
  const { headers } = await api.ask("GET", pods, { headers: { "accept-encoding": "gzip" } });
  expect([headers.get("content-encoding"), Number(headers.get("content-length")) > 0]).toEqual([null, true]);
});

test.each(["application/json", "application/vnd.kubernetes.protobuf"])(
  "others are answered while a list of %s is written",
  async (accept) => {
    for (let at = 0; at < 20_000; at++) api.registry.create(podType, podNamed(`pod-${at}`));
    const order: string[] = [];
    const long = api.ask("GET", pods, { headers: { accept } }).then(() => order.push("long"));
    const short = api.ask("GET", `${pods}/a`).then(() => order.push("short"));
    await Promise.all([long, short]);
    expect(order).toEqual(["short", "long"]);
  },
);
