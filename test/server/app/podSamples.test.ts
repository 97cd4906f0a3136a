import { afterEach, beforeEach, expect, test } from "vitest";
import { metricsTroubleOf } from "../../../src/app/metrics/metricsTrouble.ts";
import { podSamples } from "../../../src/app/metrics/podSamples.ts";
import { noSelectors, type Scope } from "../../../src/app/scope.ts";
import { systemClock } from "../../../src/base/clock.ts";
import { kubeErrorOf } from "../../../src/kube/kubeError.ts";
import { openTransport } from "../../../src/kube/wire/httpTransport.ts";
import type { Transport } from "../../../src/kube/wire/transport.ts";
import { accessOf, credentialsOf } from "../../support/accessOf.ts";
import { type FakeApiServer, startFakeApiServer } from "../../support/fakeApiServer.ts";

const never = new AbortController().signal;
const json = { "content-type": "application/json" };
let server: FakeApiServer;
let transport: Transport;

beforeEach(async () => {
  server = await startFakeApiServer();
  transport = openTransport(accessOf(server.url), credentialsOf({}), { userAgent: "podscope/test" });
});

afterEach(async () => {
  await transport.close();
  await server.close();
});

async function samplesOf(scope: Partial<Scope> = {}): Promise<readonly string[]> {
  const keys: string[] = [];
  const how = { transport, clock: systemClock, random: () => 0 };
  for await (const samples of podSamples({ namespace: "shop", selectors: noSelectors, ...scope }, how, never)) {
    keys.push(...samples.map(({ key, nanocores }) => `${key} ${nanocores}`));
  }
  return keys;
}

const metricsOf = (count: number) => ({
  kind: "PodMetricsList",
  apiVersion: "metrics.k8s.io/v1beta1",
  metadata: {},
  items: Array.from({ length: count }, (_, index) => ({
    metadata: { name: `web-${index}`, namespace: "shop" },
    timestamp: "2026-01-05T10:00:00Z",
    window: "15s",
    containers: [{ name: "main", usage: { cpu: `${index}n`, memory: "1Ki" } }],
  })),
});

test("are read however they arrive", async () => {
  server.fail({ headers: json, body: JSON.stringify(metricsOf(300)) });
  server.settings.pieceBytes = 1_000;

  expect(await samplesOf()).toEqual(Array.from({ length: 300 }, (_, index) => `shop/web-${index} ${index}`));
});

test.each([
  { scope: {}, path: "/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods", query: {} },
  { scope: { namespace: undefined }, path: "/apis/metrics.k8s.io/v1beta1/pods", query: {} },
  {
    scope: { selectors: { labels: "app=web", fields: "spec.nodeName=n1" } },
    path: "/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods",
    query: { labelSelector: "app=web" },
  },
])("are asked for by $path with $query", async ({ scope, path, query }) => {
  server.fail({ headers: json, body: JSON.stringify(metricsOf(0)) });
  await samplesOf(scope);

  expect(server.requests).toMatchObject([{ method: "GET", path, query, headers: { accept: "application/json" } }]);
});

test.each([
  { what: "nobody serves", fault: undefined, text: /^No CPU and memory: this cluster has no metrics-server/ },
  {
    what: "are not there at the moment",
    fault: { status: 503, headers: { "content-type": "text/plain" }, body: "service unavailable\n" },
    text: /^No CPU and memory: metrics-server does not answer\. .*service unavailable/,
  },
  { what: "are refused", fault: { status: 403 }, text: /^No CPU and memory: / },
])("that $what are not asked for again", async ({ fault, text }) => {
  if (fault !== undefined) server.fail(fault);
  const error = await samplesOf().catch((reason: unknown) => reason);
  const trouble = metricsTroubleOf(kubeErrorOf(error));

  expect(trouble.text).toMatch(text);
  expect(trouble.isFinal).toBe(true);
});

test("that break off are asked for again", async () => {
  server.fail({ headers: json, body: JSON.stringify(metricsOf(300)), cut: { afterBytes: 3_000, how: "reset" } });
  const error = await samplesOf().catch((reason: unknown) => reason);

  expect(metricsTroubleOf(kubeErrorOf(error))).toMatchObject({ isFinal: false });
});
