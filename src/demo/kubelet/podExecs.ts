import { once } from "node:events";
import type { Kubelets } from "../apiserver/kubelets.ts";
import { StatusError } from "../apiserver/statusError.ts";
import { keyOf } from "../objects/kubeObject.ts";
import type { Container, ContainerStatus, Pod } from "../objects/pod.ts";
import type { VirtualTime } from "../virtualTime.ts";
import type { NodeKubelet } from "./nodeKubelet.ts";
import type { InsideContainer } from "./shell/container.ts";
import { runCommand, StartError } from "./shell/runCommand.ts";

/** Somebody's process in a container. */
interface Session {
  readonly container: string;
  readonly containerId: string | undefined;
  readonly over: AbortController;
}

/** Of a process that was killed with its container. */
const killed = 137;

/** What people run in containers. */
export class PodExecs implements Pick<Kubelets, "exec"> {
  readonly #time: VirtualTime;
  readonly #kubeletOf: (pod: Pod) => NodeKubelet;
  /** Those that go on, by pod. */
  readonly #sessions = new Map<string, Set<Session>>();

  constructor(time: VirtualTime, kubeletOf: (pod: Pod) => NodeKubelet) {
    this.#time = time;
    this.#kubeletOf = kubeletOf;
  }

  async exec(...[pod, name, command, streams]: Parameters<Kubelets["exec"]>): Promise<number> {
    const kubelet = this.#kubeletOf(pod);
    if (!kubelet.isUp) throw unreachable(pod);
    const container = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].find((one) => one.name === name);
    const containerId = runningId(pod, name);
    if (container === undefined || containerId === undefined)
      throw new StatusError("InternalError", `unable to upgrade connection: container not found ("${name}")`);
    const session: Session = { container: name, containerId, over: new AbortController() };
    const key = keyOf(pod.metadata);
    this.#sessions.set(key, (this.#sessions.get(key) ?? new Set()).add(session));
    const { signal } = session.over;
    try {
      const gone = { ...streams, signal: AbortSignal.any([streams.signal, signal]) };
      const exitCode = runCommand(command, this.#inside(kubelet, pod, container), gone);
      const first = await Promise.race([exitCode, once(signal, "abort").then(() => killed)]);
      // Also when the command has heard of it before.
      return signal.aborted ? killed : first;
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      const started = `failed to start exec "${containerId.replace(/^\w+:\/\//, "")}"`;
      const message = `error executing command in container: failed to exec in container: ${started}: ${error.message}`;
      throw new StatusError("InternalError", message);
    } finally {
      this.#forget(key, session);
    }
  }

  /** What has become of a pod; undefined: it is gone. */
  hear(key: string, pod: Pod | undefined): void {
    for (const session of this.#sessions.get(key) ?? []) {
      const isThere = pod !== undefined && runningId(pod, session.container) === session.containerId;
      if (!isThere) session.over.abort();
    }
  }

  #forget(key: string, session: Session): void {
    const found = this.#sessions.get(key);
    found?.delete(session);
    if (found?.size === 0) this.#sessions.delete(key);
  }

  #inside(kubelet: NodeKubelet, pod: Pod, container: Container): InsideContainer {
    const { metadata, status } = pod;
    const image = kubelet.machine.imageOf(container.image);
    const own = [...(container.command ?? []), ...(container.args ?? [])].join(" ");
    const given = (container.env ?? []).flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]]));
    return {
      hostname: metadata.name,
      address: status.podIP ?? "",
      image: container.image,
      shells: image.shells ?? ["sh"],
      command: own === "" ? `/app/${container.image.replace(/^.*\/|[:@].*$/g, "")}` : own,
      env: {
        PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        HOME: "/root",
        HOSTNAME: metadata.name,
        KUBERNETES_SERVICE_HOST: "10.96.0.1",
        KUBERNETES_SERVICE_PORT: "443",
        ...Object.fromEntries(given),
      },
      now: () => this.#time.now(),
      sleep: (ms, signal) => this.#sleep(ms, signal),
      kill: () => kubelet.kill(keyOf(metadata), container.name),
    };
  }

  #sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        cancel();
        signal.removeEventListener("abort", done);
        resolve();
      };
      const cancel = this.#time.after(ms, done);
      signal.addEventListener("abort", done, { once: true });
      if (signal.aborted) done();
    });
  }
}

/** Of the container's run that goes on now. */
function runningId({ status }: Pod, name: string): string | undefined {
  const all: readonly ContainerStatus[] = [
    ...(status.containerStatuses ?? []),
    ...(status.initContainerStatuses ?? []),
  ];
  const found = all.find((one) => one.name === name);
  return found?.state.running === undefined ? undefined : found.containerID;
}

function unreachable({ status }: Pod): StatusError {
  return new StatusError(
    "InternalError",
    `error dialing backend: dial tcp ${status.hostIP}:10250: connect: no route to host`,
  );
}
