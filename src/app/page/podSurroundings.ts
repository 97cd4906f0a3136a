import type { Clock } from "../../base/clock.ts";
import { isObject, type JsonObject, objectOf, textOf } from "../../resources/jsonFields.ts";
import { ansiLine } from "../../resources/logs/ansiLine.ts";
import { jsonLogLine } from "../../resources/logs/jsonLogLine.ts";
import { logLineOf } from "../../resources/logs/logLine.ts";
import { crashedContainers } from "../../resources/page/crashedContainers.ts";
import type { Owner } from "../../resources/page/ownerSection.ts";
import type { Found, LastWords } from "../../resources/page/podSections.ts";
import { styled } from "../../table/look.ts";
import type { Cluster } from "../cluster.ts";
import { ownerChain } from "../ownerChain.ts";
import type { PodFollower } from "../podFollower.ts";

export interface SurroundingsDeps {
  readonly follower: PodFollower;
  /** The cluster on the screen; undefined for rows from a file. */
  cluster(): Pick<Cluster, "object" | "logs"> | undefined;
  readonly clock: Clock;
  onChange(): void;
}

/** Owners and nodes change without the pod. */
const againMs = 30_000;
const lastLines = 5;

/** What belongs to a pod and is read beside it: its owners up to the last, its node, the last words of crashed containers. */
export class PodSurroundings {
  owners: readonly Owner[] = [];
  node: Found;
  lastWords: readonly LastWords[] = [];
  readonly #deps: SurroundingsDeps;
  readonly #stop = new AbortController();
  readonly #stopFollowing: () => void;
  /** What was read for, so that it is not read again: runs by container. */
  #heard = "";
  #isReading = false;

  constructor(deps: SurroundingsDeps) {
    this.#deps = deps;
    this.#stopFollowing = deps.follower.subscribe(() => void this.#read());
    void this.#keepReading();
  }

  close(): void {
    this.#stop.abort();
    this.#stopFollowing();
  }

  async #keepReading(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await this.#read();
      await this.#deps.clock.sleep(againMs, signal).catch(() => {});
    }
  }

  async #read(): Promise<void> {
    const { object, deletedAt } = this.#deps.follower.get();
    const cluster = this.#deps.cluster();
    if (object === undefined || deletedAt !== undefined || cluster === undefined || this.#isReading) return;
    this.#isReading = true;
    await Promise.all([
      this.#readNode(object, cluster),
      this.#readOwners(object, cluster),
      this.#hear(object, cluster),
    ]);
    this.#isReading = false;
  }

  async #readNode(pod: JsonObject, cluster: Pick<Cluster, "object">): Promise<void> {
    const name = textOf(objectOf(pod.spec, "spec").nodeName, "nodeName");
    if (name === "") return;
    const found = await this.#find(`/api/v1/nodes/${encodeURIComponent(name)}`, cluster);
    this.#learn(() => {
      this.node = found;
    });
  }

  async #readOwners(pod: JsonObject, cluster: Pick<Cluster, "object">): Promise<void> {
    const { namespace } = this.#deps.follower.pod;
    const chain = await ownerChain(pod, namespace, (path) => this.#find(path, cluster));
    this.#learn(() => {
      this.owners = chain;
    });
  }

  async #hear(pod: JsonObject, cluster: Pick<Cluster, "logs">): Promise<void> {
    const crashed = crashedContainers(pod);
    const runs = JSON.stringify(crashed);
    if (runs === this.#heard) return;
    const words = await Promise.all(
      crashed.map(({ container, previous }) => this.#lastWordsOf(container, previous, cluster)),
    );
    this.#learn(() => {
      this.#heard = runs;
      this.lastWords = words;
    });
  }

  async #lastWordsOf(container: string, previous: boolean, cluster: Pick<Cluster, "logs">): Promise<LastWords> {
    const { namespace, name } = this.#deps.follower.pod;
    const request = { namespace, pod: name, container, previous, follow: false, tailLines: lastLines };
    try {
      const lines: string[] = [];
      for await (const more of cluster.logs(request, this.#stop.signal)) lines.push(...more);
      const texts = lines.map((raw) => logLineOf(raw, 0).text);
      return {
        container,
        lines: texts.map((text) => [styled("  "), ...(jsonLogLine(text) ?? ansiLine(text))]),
        problem: undefined,
      };
    } catch (error) {
      return { container, lines: [], problem: messageOf(error) };
    }
  }

  async #find(path: string, cluster: Pick<Cluster, "object">): Promise<Found> {
    try {
      const object = await cluster.object(path, this.#stop.signal);
      return isObject(object) ? { object } : undefined;
    } catch (error) {
      return { problem: messageOf(error) };
    }
  }

  #learn(learn: () => void): void {
    if (this.#stop.signal.aborted) return;
    learn();
    this.#deps.onChange();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
