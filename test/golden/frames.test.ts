import { describe, expect, test } from "vitest";
import { noConfigurationError } from "../../src/kube/config/configError.ts";
import { KubeError } from "../../src/kube/kubeError.ts";
import { ageMark } from "../../src/resources/health/podHealth.ts";
import type { PodResources } from "../../src/resources/podResources.ts";
import type { PodRow } from "../../src/resources/podRow.ts";
import { widthOf } from "../../src/table/textWidth.ts";
import { DashboardStage, type StageOptions } from "../support/dashboardStage.ts";
import { drawnLines, drawnScreen } from "../support/drawnScreen.tsx";
import { podRow, unhealthy } from "../support/podRow.ts";

process.env.TZ = "UTC";

const sizes = [
  [80, 24],
  [200, 50],
  [60, 12],
  [40, 8],
] as const;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** The stage's clock begins here. */
const now = Date.UTC(2026, 0, 5, 10, 0, 0);

const resourcesOf = (cpuRequest: number, cpuLimit: number, requestMi: number, limitMi: number): PodResources => ({
  cpuRequest,
  cpuLimit,
  memoryRequest: requestMi * 1024 * 1024,
  memoryLimit: limitMi * 1024 * 1024,
  containers: ["main"],
  others: [],
});

/** One pod of each kind, among pods that are well. */
function pods(): PodRow[] {
  const pod = (name: string, ageMs: number, change: Partial<PodRow> = {}): PodRow =>
    podRow({
      name,
      owner: `ReplicaSet/${name.slice(0, name.lastIndexOf("-"))}`,
      createdAt: now - ageMs,
      ip: `10.244.3.${name.length}`,
      node: "worker-3.eu-west-1",
      ...change,
    });
  const well = Array.from({ length: 30 }, (_, index) =>
    pod(`web-7d9f8c6b5-${"bcdfghjklm"[index % 10]}${index}x2p`, index * 7 * hour, {
      node: `worker-${index % 4}.eu-west-1`,
    }),
  );
  return [
    pod("api-5c9d7f4b8d-2xkqp", 3 * day, { readyContainers: 2, totalContainers: 2 }),
    pod("api-5c9d7f4b8d-9zwmt", 3 * day, {
      readyContainers: 1,
      totalContainers: 2,
      status: "CrashLoopBackOff",
      restarts: 214,
      restartedAt: now - 3 * minute - 12_000,
      ...unhealthy("broken", `OOMKilled exit 137, limit 256Mi, 215th try, ${ageMark} ago`, {
        since: now - 3 * minute - 12_000,
      }),
    }),
    pod("backup-28934560-h7l2v", 6 * hour, { readyContainers: 0, status: "Completed", health: "done" }),
    pod("cart-0", 12 * day, { restarts: 3, restartedAt: now - 5 * day }),
    pod("cart-1", 40_000, { readyContainers: 0, status: "Init:1/3", ip: "" }),
    pod("checkout-6f5b9d-q8x4n", 2 * minute, { readyContainers: 0, status: "ContainerCreating", ip: "" }),
    pod("checkout-6f5b9d-r7c2k", 4 * minute, {
      readyContainers: 0,
      status: "ImagePullBackOff",
      ...unhealthy("broken", "pull: manifest unknown checkout:v1.2.3"),
    }),
    pod("ledger-0", 90 * day, {
      readyContainers: 1,
      totalContainers: 2,
      ...unhealthy("degraded", `readiness failing for ${ageMark}: books`, { since: now - 4 * minute }),
    }),
    pod("migrate-2024-kd82h", 1 * hour, {
      readyContainers: 0,
      status: "Error",
      ...unhealthy("broken", `exit 3, ${ageMark} ago`, { since: now - 55 * minute }),
    }),
    pod("search-indexer-0", 9 * hour, {
      readyContainers: 0,
      status: "Pending",
      node: "",
      ip: "",
      ...unhealthy("broken", "0/12 nodes: 8 insufficient cpu, 4 taint dedicated=gpu"),
    }),
    pod("search-indexer-1", 9 * hour, {
      status: "Terminating",
      ...unhealthy("stuck", `stuck terminating ${ageMark}: finalizer example.com/hold`, { since: now - 12 * minute }),
    }),
    ...well,
  ];
}

/** A release of which so many pods cannot be pulled, among the others. */
function incident(broken: number): PodRow[] {
  const cause = unhealthy("broken", "pull: manifest unknown checkout:v2", { began: now - 6 * minute });
  const release = (hash: string, count: number, change: (index: number) => Partial<PodRow>) =>
    Array.from({ length: count }, (_, index) =>
      podRow({
        name: `checkout-${hash}-${index}`,
        owner: `ReplicaSet/checkout-${hash}`,
        labels: `pod-template-hash=${hash}`,
        createdAt: now - 6 * minute,
        ...change(index),
      }),
    );
  return [
    ...pods(),
    ...release("7f9c", 12, (index) => (index < broken ? cause : {})),
    ...release("6b1d", 8, () => ({})),
  ];
}

/** Names and statuses that do not fit, or are not as wide as they are long. */
function oddPods(): PodRow[] {
  const pod = (name: string, change: Partial<PodRow> = {}) => podRow({ name, createdAt: now - 5 * minute, ...change });
  return [
    pod("a-very-long-name-of-a-deployment-that-somebody-generated-from-a-branch-name-7d9f8c6b5-x2p4q"),
    pod("日本語のとても長い名前のポッドはどこで切れますか-7d9f8c6b5-x2p4q"),
    pod("emoji-👩‍👩‍👧-🇩🇪-👍🏽-e\u0301"),
    pod("escape-\u001b[31mred\u001b[0m-\u0007bell-\r\nline"),
    pod("right-\u202eto-left\u202c"),
    pod("status", { status: "CreateContainerConfigErrorBecauseSomebodyWroteAVeryLongReasonHere" }),
    pod("restarts", { restarts: 1_234_567, restartedAt: now - 3 * day - 4 * hour }),
    pod("zero-width-\u200bspace-\u200djoiner"),
  ];
}

interface Frame {
  readonly what: string;
  readonly options?: StageOptions;
  readonly env?: Readonly<Record<string, string>>;
  readonly play?: (stage: DashboardStage) => void | Promise<void>;
}

/** One pod crashed 40 s ago, a pod was made 30 s ago, and one went 20 s ago, whose place the new one has. */
function playIncident(stage: DashboardStage): void {
  const [first, second] = pods();
  if (first === undefined || second === undefined) throw new Error("too few pods");
  stage.live(pods());
  stage.pass(10_000);
  stage.put({
    ...first,
    status: "Error",
    readyContainers: 1,
    ...unhealthy("broken", `exit 137 (SIGKILL), ${ageMark} ago`, { since: now + 10_000 }),
  });
  stage.pass(10_000);
  stage.put(podRow({ name: "api-5c9d7f4b8d-n6vwq", owner: second.owner, createdAt: now + 20_000 }));
  stage.pass(10_000);
  stage.remove(second);
  stage.pass(20_000);
}

const refused = new KubeError("unreachable", "connection to 10.20.30.40:6443 refused", {
  advice: "Is the API server running, and is this its address?",
});
const forbidden = new KubeError(
  "forbidden",
  'pods is forbidden: User "oncall@example.com" cannot list resource "pods" in API group "" in the namespace "shop"',
);
const unauthorized = new KubeError("unauthorized", "the server answered 401 Unauthorized", {
  advice: "Run `aws` in a shell to log in first.",
});
const noConfig = new KubeError("config", 'the kubeconfig has no context "prdo"', { advice: 'Did you mean "prod"?' });

const nothing = noConfigurationError(
  "no kubeconfig found: looked for /home/ada/.kube/config, and for the service account of a pod",
);
const demo = { mark: "demo cluster" };
const demoAccess = { context: "demo", cluster: "demo", user: "demo-admin" };

const changing: StageOptions = { dashboard: { allowWrites: true } };

/** Pods of which the first can be restarted. */
function changeable(stage: DashboardStage): void {
  const owned = (kind: string, name: string) => ({
    ownerReferences: [{ apiVersion: "apps/v1", kind, name, controller: true }],
  });
  const path = "/apis/apps/v1/namespaces/shop";
  const name = "api-5c9d7f4b8d-2xkqp";
  stage.objects.set(`/api/v1/namespaces/shop/pods/${name}`, {
    metadata: { namespace: "shop", name, uid: `uid-shop-${name}`, ...owned("ReplicaSet", "api-5c9d7f4b8d") },
  });
  stage.objects.set(`${path}/replicasets/api-5c9d7f4b8d`, { metadata: owned("Deployment", "api") });
  stage.objects.set(`${path}/deployments/api`, {
    metadata: { namespace: "shop", name: "api", uid: "uid-api" },
    spec: { replicas: 12, strategy: { type: "Recreate" } },
  });
  stage.live(pods().map((row) => ({ ...row, owner: ownerIn(row.name) })));
}

/** By the pod's name; those of search have none. */
function ownerIn(name: string): string {
  const [, app = "", rest = ""] = /^(.*?)-(.*)$/.exec(name) ?? [];
  if (app === "search") return "";
  return /^\d+$/.test(rest) ? `StatefulSet/${app}` : `ReplicaSet/${name.replace(/-\w+$/, "")}`;
}

/** So long after yes was said. */
async function after(stage: DashboardStage, ms: number): Promise<void> {
  await stage.clock.advance(ms);
  stage.draw();
}

const frames: readonly Frame[] = [
  {
    what: "question before a pod is deleted",
    options: changing,
    play: async (stage) => {
      stage.access.refused.set("create pods/eviction shop", "the cluster is frozen");
      changeable(stage);
      await stage.settle();
      stage.press("ctrl-d");
      await stage.settle();
    },
  },
  {
    what: "question before a pod without an owner is deleted at once",
    options: changing,
    play: (stage) => {
      changeable(stage);
      stage.press("/");
      stage.type("search-indexer-1");
      stage.press("enter", "ctrl-d", "f");
    },
  },
  {
    what: "question before marked pods are deleted",
    options: changing,
    play: (stage) => {
      changeable(stage);
      stage.press("v", "v", "v", "v", "v", "v", "v", "v", "v", "v", "v", "v", "/");
      stage.type("!search");
      stage.press("enter", "ctrl-d", "1", "3");
    },
  },
  {
    what: "deletion that can be undone",
    options: changing,
    play: async (stage) => {
      changeable(stage);
      stage.press("ctrl-d", "y");
      await after(stage, 1_200);
    },
  },
  {
    what: "evictions of which some were refused",
    options: changing,
    play: async (stage) => {
      changeable(stage);
      const message = "Cannot evict pod as it would violate the pod's disruption budget.";
      const cause = {
        reason: "DisruptionBudget",
        message: "The disruption budget api needs 2 healthy pods and has 2 currently",
      };
      const status = { code: 429, reason: "TooManyRequests", message, causes: [cause] };
      const budget = new KubeError("throttled", message, { status });
      stage.changes.errors.push(
        budget,
        budget,
        undefined,
        new KubeError("unreachable", "10.20.30.40:6443 cut the connection.", { isUnanswered: true }),
      );
      stage.press("v", "v", "v", "v", "v", "ctrl-d", "e", "5", "enter");
      await after(stage, 3_000);
    },
  },
  {
    what: "question before a restart",
    options: changing,
    play: async (stage) => {
      changeable(stage);
      stage.press("ctrl-r");
      await stage.settle();
    },
  },
  { what: "starting" },
  {
    what: "connecting",
    play: (stage) => {
      stage.sync({ phase: "connecting", host: "https://10.20.30.40:6443", since: now });
      stage.pass(4_000);
    },
  },
  {
    what: "loading",
    play: (stage) => {
      stage.rows(pods());
      stage.sync({ phase: "loading", received: 12_400, total: 100_000 });
    },
  },
  { what: "live", play: (stage) => stage.live(pods()) },
  {
    what: "demo cluster",
    options: { namespace: null, access: demoAccess, dashboard: demo },
    play: async (stage) => {
      stage.live([...pods(), podRow({ namespace: "kube-system", name: "coredns-5d78c9869d-abcde" })]);
      stage.press("/");
      stage.type("api");
      stage.press("enter");
      await stage.settle();
    },
  },
  {
    what: "demo cluster with an expired login",
    options: { namespace: null, access: { ...demoAccess, context: "demo-expired" }, dashboard: demo },
    play: (stage) => stage.sync({ phase: "unauthorized", asOf: undefined, error: unauthorized }),
  },
  {
    what: "demo cluster, reloading",
    options: { access: demoAccess, dashboard: demo },
    play: (stage) => {
      stage.live(pods());
      stage.sync({ phase: "resyncing", asOf: now, cause: "the history expired", received: 1_200, total: 1_300 });
    },
  },
  {
    what: "live in all namespaces, wide, sorted",
    options: { namespace: null },
    play: (stage) => {
      stage.live([...pods(), podRow({ namespace: "kube-system", name: "coredns-5d78c9869d-abcde" })]);
      stage.press("w", "]", "]", "]", "]", "]");
    },
  },
  { what: "live without colours", env: { NO_COLOR: "1" }, play: (stage) => stage.live(pods()) },
  {
    what: "reconnecting",
    play: (stage) => {
      stage.live(pods());
      stage.pass(5_000);
      stage.sync({ phase: "catchingUp", asOf: now, since: now + 4_000, cause: "the connection was reset" });
    },
  },
  {
    what: "waiting to try again",
    play: (stage) => {
      stage.live(pods());
      stage.sync({ phase: "waiting", asOf: now, until: now + 7_000, error: refused });
    },
  },
  {
    what: "resyncing",
    play: (stage) => {
      stage.live(pods());
      stage.sync({ phase: "resyncing", asOf: now, cause: "the history expired", received: 1_200, total: 1_300 });
    },
  },
  {
    what: "polling",
    play: (stage) => {
      stage.live(pods());
      stage.sync({ phase: "polling", verifiedAt: now, everyMs: 10_000 });
    },
  },
  {
    what: "unauthorized",
    play: (stage) => stage.sync({ phase: "unauthorized", asOf: undefined, error: unauthorized }),
  },
  {
    what: "unauthorized with rows",
    play: (stage) => {
      stage.live(pods());
      stage.sync({ phase: "unauthorized", asOf: now, error: unauthorized, retryAt: now + 30_000 });
    },
  },
  {
    what: "forbidden",
    options: { namespace: null },
    play: async (stage) => {
      stage.sync({ phase: "forbidden", asOf: undefined, error: forbidden, retryAt: now + 60_000 });
      await stage.settle();
    },
  },
  {
    what: "unreachable",
    play: (stage) => stage.sync({ phase: "unreachable", asOf: undefined, error: refused, retryAt: now + 12_000 }),
  },
  { what: "no kubeconfig", options: { brokenBy: nothing } },
  { what: "broken kubeconfig", options: { brokenBy: noConfig } },
  { what: "empty namespace", play: (stage) => stage.live([]) },
  {
    what: "filtered",
    play: (stage) => {
      stage.live(pods());
      stage.press("/");
      stage.type("!web restarts>=3");
      stage.press("enter");
    },
  },
  {
    what: "unhealthy only",
    play: (stage) => {
      stage.live(pods());
      stage.press("ctrl-z");
    },
  },
  {
    what: "only the pods of one owner on one node",
    options: { namespace: null },
    play: (stage) => {
      const web = { owner: "ReplicaSet/web-7d9f8c6b5", labels: "pod-template-hash=7d9f8c6b5" };
      stage.live(pods().map((pod) => (pod.name.startsWith("web-") ? { ...pod, ...web } : pod)));
      stage.press("G", "o", "N");
    },
  },
  {
    what: "what the pods use",
    play: async (stage) => {
      const resources = resourcesOf(250, 1000, 128, 256);
      stage.live(pods().map((pod) => ({ ...pod, createdAt: Math.min(pod.createdAt, now - minute), resources })));
      stage.samples = pods().map(({ key, health }, index) => ({
        key,
        at: now - 8_000,
        windowMs: 15_000,
        nanocores: index * 21_000_000 + 1,
        bytes: (index * 9 + 17) * 1024 * 1024,
        containers: health === "done" ? ["unknown"] : ["main"],
      }));
      stage.press("m");
      await stage.settle();
      stage.press("s");
      stage.type("%MEM/L");
      stage.press("enter");
    },
  },
  {
    what: "no metrics",
    play: async (stage) => {
      stage.live(pods());
      stage.samples = new KubeError("notFound", "the server could not find the requested resource");
      stage.press("m");
      await stage.settle();
    },
  },
  {
    what: "a pod that is on no node",
    play: (stage) => {
      stage.live(pods());
      stage.press("/");
      stage.type("search-indexer-0");
      stage.press("enter", "N");
    },
  },
  {
    what: "why of the pod under the cursor",
    play: (stage) => {
      stage.live(pods());
      stage.press("j");
    },
  },
  {
    what: "triage",
    play: (stage) => {
      stage.live(incident(8));
      stage.press("t");
      for (const broken of [3, 7, 12, 12, 10]) {
        stage.pass(2 * minute);
        stage.live(incident(broken));
      }
      stage.press("j");
    },
  },
  {
    what: "triage of rows that are old",
    play: (stage) => {
      stage.live(incident(8));
      stage.press("t");
      stage.sync({ phase: "unreachable", asOf: now, error: refused, retryAt: now + 12_000 });
    },
  },
  {
    what: "triage while the list arrives",
    options: { dashboard: { triage: true } },
    play: (stage) => {
      stage.rows(incident(8));
      stage.sync({ phase: "loading", received: 12_400, total: 100_000 });
    },
  },
  {
    what: "triage with nothing to show",
    options: { dashboard: { triage: true } },
    play: (stage) => stage.live(incident(0).filter(({ health }) => health === "ok")),
  },
  {
    what: "incident card",
    play: (stage) => {
      stage.live(incident(12));
      stage.press("i");
    },
  },
  {
    what: "without those that are done",
    play: (stage) => {
      stage.live(pods());
      stage.press(".", "G");
    },
  },
  {
    what: "sorted by the worst",
    play: (stage) => {
      stage.live(pods());
      stage.press("]", "]", "]", "]", "]", "]");
    },
  },
  {
    what: "filter with a problem",
    play: (stage) => {
      stage.live(pods());
      stage.press("/");
      stage.type("api age<soon");
    },
  },
  {
    what: "filter that nothing passes",
    play: (stage) => {
      stage.live(pods());
      stage.press("/");
      stage.type("nothing-is-called-this");
      stage.press("enter");
    },
  },
  {
    what: "paused",
    play: (stage) => {
      stage.live(pods());
      stage.press("space");
      stage.put(podRow({ name: "later-1" }), podRow({ name: "later-2" }));
    },
  },
  {
    what: "marked pods, one of them hidden",
    play: (stage) => {
      stage.live(pods());
      stage.press("v", "j", "v", "v", "/");
      stage.type("!cart-0");
      stage.press("enter", "g", "j", "j");
    },
  },
  {
    what: "marked pods without colours, and one that changes",
    env: { NO_COLOR: "1" },
    play: (stage) => {
      const [first] = pods();
      if (first === undefined) throw new Error("too few pods");
      stage.live(pods());
      stage.press("v", "v");
      stage.put({ ...first, readyContainers: 1 });
    },
  },
  {
    what: "watching for what is broken",
    play: (stage) => {
      stage.live(pods());
      stage.press("/");
      stage.type("health=broken");
      stage.press("enter", "!", "esc");
      stage.pass(10_000);
    },
  },
  {
    what: "a pod entered what is watched",
    play: (stage) => {
      const [first] = pods();
      if (first === undefined) throw new Error("too few pods");
      stage.live(pods());
      stage.press("!");
      stage.pass(10_000);
      stage.put({
        ...first,
        resourceVersion: "2",
        status: "OOMKilled",
        readyContainers: 1,
        ...unhealthy("broken", "OOMKilled exit 137, limit 256Mi"),
      });
      stage.pass(10_000);
    },
  },
  {
    what: "new, changed and gone",
    play: (stage) => {
      const [first, second, third] = pods();
      if (first === undefined || second === undefined || third === undefined) throw new Error("too few pods");
      stage.live(pods());
      stage.pass(1_000);
      stage.put(
        podRow({ name: "api-5c9d7f4b8d-new", createdAt: now, readyContainers: 0, status: "Pending", ip: "", node: "" }),
        { ...second, status: "Running", readyContainers: 2 },
      );
      stage.remove(third);
    },
  },
  {
    what: "a moment before",
    play: (stage) => {
      playIncident(stage);
      stage.press("<", "<");
    },
  },
  {
    what: "the oldest that is known",
    play: (stage) => {
      playIncident(stage);
      stage.press("<", "<", "<", "<");
    },
  },
  {
    what: "pods that went",
    play: (stage) => {
      playIncident(stage);
      stage.press("D");
    },
  },
  {
    what: "parked cursor",
    play: (stage) => {
      const rows = pods();
      stage.live(rows);
      stage.press("j", "j", "j");
      const [, , , fourth] = rows;
      if (fourth === undefined) throw new Error("too few pods");
      stage.remove(fourth);
      stage.pass(4_000);
    },
  },
  {
    what: "cursor at the end",
    play: (stage) => {
      stage.live(pods());
      stage.press("G");
    },
  },
  { what: "odd texts", play: (stage) => stage.live(oddPods()) },
  {
    what: "odd names in the header",
    options: {
      access: {
        context: "arn:aws:eks:eu-west-1:123456789012:cluster/production-europe-\u001b[2J-日本",
        cluster: "arn:aws:eks:eu-west-1:123456789012:cluster/production-europe",
        user: "somebody.with.a.long.name@subsidiary.example.com",
        tls: { ca: undefined, serverName: undefined, insecure: true },
      },
      namespace: "a-namespace-with-a-rather-long-name-for-a-feature-branch",
    },
    play: async (stage) => {
      stage.live(pods());
      await stage.settle();
    },
  },
  {
    what: "help",
    play: (stage) => {
      stage.live(pods());
      stage.press("?");
    },
  },
  {
    what: "help scrolled to its end",
    play: (stage) => {
      stage.live(pods());
      stage.press("?", ...Array.from({ length: 6 }, () => "pageDown" as const));
    },
  },
  {
    what: "namespace picker",
    play: (stage) => {
      stage.live(pods());
      stage.press("n");
      stage.namespaces("billing", "default", "kube-system", "shop", "shop-staging", "team-very-long-name-of-a-team");
    },
  },
  {
    what: "namespace picker, narrowed",
    play: (stage) => {
      stage.live(pods());
      stage.press("n");
      stage.namespaces("billing", "default", "kube-system", "shop", "shop-staging");
      stage.type("sho");
    },
  },
  {
    what: "context picker",
    options: {
      contexts: ["prod-eu", "prod-us", "staging", "kind-local"].map((name) => ({
        name,
        cluster: `${name}-1`,
        user: name === "kind-local" ? "" : "oncall",
        namespace: "default",
        current: name === "prod-eu",
      })),
    },
    play: (stage) => {
      stage.live(pods());
      stage.press("c");
    },
  },
  {
    what: "command line with a completion",
    play: (stage) => {
      stage.live(pods());
      stage.press(":");
      stage.namespaces("shop", "shop-staging", "billing");
      stage.type("ns bil");
    },
  },
];

describe.each(sizes)("at %ix%i", (columns, lines) => {
  test.each(frames)("$what", async ({ what, options, env, play }) => {
    const stage = new DashboardStage({ ...options, columns, lines });
    await play?.(stage);

    for (const line of drawnScreen(stage.view, env)
      .split("\n")
      .slice(1, lines + 1))
      expect(widthOf(line)).toBe(columns + 2);
    expect(drawnLines(stage.view, env)).toHaveLength(lines);
    const name = what.replaceAll(/[^a-z]+/g, "-");
    await expect(drawnScreen(stage.view, env)).toMatchFileSnapshot(`frames/${columns}x${lines}/${name}.txt`);
  });
});

test("a terminal that is too small says so", async () => {
  const stage = new DashboardStage({ columns: 30, lines: 6 });
  stage.live(pods());

  await expect(drawnScreen(stage.view)).toMatchFileSnapshot("frames/too-small.txt");
});
