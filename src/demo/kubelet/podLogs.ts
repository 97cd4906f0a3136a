import type { Kubelets } from "../apiserver/kubelets.ts";
import { StatusError } from "../apiserver/statusError.ts";
import { keyOf } from "../objects/kubeObject.ts";
import type { Pod } from "../objects/pod.ts";
import type { VirtualTime } from "../virtualTime.ts";
import { linesOf } from "./containerLog.ts";
import { runOf } from "./containerRun.ts";
import type { LogRule } from "./image.ts";
import { LogFollower } from "./logFollower.ts";
import type { NodeKubelet } from "./nodeKubelet.ts";
import { type KnownRun, knownRun } from "./podRuns.ts";

/** The logs of all containers: none is kept, each is made when somebody reads it. */
export class PodLogs implements Pick<Kubelets, "logs" | "followLogs"> {
  readonly #time: VirtualTime;
  readonly #kubeletOf: (pod: Pod) => NodeKubelet;
  /** Those who read while it is written, by pod. */
  readonly #followers = new Map<string, Set<LogFollower>>();

  constructor(time: VirtualTime, kubeletOf: (pod: Pod) => NodeKubelet) {
    this.#time = time;
    this.#kubeletOf = kubeletOf;
  }

  logs(...[pod, container, { previous, ...window }]: Parameters<Kubelets["logs"]>): ReturnType<Kubelets["logs"]> {
    const found = this.#find(pod, container, previous);
    if (found === undefined) return undefined;
    const { startedAt, endedAt = Number.POSITIVE_INFINITY } = found.run;
    const until = Math.min(endedAt, this.#time.now());
    return linesOf(found.log, (ms) => this.#time.span(ms), { ...window, startedAt, until });
  }

  followLogs(...[pod, container, onLine, onEnd]: Parameters<Kubelets["followLogs"]>): () => void {
    const found = this.#find(pod, container, false);
    if (found === undefined || found.run.endedAt !== undefined) {
      onEnd();
      return () => {};
    }
    const kubelet = this.#kubeletOf(pod);
    const isReachable = () => kubelet.isUp;
    const follower = new LogFollower({ time: this.#time, ...found, isReachable, onLine, onEnd });
    const key = keyOf(pod.metadata);
    this.#followers.set(key, (this.#followers.get(key) ?? new Set()).add(follower));
    return () => {
      follower.stop();
      this.#forget(key, follower);
    };
  }

  /** What has become of a pod; undefined: it is gone. */
  hear(key: string, pod: Pod | undefined): void {
    for (const follower of this.#followers.get(key) ?? []) if (follower.hear(pod)) this.#forget(key, follower);
  }

  stop(): void {
    for (const found of this.#followers.values()) for (const follower of found) follower.stop();
  }

  #forget(key: string, follower: LogFollower): void {
    const found = this.#followers.get(key);
    found?.delete(follower);
    if (found?.size === 0) this.#followers.delete(key);
  }

  /** The run that is meant, and what it writes. @throws StatusError when its node cannot be reached */
  #find(pod: Pod, container: string, previous: boolean): { run: KnownRun; log: readonly LogRule[] } | undefined {
    const run = knownRun(pod, container, { previous });
    if (run === undefined) return undefined;
    const kubelet = this.#kubeletOf(pod);
    if (!kubelet.isUp) throw unreachable(pod, container);
    return { run, log: runOf(kubelet.machine, pod, run.container, run.restarts).life.log };
  }
}

function unreachable({ metadata, status }: Pod, container: string): StatusError {
  const address = `${status.hostIP}:10250`;
  const url = `https://${address}/containerLogs/${metadata.namespace}/${metadata.name}/${container}`;
  return new StatusError("InternalError", `Get "${url}": dial tcp ${address}: connect: no route to host`);
}
