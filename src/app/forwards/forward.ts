import { createServer, type Server, type Socket } from "node:net";
import { KubeError } from "../../kube/kubeError.ts";
import type { PodRow } from "../../resources/podRow.ts";
import type { Cluster } from "../cluster.ts";
import { complaintWords, listenWords } from "./forwardWords.ts";
import type { PortPair } from "./portPair.ts";

let started = 0;

/** Nobody but this machine may come in. */
const loopback = "127.0.0.1";

export interface ForwardParts {
  readonly pod: Pick<PodRow, "key" | "namespace" | "name" | "uid">;
  /** Name of the context that it was opened in. */
  readonly context: string;
  readonly cluster: Cluster;
  readonly ports: PortPair;
  onChange(): void;
}

/** How it goes: `stopped` has a reason, and `open` may have a complaint about the last connection. */
export type ForwardState =
  | { readonly kind: "open"; readonly complaint: string }
  | { readonly kind: "stopped"; readonly why: string };

/** One port of this machine that leads to a port of a pod. */
export class Forward {
  readonly pod: ForwardParts["pod"];
  readonly context: string;
  readonly remote: number;
  /** Its place among all that ever were: two may have the same port and pod one after the other. */
  readonly startedAs = ++started;
  /** When it is known; 0 before. */
  local = 0;
  state: ForwardState = { kind: "open", complaint: "" };
  readonly #parts: ForwardParts;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #stop = new AbortController();
  readonly #release: () => void;
  /** Of connections that have ended. */
  #before = { sent: 0, received: 0 };

  constructor(parts: ForwardParts) {
    this.#parts = parts;
    this.pod = parts.pod;
    this.context = parts.context;
    this.remote = parts.ports.remote;
    // The context may be left, and the login renewed: it goes on.
    this.#release = parts.cluster.hold();
    this.#server = createServer((socket) => void this.#serve(socket));
  }

  /** Aborted when it stops. */
  get ended(): AbortSignal {
    return this.#stop.signal;
  }

  /** `127.0.0.1:8080`. */
  get address(): string {
    return `${loopback}:${this.local}`;
  }

  /** How many connections are open. */
  get connections(): number {
    return this.#sockets.size;
  }

  /** Bytes that went to the pod. */
  get sent(): number {
    return [...this.#sockets].reduce((sum, { bytesRead }) => sum + bytesRead, this.#before.sent);
  }

  /** Bytes that came from the pod. */
  get received(): number {
    return [...this.#sockets].reduce((sum, { bytesWritten }) => sum + bytesWritten, this.#before.received);
  }

  /** Listens from then on. Rejects with a sentence when the port cannot be had. */
  async listen(): Promise<void> {
    const { ports } = this.#parts;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#server.once("error", (error) => reject(new Error(listenWords(ports, error))));
    this.#server.listen(ports.local, loopback, () => resolve());
    try {
      await promise;
    } catch (error) {
      this.stop("");
      throw error;
    }
    const address = this.#server.address();
    this.local = typeof address === "object" && address !== null ? address.port : ports.local;
  }

  /** Ends it with every connection, for good. */
  stop(why: string): void {
    if (this.state.kind === "stopped") return;
    this.state = { kind: "stopped", why };
    this.#server.close();
    this.#stop.abort();
    for (const socket of this.#sockets) socket.destroy();
    this.#release();
    this.#parts.onChange();
  }

  async #serve(socket: Socket): Promise<void> {
    const { pod, cluster, onChange } = this.#parts;
    this.#sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => {
      this.#sockets.delete(socket);
      this.#before = {
        sent: this.#before.sent + socket.bytesRead,
        received: this.#before.received + socket.bytesWritten,
      };
      onChange();
    });
    onChange();
    const request = { namespace: pod.namespace, pod: pod.name, port: this.remote };
    const complaint = await cluster.port(request, socket, this.#stop.signal).then(
      (words) => complaintWords(words, this.remote),
      (error: unknown) => (error instanceof KubeError ? error.message : String(error)),
    );
    socket.destroySoon();
    if (this.state.kind === "stopped") return;
    this.state = { kind: "open", complaint };
    onChange();
  }
}
