import type { Image } from "../../kubelet/image.ts";
import { seconds } from "../span.ts";
import { type Service, serviceImage, taskImage } from "./programs.ts";
import { voices } from "./voices.ts";

type Make = (name: string) => Image;

const serves =
  (service: Service): Make =>
  (name) =>
    serviceImage(name, service);
const works =
  (ms: number): Make =>
  (name) =>
    taskImage(name, ms);

/** What the versions of a repository do when no story says otherwise. */
const repositories: Readonly<Record<string, Make>> = {
  "shop/storefront": serves(voices.storefront),
  "shop/checkout": serves(voices.checkout),
  "shop/cart": serves(voices.cart),
  "shop/catalog": serves(voices.catalog),
  "shop/recommendations": serves(voices.recommendations),
  "shop/image-resizer": serves(voices.imageResizer),
  "shop/sitemap": works(seconds(47)),
  "payments/payments-api": serves(voices.paymentsApi),
  "payments/ledger": serves(voices.ledger),
  "payments/ledger-migrations": works(seconds(2)),
  "payments/fraud-scorer": serves(voices.fraudScorer),
  "payments/payout-worker": serves(voices.paymentsApi),
  "payments/settlement": works(seconds(95)),
  "payments/settlement-report": works(seconds(80)),
  "payments/reconcile-by-hand": works(seconds(240)),
  "search/search-api": serves(voices.searchApi),
  "search/indexer": serves(voices.indexer),
  "search/query-rewriter": serves(voices.queryRewriter),
  "search/embedder": serves(voices.embedder),
  "search/build-suggestions": works(seconds(48)),
  "search/reindex-products": works(seconds(300)),
  "search/retrain-ranking": works(seconds(600)),
  "ops-monitoring/prometheus": serves(voices.prometheus),
  "ops-monitoring/dump-metrics": works(seconds(360)),
  "ops-monitoring/compact-blocks": works(seconds(400)),
  "system/coredns": serves(voices.dns),
  "system/kube-proxy": serves(voices.controller),
  "system/metrics-server": serves(voices.controller),
  "base/wait-for": works(seconds(2)),
  "base/object-fetch": works(seconds(20)),
};

const usual = serves(voices.cart);

/** @param name as it stands in a pod: `registry.demo/shop/cart:v1.10.0` */
export function usualImage(name: string): Image {
  const repository = name.slice(name.indexOf("/") + 1, name.lastIndexOf(":"));
  return (repositories[repository] ?? usual)(name);
}
