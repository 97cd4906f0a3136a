import { createServer, type Server } from "node:http";
import type { Socket } from "node:net";
import { type Duplex, duplexPair } from "node:stream";
import type { Kubelets } from "../apiserver/kubelets.ts";
import { StatusError } from "../apiserver/statusError.ts";
import { keyOf } from "../objects/kubeObject.ts";
import type { Pod } from "../objects/pod.ts";
import type { NodeKubelet } from "./nodeKubelet.ts";

/** The ports of pods: behind each is a program that says who it is, over HTTP. Nothing of it listens on this machine. */
export class PodPorts implements Pick<Kubelets, "dial"> {
  readonly #kubeletOf: (pod: Pod) => NodeKubelet;
  readonly #server: Server;
  /** What each says, by its end of the connection. */
  readonly #words = new WeakMap<Duplex, string>();
  /** Those that are open, by pod. */
  readonly #open = new Map<string, Set<Duplex>>();

  constructor(kubeletOf: (pod: Pod) => NodeKubelet) {
    this.#kubeletOf = kubeletOf;
    this.#server = createServer(({ socket, method, url }, response) => {
      response.setHeader("content-type", "text/plain; charset=utf-8");
      response.end(`${this.#words.get(socket) ?? ""}: ${method} ${url}\n`);
    });
  }

  dial(pod: Pod, port: number): Duplex {
    const { machine, isUp } = this.#kubeletOf(pod);
    const { metadata, status } = pod;
    if (!isUp) throw new StatusError("InternalError", `dial tcp ${status.hostIP}:10250: connect: no route to host`);
    if (!isListening(pod, port)) throw refusal(pod, port);
    const [client, server] = duplexPair();
    this.#words.set(server, `${metadata.name} of ${metadata.namespace} on ${machine.name}, port ${port}`);
    const key = keyOf(metadata);
    this.#open.set(key, (this.#open.get(key) ?? new Set()).add(server));
    server.once("close", () => this.#open.get(key)?.delete(server));
    this.#server.emit("connection", server as Socket);
    return client;
  }

  /** What has become of a pod; undefined: it is gone. */
  hear(key: string, pod: Pod | undefined): void {
    const isRunning = pod?.status.containerStatuses?.some(({ state }) => state.running !== undefined) ?? false;
    if (isRunning) return;
    for (const connection of this.#open.get(key) ?? []) connection.destroy();
    this.#open.delete(key);
  }

  stop(): void {
    for (const key of [...this.#open.keys()]) this.hear(key, undefined);
  }
}

/** One of its programs has the port, and is well. */
function isListening({ spec, status }: Pod, port: number): boolean {
  const container = spec.containers.find(({ ports = [] }) => ports.some(({ containerPort }) => containerPort === port));
  return status.containerStatuses?.some(({ name, ready }) => name === container?.name && ready) ?? false;
}

/** (containerd internal/cri/server/sandbox_portforward_linux.go) */
function refusal({ metadata, status }: Pod, port: number): StatusError {
  const isThere = status.containerStatuses?.some(({ state }) => state.running !== undefined) ?? false;
  if (!isThere) return new StatusError("InternalError", `sandbox container "${metadata.uid}" is not running`);
  const place = `/var/run/netns/cni-${metadata.uid}`;
  const tried = `IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused IPv6 dial tcp6: address localhost: no suitable address found`;
  const why = `failed to connect to localhost:${port} inside namespace "${metadata.uid}", ${tried}`;
  return new StatusError("InternalError", `failed to execute portforward in network namespace "${place}": ${why}`);
}
