import type { Health } from "../../src/resources/health/podHealth.ts";

/** Some pods of the demo (of any seed) at a moment, and what an experienced operator would say of them. */
export interface Truth {
  readonly story: string;
  /** Seconds after the start of the demo. */
  readonly at: number;
  /** Of `namespace/name`. */
  readonly pods: RegExp;
  /** Those of this image alone, when the name does not tell. */
  readonly image?: string;
  /** What their STATUS may be then. */
  readonly status: readonly string[];
  /** One of these, where it depends on the second. */
  readonly health: readonly Health[];
  readonly why: RegExp;
  /** What they have in common with others of the same trouble. */
  readonly cause: RegExp;
}

const nothing = { why: /^$/, cause: /^$/ };

/** For each story of the demo, and for what it begins with. */
export const demoTruth: readonly Truth[] = [
  {
    story: "a version that nobody pushed",
    at: 60,
    pods: /^shop\/checkout-/,
    image: "registry.demo/shop/checkout:v2.4.0",
    status: ["ErrImagePull", "ImagePullBackOff"],
    health: ["broken"],
    why: /^pull: not found checkout:v2\.4\.0$/,
    cause: /^pull: not found checkout:v2\.4\.0$/,
  },
  {
    story: "the version before it goes on",
    at: 60,
    pods: /^shop\/checkout-/,
    image: "registry.demo/shop/checkout:v2.3.1",
    status: ["Running"],
    health: ["ok"],
    ...nothing,
  },
  {
    story: "a variable that nobody has set",
    at: 70,
    pods: /^payments\/payments-api-/,
    image: "registry.demo/payments/payments-api:v1.9.0",
    status: ["Running", "Error", "CrashLoopBackOff"],
    health: ["broken", "flapping"],
    why: /^exit 1, \d+(st|nd|rd|th) try, \S+ ago$/,
    cause: /^exit 1 · payments-api:v1\.9\.0$/,
  },
  {
    story: "a cache without a bound",
    at: 10,
    pods: /^shop\/recommendations-/,
    status: ["Running", "OOMKilled", "CrashLoopBackOff"],
    health: ["broken", "flapping"],
    why: /^OOMKilled exit 137, limit 256Mi, \d+(st|nd|rd|th) try, \S+ ago$/,
    cause: /^OOMKilled exit 137, limit 256Mi · recommendations:v0\.9\.0$/,
  },
  {
    story: "a migration that fails",
    at: 10,
    pods: /^payments\/ledger-/,
    image: "registry.demo/payments/ledger:v4.2.0",
    status: ["Init:CrashLoopBackOff", "Init:1/2", "Init:Error"],
    health: ["broken", "flapping"],
    why: /^init migrate: exit 3, 14th try, \S+ ago$/,
    cause: /^init migrate: exit 3 · ledger-migrations:v4\.2\.0$/,
  },
  {
    story: "a migration that fails in another way",
    at: 200,
    pods: /^payments\/ledger-/,
    image: "registry.demo/payments/ledger:v4.2.1",
    status: ["Init:CrashLoopBackOff", "Init:1/2", "Init:Error"],
    health: ["broken", "flapping"],
    why: /^init migrate: exit 3, \d+(st|nd|rd|th) try, \S+ ago$/,
    cause: /^init migrate: exit 3 · ledger-migrations:v4\.2\.1$/,
  },
  {
    story: "a migration that works at last",
    at: 660,
    pods: /^payments\/ledger-/,
    image: "registry.demo/payments/ledger:v4.2.2",
    status: ["Running"],
    health: ["ok"],
    ...nothing,
  },
  {
    story: "a secret that somebody took away",
    at: 10,
    pods: /^payments\/payout-worker-/,
    status: ["CreateContainerConfigError"],
    health: ["broken"],
    why: /^config: secret "payout-gateway" not found$/,
    cause: /^config: secret "payout-gateway" not found · payments$/,
  },
  {
    story: "one pod more than there are devices",
    at: 10,
    pods: /^search\/embedder-/,
    status: ["Pending", "Running"],
    health: ["broken", "ok"],
    why: /^(0\/6 nodes: .*1 insufficient nvidia\.com\/gpu.*)?$/,
    cause: /^(no node: insufficient nvidia\.com\/gpu.*)?$/,
  },
  {
    story: "a queue that takes its time",
    at: 10,
    pods: /^search\/retrain-ranking$/,
    status: ["SchedulingGated"],
    health: ["ok"],
    ...nothing,
  },
  {
    story: "an index that does not answer while it merges",
    at: 10,
    pods: /^search\/indexer-/,
    status: ["Running"],
    health: ["ok", "degraded"],
    why: /^(readiness failing for \S+)?$/,
    cause: /^(readiness failing · search\/indexer-\S+)?$/,
  },
  {
    story: "an image without its program",
    at: 130,
    pods: /^shop\/image-resizer-/,
    image: "registry.demo/shop/image-resizer:v1.1.0",
    status: ["RunContainerError", "CrashLoopBackOff"],
    health: ["broken"],
    why: /^StartError exit 128: exec: "\/app\/resizer": stat \/app\/resizer/,
    cause: /^StartError exit 128: .* · image-resizer:v1\.1\.0$/,
  },
  {
    story: "a name that is none",
    at: 60,
    pods: /^shop\/debug-mira$/,
    status: ["InvalidImageName"],
    health: ["broken"],
    why: /^pull: invalid image name Debug-Tools:v1$/,
    cause: /^pull: invalid image name Debug-Tools:v1$/,
  },
  {
    story: "a rollout that takes its time",
    at: 40,
    pods: /^shop\/catalog-/,
    status: ["Running"],
    health: ["ok"],
    ...nothing,
  },
  {
    story: "a node short of memory, hours ago",
    at: 10,
    pods: /^ops-monitoring\/prometheus-/,
    status: ["Evicted", "Running"],
    health: ["broken", "ok"],
    why: /^(evicted: memory pressure, \d+h ago)?$/,
    cause: /^(evicted: memory pressure · node general-\S+)?$/,
  },
  {
    story: "a finalizer whose controller is no more",
    at: 10,
    pods: /^ops-monitoring\/log-relay$/,
    status: ["Terminating"],
    health: ["stuck"],
    why: /^stuck terminating 12m: finalizer logs\.demo\/flush, node memory-1b-\S+ not ready$/,
    cause: /^stuck terminating: finalizer logs\.demo\/flush, node memory-1b-\S+ not ready$/,
  },
  {
    story: "a node that never came back",
    at: 10,
    pods: /^search\/vector-store-0$/,
    status: ["Unknown"],
    health: ["stuck"],
    why: /^stuck terminating 26h: finalizer storage\.demo\/release-volume, node memory-1b-\S+ lost$/,
    cause: /^stuck terminating: finalizer storage\.demo\/release-volume, node memory-1b-\S+ lost$/,
  },
  {
    story: "an object that no API server ever saw",
    at: 10,
    pods: /^kube-system\/etcd-restore-check$/,
    status: [""],
    health: ["slow"],
    why: /^nothing heard from the kubelet of memory-\S+ for 8d$/,
    cause: /^nothing heard from the kubelet of memory-\S+$/,
  },
  {
    story: "a Job that was given up",
    at: 10,
    pods: /^payments\/settlement-\d+-/,
    image: "registry.demo/payments/settlement:v3.4.0",
    status: ["Error"],
    health: ["broken"],
    why: /^exit 1, \S+ ago$/,
    cause: /^exit 1 · settlement:v3\.4\.0$/,
  },
  {
    story: "Jobs that are done",
    at: 10,
    pods: /^shop\/sitemap-|^search\/build-suggestions-/,
    status: ["Completed"],
    health: ["done"],
    ...nothing,
  },
  {
    story: "a Job whose snapshot could not be fetched",
    at: 10,
    pods: /^search\/reindex-products-/,
    status: ["Init:ExitCode:3", "Init:Signal:9", "Init:OOMKilled"],
    health: ["broken"],
    why: /^init fetch-snapshot: (OOMKilled )?exit (3|137), \S+ ago$/,
    cause: /^init fetch-snapshot: (OOMKilled )?exit (3|137) · object-fetch:v0\.4\.1$/,
  },
  {
    story: "a node that went silent, after a minute",
    at: 200,
    pods: /^kube-system\/kube-proxy-|^ops-monitoring\/alert-router-/,
    status: ["Running"],
    health: ["ok", "degraded"],
    why: /^(node (general-1b|memory-1b)-\S+ not ready for \S+)?$/,
    cause: /^(node (general-1b|memory-1b)-\S+ not ready)?$/,
  },
  {
    story: "a node that went silent, when its pods are given up",
    at: 540,
    pods: /^ops-monitoring\/alert-router-/,
    status: ["Running", "Terminating"],
    health: ["ok", "stuck"],
    why: /^(stuck terminating \S+: node general-1b-\S+ not ready)?$/,
    cause: /^(stuck terminating: node general-1b-\S+ not ready)?$/,
  },
  {
    story: "a node short of memory, just now",
    at: 130,
    pods: /^shop\/storefront-/,
    status: ["Running", "Error"],
    health: ["ok", "broken"],
    why: /^(evicted: memory pressure, \S+ ago)?$/,
    cause: /^(evicted: memory pressure · node general-1a-\S+)?$/,
  },
];
