/** The demo's API server and kubelets with pods to run commands in and to connect to, as client-node and ours see them. */
import { PassThrough } from "node:stream";
import { Exec, KubeConfig, type V1Status } from "@kubernetes/client-node";
import type { User } from "../../src/demo/apiserver/apiRequest.ts";
import { ApiServer } from "../../src/demo/apiserver/apiServer.ts";
import { bootstrapRoles } from "../../src/demo/apiserver/auth/defaultRoles.ts";
import { listen } from "../../src/demo/apiserver/httpListener.ts";
import { kubernetesApi } from "../../src/demo/apiserver/kubernetesApi.ts";
import { Registry } from "../../src/demo/apiserver/registry.ts";
import { roleBindings, roles } from "../../src/demo/apiserver/resources/rbac.ts";
import { Random } from "../../src/demo/random.ts";
import { container, imageOf, kubeletStage } from "./kubeletStage.ts";

export const webImage = imageOf("registry.demo/web:v1", { readyMs: 2000 }, { shells: ["sh", "bash"] });
const bareImage = imageOf("registry.demo/bare:v1", {}, { shells: [] });

const doneImage = imageOf("registry.demo/done:v1", { end: { afterMs: 1000, exitCode: 0, reason: "Completed" } });

const users: ReadonlyMap<string, User> = new Map([
  ["admin-token", { name: "ann", groups: ["system:masters"] }],
  ["reader-token", { name: "reader", groups: [] }],
]);

/**
 * `web-1` has a shell and answers at port 8080, `bare-1` has no shell, `two-1` has two containers, `slow-1` is not ready for long,
 * `done-1` has ended.
 */
export async function startStreamStage(tls?: NonNullable<Parameters<typeof listen>[1]>["tls"]) {
  const slowImage = imageOf("registry.demo/slow:v1", { readyMs: 1_000_000 });
  const stage = kubeletStage({ images: [webImage, bareImage, doneImage, slowImage] });
  const { time, store } = stage;
  const registry = new Registry({ store, time, random: new Random(2, "names") });
  bootstrapRoles(registry);
  letReaderLook(registry);
  const probed = {
    ports: [{ containerPort: 8080 }],
    readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 1 },
  };
  const env = [
    { name: "COLOUR", value: "green" },
    { name: "SECRET", valueFrom: { secretKeyRef: { name: "s", key: "k" } } },
  ];
  stage.run("web-1", { containers: [container("web", webImage.name, { ...probed, env })] });
  stage.run("bare-1", { containers: [container("bare", bareImage.name)] });
  stage.run("two-1", { containers: [container("a", webImage.name), container("b", webImage.name)] });
  stage.run("slow-1", { containers: [container("slow", slowImage.name, probed)] });
  stage.run("done-1", { containers: [container("done", doneImage.name)], restartPolicy: "Never" });
  stage.wait(30);
  const api = kubernetesApi({ registry, time, tokens: users, kubelets: stage.kubelets() });
  const seen: {
    readonly path: string;
    readonly headers: Readonly<Record<string, unknown>>;
    readonly certificate: string | undefined;
  }[] = [];
  const listener = await listen(new ApiServer(api), {
    ...(tls && { tls }),
    onRequest: ({ path, headers, certificate }) =>
      void seen.push({ path, headers, certificate: certificate?.subject.CN?.toString() }),
  });
  return { ...stage, registry, listener, seen, close: () => listener.close() };
}

export type StreamStage = Awaited<ReturnType<typeof startStreamStage>>;

/** The kubeconfig of client-node's own, for a user of the stage. */
export function clientNodeConfig({ listener }: Pick<StreamStage, "listener">, token = "admin-token"): KubeConfig {
  const config = new KubeConfig();
  config.loadFromClusterAndUser({ name: "c", server: listener.url, skipTLSVerify: true }, { name: "u", token });
  return config;
}

/** What a person at a terminal has of a command that they run. */
export interface Typist {
  type(text: string): void;
  /** Ends what is typed. */
  finish(): void;
  /** Waits until `text` has come, and returns all that has. */
  until(text: string): Promise<string>;
  resize(columns: number, rows: number): void;
  /** How it ended. */
  readonly status: Promise<V1Status>;
  readonly stderr: () => string;
  readonly stdout: () => string;
  /** Resolves when the connection is gone. */
  readonly closed: Promise<void>;
}

/** Runs a command through client-node's Exec. */
export async function runIn(
  config: KubeConfig,
  pod: string,
  command: readonly string[],
  { container: name = "", isTerminal = false, exec = new Exec(config) } = {},
): Promise<Typist> {
  const stdin = new PassThrough();
  const stdout = Object.assign(new PassThrough(), { columns: 100, rows: 30 });
  const stderr = new PassThrough();
  const told = { stdout: "", stderr: "" };
  let listener = () => {};
  stdout.on("data", (bytes: Buffer) => {
    told.stdout += bytes.toString();
    listener();
  });
  stderr.on("data", (bytes: Buffer) => {
    told.stderr += bytes.toString();
  });
  const { promise: status, resolve } = Promise.withResolvers<V1Status>();
  const socket = await exec.exec(
    "shop",
    pod,
    name,
    [...command],
    stdout,
    isTerminal ? null : stderr,
    stdin,
    isTerminal,
    resolve,
  );
  return {
    type: (text) => void stdin.write(text),
    finish: () => void stdin.end(),
    until: (text) =>
      new Promise((found) => {
        listener = () => {
          if (told.stdout.includes(text)) found(told.stdout);
        };
        listener();
      }),
    resize: (columns, rows) => {
      Object.assign(stdout, { columns, rows });
      stdout.emit("resize");
    },
    status,
    stdout: () => told.stdout,
    stderr: () => told.stderr,
    closed: new Promise((closed) => socket.addEventListener("close", () => closed())),
  };
}

function letReaderLook(registry: Registry): void {
  const apiGroup = "rbac.authorization.k8s.io";
  const apiVersion = `${apiGroup}/v1`;
  const metadata = { name: "reader", namespace: "shop" };
  const rules = [{ apiGroups: [""], resources: ["pods", "pods/exec", "pods/portforward"], verbs: ["get"] }];
  registry.create(roles, { apiVersion, kind: "Role", metadata, rules });
  const roleRef = { apiGroup, kind: "Role", name: "reader" } as const;
  registry.create(roleBindings, {
    apiVersion,
    kind: "RoleBinding",
    metadata,
    subjects: [{ kind: "User", name: "reader" }],
    roleRef,
  });
}
