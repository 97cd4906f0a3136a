import { systemClock } from "../base/clock.ts";
import { KubeError } from "../kube/kubeError.ts";
import { httpListWatch } from "../kube/wire/httpListWatch.ts";
import { readObject } from "../kube/wire/readObject.ts";
import type { Transport } from "../kube/wire/transport.ts";
import { podDecoder } from "../resources/podDecoder.ts";
import type { PodRow } from "../resources/podRow.ts";
import type { GetFlags } from "./arguments.ts";
import { errorLinesOf } from "./errorLines.ts";
import { checkServerSelectors, enhancedListError } from "./listError.ts";
import { type Found, type PodSource, withKind } from "./podSource.ts";

export interface ServerSourceOptions {
  readonly flags: GetFlags;
  readonly transport: Transport;
  /** Undefined is all namespaces. */
  readonly namespace: string | undefined;
  /** Base URL. */
  readonly server: string;
  readonly now: () => number;
  /** Says one line on stderr. */
  readonly say: (line: string) => void;
}

const pageSize = 500;

/** Pods of a server, read once. */
export class ServerSource implements PodSource {
  readonly #options: ServerSourceOptions;
  readonly nothingFound: string;

  constructor(options: ServerSourceOptions) {
    this.#options = options;
    const { namespace } = options;
    this.nothingFound =
      namespace === undefined ? "No resources found" : `No resources found in ${namespace} namespace.`;
  }

  now(): number {
    return this.#options.now();
  }

  showsNamespaces(): boolean {
    return this.#options.namespace === undefined;
  }

  async rows(signal: AbortSignal): Promise<Found<PodRow>> {
    const items: PodRow[] = [];
    if (this.#options.flags.names.length > 0) {
      const isAll = await this.#named((pod) => items.push(podDecoder.fromJson(pod)), signal);
      return { items, isAll };
    }
    for await (const rows of this.#list(podDecoder, signal)) items.push(...rows);
    return { items, isAll: true };
  }

  async objects(take: (pod: unknown) => void, rest: () => Promise<void>, signal: AbortSignal): Promise<boolean> {
    if (this.#options.flags.names.length > 0) return this.#named(take, signal);
    const decoder = { fromJson: (pod: unknown) => withKind(pod), fromProtobuf: onlyJson };
    for await (const pods of this.#list(decoder, signal, "json")) {
      for (const pod of pods) take(pod);
      await rest();
    }
    return true;
  }

  async *#list<Row>(
    decoder: Parameters<typeof httpListWatch<Row>>[0]["decoder"],
    signal: AbortSignal,
    format?: "json",
  ): AsyncGenerator<readonly Row[]> {
    const { transport, namespace, flags } = this.#options;
    const source = httpListWatch({
      transport,
      path: collectionOf(namespace),
      labelSelector: flags.selectors.labels,
      fieldSelector: flags.selectors.fields,
      decoder,
      ...(format === undefined ? {} : { format }),
      clock: systemClock,
      random: Math.random,
    });
    checkServerSelectors(flags.selectors);
    try {
      for await (const part of source.list(undefined, { pageSize, gzip: false }, signal)) yield part.rows;
    } catch (error) {
      throw enhancedListError(error, flags.selectors);
    }
  }

  /** Asks for each name; of one that is refused stderr tells, and the others are still asked for. */
  async #named(take: (pod: unknown) => void, signal: AbortSignal): Promise<boolean> {
    const { flags, transport, namespace, server, say } = this.#options;
    let isAll = true;
    for (const name of flags.names) {
      try {
        take(await podNamed(name, { transport, namespace }, signal));
      } catch (error) {
        const isToldBy = error instanceof KubeError && error.status !== undefined && error.failure !== "unauthorized";
        if (flags.names.length === 1 || !isToldBy) throw error;
        for (const line of errorLinesOf(error, server)) say(line);
        isAll = false;
      }
    }
    return isAll;
  }
}

/** One whole pod. @throws KubeError, which speaks of the namespace when that is missing too. */
export async function podNamed(
  name: string,
  { transport, namespace }: Pick<ServerSourceOptions, "transport" | "namespace">,
  signal: AbortSignal,
): Promise<unknown> {
  try {
    return await readObject(`${collectionOf(namespace)}/${encodeURIComponent(name)}`, transport, signal);
  } catch (error) {
    const isMissing = error instanceof KubeError && error.failure === "notFound";
    if (isMissing && namespace !== undefined) await checkNamespace(namespace, transport, signal);
    throw error;
  }
}

/** As kubectl looks why a pod is not there (cli-runtime pkg/resource, Info.Get). @throws KubeError when it is not there. */
async function checkNamespace(namespace: string, transport: Transport, signal: AbortSignal): Promise<void> {
  try {
    await readObject(`/api/v1/namespaces/${encodeURIComponent(namespace)}`, transport, signal);
  } catch (error) {
    if (error instanceof KubeError && error.failure === "notFound") throw error;
    // Whoever may not look at namespaces is told of the pod.
  }
}

/** Path of the pods of a namespace, or of all. */
export function collectionOf(namespace: string | undefined): string {
  return namespace === undefined ? "/api/v1/pods" : `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;
}

/** Whole objects are asked for as JSON, so no protobuf can come. */
export function onlyJson(): never {
  throw new TypeError("protobuf was not asked for");
}
