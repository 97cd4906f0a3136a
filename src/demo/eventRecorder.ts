import { events } from "./apiserver/resources/events.ts";
import { StatusError } from "./apiserver/statusError.ts";
import type { ApiClient } from "./client.ts";
import type { Event } from "./objects/event.ts";
import { type KubeObject, timestamp } from "./objects/kubeObject.ts";
import type { VirtualTime } from "./virtualTime.ts";

export interface RecordedEvent {
  readonly type: Event["type"];
  readonly reason: string;
  readonly message: string;
  /** `spec.containers{web}` when it is about a container. */
  readonly fieldPath?: string;
}

/**
 * Writes Events in the name of a component; the same again is counted up. What the API server does not take is not said: an
 * Event is worth no trouble (client-go tools/record).
 */
export class EventRecorder {
  readonly #client: ApiClient;
  readonly #time: VirtualTime;
  readonly #component: string;
  /** Names of the Events of what was said, so that it can be counted; what was said last comes last. */
  readonly #known = new Map<string, string>();
  #count = 0;

  constructor(client: ApiClient, time: VirtualTime, component: string) {
    this.#client = client;
    this.#time = time;
    this.#component = component;
  }

  /** @param host the node, when a kubelet speaks. */
  record(about: KubeObject, event: RecordedEvent, host?: string): void {
    try {
      this.#write(about, event, host);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
    }
  }

  #write(about: KubeObject, event: RecordedEvent, host: string | undefined): void {
    const { uid } = about.metadata;
    const key = [uid, host, event.type, event.reason, event.message, event.fieldPath].join("\n");
    const name = this.#known.get(key);
    const namespace = about.metadata.namespace ?? "default";
    const now = timestamp(this.#time.now());
    const again = (known: Event): Event => ({ ...known, count: (known.count ?? 1) + 1, lastTimestamp: now });
    this.#known.delete(key);
    const known = name === undefined ? undefined : this.#client.update(events, { namespace, name }, again);
    this.#known.set(key, known?.metadata.name ?? this.#create(about, event, namespace, now, host));
    if (this.#known.size > mostKnown) this.#known.delete(this.#known.keys().next().value ?? "");
  }

  #create(about: KubeObject, event: RecordedEvent, namespace: string, now: string, host: string | undefined): string {
    const { name, uid, resourceVersion } = about.metadata;
    const { fieldPath, ...said } = event;
    const created = this.#client.create(events, {
      apiVersion: "v1",
      kind: "Event",
      metadata: { namespace, name: this.#freeName(namespace, name) },
      involvedObject: {
        apiVersion: about.apiVersion,
        kind: about.kind,
        name,
        uid,
        resourceVersion,
        ...(about.metadata.namespace === undefined ? {} : { namespace }),
        ...(fieldPath === undefined ? {} : { fieldPath }),
      },
      ...said,
      count: 1,
      firstTimestamp: now,
      lastTimestamp: now,
      source: { component: this.#component, ...(host === undefined ? {} : { host }) },
      reportingComponent: this.#component,
      reportingInstance: host ?? "",
    });
    return created.metadata.name;
  }

  /** As the real recorder's: ends in the time in ns, hexadecimal. The count keeps those of one moment apart. */
  #freeName(namespace: string, about: string): string {
    for (;;) {
      const ns = BigInt(Math.floor(this.#time.now())) * 1_000_000n + BigInt(this.#count++);
      const name = `${about}.${ns.toString(16)}`;
      if (this.#client.get(events, { namespace, name }) === undefined) return name;
    }
  }
}

/** Those said longest ago are forgotten, and begin anew (client-go tools/record maxLruCacheEntries). */
const mostKnown = 4096;
