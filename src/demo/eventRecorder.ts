import { events } from "./apiserver/resources/events.ts";
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

/** Writes Events in the name of a component; the same again is counted up (client-go tools/record). */
export class EventRecorder {
  readonly #client: ApiClient;
  readonly #time: VirtualTime;
  readonly #component: string;
  /** Names of the Events of what was said, so that it can be counted. */
  readonly #known = new Map<string, string>();
  #count = 0;

  constructor(client: ApiClient, time: VirtualTime, component: string) {
    this.#client = client;
    this.#time = time;
    this.#component = component;
  }

  /** @param host the node, when a kubelet speaks. */
  record(about: KubeObject, event: RecordedEvent, host?: string): void {
    const { uid } = about.metadata;
    const key = [uid, host, event.type, event.reason, event.message, event.fieldPath].join("\n");
    const name = this.#known.get(key);
    const namespace = about.metadata.namespace ?? "default";
    const now = timestamp(this.#time.now());
    const again = (known: Event): Event => ({ ...known, count: (known.count ?? 1) + 1, lastTimestamp: now });
    if (name !== undefined && this.#client.update(events, { namespace, name }, again) !== undefined) return;
    this.#known.set(key, this.#create(about, event, namespace, now, host));
  }

  #create(about: KubeObject, event: RecordedEvent, namespace: string, now: string, host: string | undefined): string {
    const { name, uid, resourceVersion } = about.metadata;
    const { fieldPath, ...said } = event;
    const created = this.#client.create(events, {
      apiVersion: "v1",
      kind: "Event",
      metadata: { namespace, name: `${name}.${this.#ending()}` },
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

  /** As the real recorder's: the time in ns, hexadecimal. The count keeps those of one moment apart. */
  #ending(): string {
    return (BigInt(Math.floor(this.#time.now())) * 1_000_000n + BigInt(this.#count++)).toString(16);
  }
}
