import { accessLog, javaLog, jsonLog, klog } from "./logLines.ts";
import type { Service } from "./programs.ts";

/** How the services that everybody sees write their logs, by name. */
export const voices = {
  storefront: {
    voice: accessLog(["/", "/p/#", "/c/garden", "/c/kitchen", "/search?q=lamp", "/cart", "/assets/app.js"], 700),
  },
  checkout: {
    voice: javaLog("d.s.checkout.OrderService", [
      "order # placed, 3 items",
      "payment of order # authorized in 84 ms",
      "reserved stock for order #",
      "address of order # validated",
    ]),
    readyMs: 5200,
  },
  cart: { voice: jsonLog(["item added", "item removed", "cart loaded", "cart merged after login"]) },
  catalog: { voice: accessLog(["/products/#", "/products?page=2", "/categories/12", "/stock/#"]) },
  recommendations: { voice: jsonLog(["recommended", "model answered", "features fetched"], 900) },
  imageResizer: { voice: jsonLog(["resized", "already in cache", "converted to avif"], 2600) },
  paymentsApi: {
    voice: jsonLog(["payment authorized", "payment captured", "refund issued", "webhook delivered"], 1400),
  },
  ledger: {
    voice: javaLog("d.p.ledger.PostingService", [
      "posted entry # in 12 ms",
      "balance of account # checked",
      "batch # closed with 250 entries",
    ]),
    readyMs: 6100,
  },
  fraudScorer: { voice: jsonLog(["scored", "rule matched", "model refreshed"], 1900) },
  searchApi: { voice: accessLog(["/v2/query?q=chair", "/v2/query?q=rug", "/v2/facets", "/v2/suggest?q=la"], 600) },
  indexer: {
    voice: klog("merger.go", [
      '"Segment merged" docs=# took="1.8s"',
      '"Flushed" docs=#',
      '"Merge queue is long" length=14 oldest="4m"',
    ]),
  },
  queryRewriter: { voice: jsonLog(["rewritten", "no synonym", "spelling corrected"], 1600) },
  embedder: { voice: jsonLog(["batch embedded", "queue drained"], 3100), readyMs: 14_000 },
  controller: {
    voice: klog("controller.go", [
      '"Synced" key="shop/storefront" took="4ms"',
      '"Reconciled" objects=#',
      '"Watch closed and opened again" resource="endpointslices"',
    ]),
  },
  prometheus: {
    voice: klog("scrape.go", [
      '"Scrape pool done" targets=# failed=0',
      '"Compacted block" series=#',
      '"WAL truncated" took="41ms"',
    ]),
    readyMs: 8000,
  },
  dns: {
    voice: klog("server.go", [
      '"Answered" name="ledger-db.payments.svc.cluster.local." rcode=NOERROR',
      '"Reloaded" zones=1',
    ]),
  },
} as const satisfies Readonly<Record<string, Service>>;
