/** A real etcd and kube-apiserver on loopback, with their state in one folder. */
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { clusterAssets } from "./clusterAssets.ts";
import { writeClusterFiles } from "./clusterFiles.ts";
import { freePorts } from "./freePort.ts";
import { type Daemon, type Finished, run, startDaemon } from "./processes.ts";

export interface TestCluster {
  readonly dir: string;
  /** Contexts: admin (current, may everything), oncall (reads pods in `shop` only), nobody (403), intruder (401), gone (refused). */
  readonly kubeconfig: string;
  /** Base URL of the API server; it keeps its port over restarts. */
  readonly server: string;
  readonly port: number;
  /** Folder of kubectl and the others. */
  readonly assets: string;
  /** Runs the real kubectl against this cluster, `input` on its stdin. */
  kubectl(args: readonly string[], input?: string): Promise<Finished>;
  /** As `kubectl`, and throws with kubectl's own words when it fails. */
  kubectlOk(args: readonly string[], input?: string): Promise<string>;
  /** Fills the cluster with pods and changes them; see `load -h` in the assets folder. Not for a `full` cluster, whose kubelets write the same pods. */
  load(args: readonly string[]): Promise<string>;
  /** The same in the background, until it is stopped or done. */
  startLoad(args: readonly string[]): Promise<Daemon>;
  /** The same again and again until it is stopped: a load ends early when two of its workers meet at one pod. */
  startChanges(args: readonly string[]): { stop(): Promise<void> };
  /** SIGTERM and wait until it is gone: connections end in order. */
  stopApiServer(): Promise<void>;
  /** SIGKILL and wait until it is gone. */
  killApiServer(): Promise<void>;
  /** Starts the API server again on the same port and waits until it is ready. */
  startApiServer(): Promise<void>;
  /** Makes etcd forget its history: lists and continue tokens of older versions are 410. */
  compact(): Promise<void>;
  /** Ends every process; removes the folder unless the caller named it. */
  stop(): Promise<void>;
}

export interface ClusterOptions {
  /** Also the controller manager, the scheduler, three nodes and kwok's fake kubelets, so that Deployments really run. */
  readonly full?: boolean;
  /** Keep the state here and take up what an earlier run left. Default: a temporary folder that `stop` removes. */
  readonly dir?: string;
  /** More flags for the API server: `--feature-gates=WatchList=false`. */
  readonly apiServerFlags?: readonly string[];
}

/** Starts a control plane; the caller stops it. @throws when the assets are not there or the API server does not get ready. */
export async function startCluster({
  full = false,
  dir: kept,
  apiServerFlags: more = [],
}: ClusterOptions = {}): Promise<TestCluster> {
  if (clusterAssets === undefined)
    throw new Error("KUBEBUILDER_ASSETS names no folder with etcd, kube-apiserver, kubectl");
  const assets = clusterAssets;
  const dir = kept ?? (await mkdtemp(join(tmpdir(), "podscope-cluster-")));
  await mkdir(dir, { recursive: true });
  const [port = 0, etcdPort = 0, peerPort = 0] = await freePorts(3);
  const kubeconfig = await writeClusterFiles(dir, port);
  const daemons: Daemon[] = [];
  const start = async (name: string, args: readonly string[]) => {
    const daemon = await startDaemon(join(assets, name), args, join(dir, `${name}.log`));
    daemons.push(daemon);
    return daemon;
  };
  const startApiServer = async () => {
    const daemon = await start("kube-apiserver", [...apiServerFlags(dir, port, etcdPort), ...more]);
    await untilReady(dir, port, daemon);
    return daemon;
  };
  const kubectl = (args: readonly string[], input?: string) =>
    run(join(assets, "kubectl"), ["--kubeconfig", kubeconfig, ...args], {
      env: { ...process.env, KUBECACHEDIR: join(dir, "kubectl-cache"), HOME: dir },
      ...(input === undefined ? {} : { input }),
    });
  const kubectlOk = async (args: readonly string[], input?: string) => succeeded("kubectl", await kubectl(args, input));
  const stop = async () => {
    for (const daemon of daemons.toReversed()) await daemon.stop();
    if (kept === undefined) await rm(dir, { recursive: true, force: true });
  };
  const startLoad = (args: readonly string[]) => start("load", ["-kubeconfig", kubeconfig, ...args]);
  const startChanges = (args: readonly string[]) => {
    let isStopped = false;
    let load: Daemon | undefined;
    const loads = async () => {
      while (!isStopped) {
        load = await startLoad([...args, "-for", "1h"]);
        if (isStopped) await load.stop();
        await load.ended;
      }
    };
    const over = loads();
    return {
      stop: async () => {
        isStopped = true;
        await load?.stop();
        await over;
      },
    };
  };
  try {
    await start("etcd", etcdFlags(dir, etcdPort, peerPort));
    let apiServer = await startApiServer();
    await kubectlOk(["apply", "-f", "-"], oncallRole);
    if (full) {
      for (const [name, flags] of Object.entries(fullFlags(dir, kubeconfig, assets))) await start(name, flags);
      await kubectlOk(["apply", "-f", "-"], threeNodes);
    }
    return {
      dir,
      kubeconfig,
      server: `https://127.0.0.1:${port}`,
      port,
      assets,
      kubectl,
      kubectlOk,
      load: async (args) => succeeded("load", await run(join(assets, "load"), ["-kubeconfig", kubeconfig, ...args])),
      startLoad,
      startChanges,
      stopApiServer: () => apiServer.stop(),
      killApiServer: () => apiServer.stop("SIGKILL"),
      startApiServer: async () => {
        apiServer = await startApiServer();
      },
      compact: () => compact(etcdPort),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function succeeded(name: string, { code, stdout, stderr }: Finished): string {
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${stderr.trim()}`);
  return stdout;
}

/** By etcd's JSON gateway, at its newest revision. */
async function compact(port: number): Promise<void> {
  const post = async (path: string, body: object) => {
    const response = await fetch(`http://127.0.0.1:${port}/v3/kv/${path}`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`etcd ${path}: ${await response.text()}`);
    return (await response.json()) as { readonly header: { readonly revision: string } };
  };
  const { header } = await post("range", { key: Buffer.from("a").toString("base64") });
  await post("compaction", { revision: header.revision, physical: true });
}

function etcdFlags(dir: string, port: number, peerPort: number): string[] {
  const url = `http://127.0.0.1:${port}`;
  const peer = `http://127.0.0.1:${peerPort}`;
  return [
    ...["--data-dir", join(dir, "etcd"), "--unsafe-no-fsync", "--quota-backend-bytes", "8589934592"],
    ...["--listen-client-urls", url, "--advertise-client-urls", url, "--listen-peer-urls", peer],
    // A kept folder may come back on another port: the member must not look for its old self.
    ...["--initial-advertise-peer-urls", peer, "--initial-cluster", `default=${peer}`, "--force-new-cluster"],
  ];
}

function apiServerFlags(dir: string, port: number, etcdPort: number): string[] {
  const file = (name: string) => join(dir, name);
  return [
    ...["--etcd-servers", `http://127.0.0.1:${etcdPort}`, "--bind-address", "127.0.0.1", "--secure-port", String(port)],
    ...["--service-cluster-ip-range", "10.0.0.0/16", "--cert-dir", file("certs"), "--client-ca-file", file("ca.crt")],
    ...["--tls-cert-file", file("server.crt"), "--tls-private-key-file", file("server.key")],
    ...["--token-auth-file", file("tokens.csv"), "--authorization-mode", "RBAC"],
    ...["--service-account-issuer", "https://podscope.test", "--disable-admission-plugins", "ServiceAccount"],
    ...["--service-account-key-file", file("sa.key"), "--service-account-signing-key-file", file("sa.key")],
    ...["--max-requests-inflight", "800", "--max-mutating-requests-inflight", "800"],
  ];
}

function fullFlags(dir: string, kubeconfig: string, assets: string): Readonly<Record<string, string[]>> {
  const controllers = ["--kubeconfig", kubeconfig, "--leader-elect=false", "--secure-port", "0"];
  return {
    "kube-controller-manager": [
      ...controllers,
      ...["--root-ca-file", join(dir, "ca.crt"), "--service-account-private-key-file", join(dir, "sa.key")],
    ],
    "kube-scheduler": controllers,
    kwok: ["--kubeconfig", kubeconfig, "--manage-all-nodes=true", "--config", join(assets, "kwok-stages.yaml")],
  };
}

const oncallRole = `
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: oncall, namespace: shop}
rules:
- {apiGroups: [""], resources: [pods, pods/log, events], verbs: [get, list, watch]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: oncall, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: oncall}
subjects:
- {apiGroup: rbac.authorization.k8s.io, kind: User, name: oncall}
`;

const threeNodes = [0, 1, 2]
  .map(
    (n) => `
apiVersion: v1
kind: Node
metadata: {name: node-${n}, labels: {topology.kubernetes.io/zone: zone-${n}}}
status: {allocatable: {cpu: "8", memory: 16Gi, pods: "110"}, capacity: {cpu: "8", memory: 16Gi, pods: "110"}}
`,
  )
  .join("---");

/** Ready means: says so itself, and has made the namespace `default`, without which no pod can be created. */
async function untilReady(dir: string, port: number, apiServer: Daemon): Promise<void> {
  const [ca, cert, key] = await Promise.all(
    ["ca.crt", "admin.crt", "admin.key"].map((name) => readFile(join(dir, name))),
  );
  const answers = (path: string) =>
    new Promise<boolean>((resolve) => {
      const options = { host: "127.0.0.1", port, path, ca, cert, key, agent: false, timeout: 5000 };
      const sent = request(options, (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      });
      sent.on("timeout", () => sent.destroy(new Error("no answer")));
      sent.on("error", () => resolve(false));
      sent.end();
    });
  const deadline = performance.now() + 120_000;
  while (!((await answers("/readyz")) && (await answers("/api/v1/namespaces/default")))) {
    if (!apiServer.isRunning()) throw new Error(`kube-apiserver ended:\n${apiServer.logTail()}`);
    if (performance.now() > deadline) throw new Error(`kube-apiserver is not ready:\n${apiServer.logTail()}`);
    await sleep(100);
  }
}
