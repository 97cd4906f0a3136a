import { pods } from "../../apiserver/resources/pods.ts";
import { qosClassOf } from "../../kubelet/qosClass.ts";
import { type ObjectMeta, type OwnerReference, timestamp } from "../../objects/kubeObject.ts";
import type { Pod, PodSpec, PodStatus, PodTemplate } from "../../objects/pod.ts";
import type { Random } from "../../random.ts";
import { type App, type Needs, needsOf } from "./app.ts";
import type { Machine } from "./machines.ts";
import type { Placement } from "./placement.ts";
import type { PodPast } from "./podPast.ts";
import { commonStatus, statusAt } from "./podStatus.ts";

/** What the pods of one template have in common. */
export interface PodMold {
  readonly app: App;
  readonly template: PodTemplate;
  readonly owner?: OwnerReference;
  /** `cart-7d9c-`: what the names begin with. */
  readonly generateName?: string;
  /** Of a pod that somebody made by hand. */
  readonly name?: string;
  readonly random: Random;
}

export interface Scene {
  readonly placement: Placement;
  /** The start of the demo, ms since the Unix epoch. */
  readonly now: number;
}

/** Makes pods of one mold: everything that is the same in them is the same object. */
export class PodMaker {
  readonly #mold: PodMold;
  readonly #scene: Scene;
  readonly #needs: Needs;
  readonly #spec: PodSpec;
  readonly #common: Partial<ObjectMeta>;
  readonly #status: PodStatus;
  readonly #kin = new Map<PodPast, Kin>();

  constructor(mold: PodMold, scene: Scene) {
    const { app, template, owner, generateName } = mold;
    this.#mold = mold;
    this.#scene = scene;
    this.#needs = needsOf(app);
    this.#common = {
      ...(generateName === undefined ? {} : { generateName }),
      namespace: app.namespace,
      ...(template.metadata?.labels === undefined ? {} : { labels: template.metadata.labels }),
      ...(owner === undefined ? {} : { ownerReferences: [owner] }),
    };
    // The API server fills in for one of them what it fills in for all.
    const { spec, status } = prepared(template.spec, this.#common);
    this.#spec = spec;
    this.#status = status;
  }

  /** @param on the node, when it is not for the placement to choose; the pod's room there is the caller's to take. */
  pod(past: PodPast, on?: Machine): Pod {
    const { now } = this.#scene;
    const { random } = this.#mold;
    const metadata = this.#metadata(past, random.uuid());
    const { name, uid } = metadata;
    const object = { apiVersion: "v1", kind: "Pod", metadata };
    if (past.unschedulable !== undefined || past.isGated === true) {
      return { ...object, spec: this.#spec, status: { ...this.#status, conditions: [unscheduled(past, now)] } };
    }
    const place = on ?? this.#place(past);
    if (past.hasNoStatus === true) return { ...object, spec: this.#on(place.name), status: {} };
    const { namespace } = this.#mold.app;
    const status = statusAt(this.#kinOf(past).status, {
      namespace,
      name,
      uid,
      hostIP: place.ip,
      podIP: place.nextPodIP(),
    });
    const told = place.downSince === undefined ? status : givenUp(status, place.downSince);
    return { ...object, spec: this.#on(place.name), status: told };
  }

  #kinOf(past: PodPast): Kin {
    const known = this.#kin.get(past);
    if (known !== undefined) return known;
    const { now } = this.#scene;
    const status = { ...this.#status, ...commonStatus(this.#spec, past, now) };
    const kin = { status, creationTimestamp: timestamp(now - past.ageMs) };
    this.#kin.set(past, kin);
    return kin;
  }

  #place({ phase, isOnDownNode }: PodPast): Machine {
    if (isOnDownNode === true) return this.#scene.placement.down();
    const isOver = phase === "Succeeded" || phase === "Failed";
    return this.#scene.placement.place(this.#mold.app, isOver ? nothing : this.#needs);
  }

  #on(nodeName: string): PodSpec {
    return { ...this.#spec, nodeName };
  }

  #metadata(past: PodPast, uid: string): ObjectMeta {
    const { now } = this.#scene;
    const { name, generateName, random } = this.#mold;
    return {
      ...this.#common,
      name: name ?? `${generateName}${random.suffix(5)}`,
      uid,
      resourceVersion: "",
      generation: 1,
      creationTimestamp: this.#kinOf(past).creationTimestamp,
      ...(past.finalizers === undefined ? {} : { finalizers: past.finalizers }),
      ...(past.deletedMs === undefined
        ? {}
        : {
            deletionTimestamp: timestamp(now - past.deletedMs),
            // Its kubelet would have set it to 0 when the containers had ended.
            deletionGracePeriodSeconds: past.isOnDownNode === true ? 30 : 0,
          }),
    };
  }
}

/** What pods of one mold and one past share. */
interface Kin {
  readonly status: PodStatus;
  readonly creationTimestamp: string;
}

/** Whose pods are over takes no room. */
const nothing: Needs = { cpu: 0, memory: 0, gpus: 0 };

function prepared(spec: PodSpec, metadata: Partial<ObjectMeta>): Pod {
  const named = { ...metadata, name: "pod", uid: "", resourceVersion: "", creationTimestamp: "" };
  const pod: Pod = { apiVersion: "v1", kind: "Pod", metadata: named, spec, status: {} };
  const filled = pods.prepareForCreate?.(pod) ?? pod;
  return { ...filled, status: { ...filled.status, qosClass: qosClassOf(filled) } };
}

/** Nothing is known of its node any more (kubernetes pkg/controller/util/node MarkPodsNotReady). */
function givenUp(status: PodStatus, since: number): PodStatus {
  const conditions = status.conditions?.map((condition) =>
    condition.type === "Ready" && condition.status === "True"
      ? { ...condition, status: "False" as const, lastTransitionTime: timestamp(since) }
      : condition,
  );
  return { ...status, ...(conditions === undefined ? {} : { conditions }) };
}

function unscheduled({ unschedulable, ageMs }: PodPast, now: number) {
  const why =
    unschedulable === undefined
      ? { reason: "SchedulingGated", message: "Scheduling is blocked due to non-empty scheduling gates" }
      : { reason: "Unschedulable", message: unschedulable };
  const since = timestamp(now - ageMs);
  return { type: "PodScheduled", status: "False", lastProbeTime: null, lastTransitionTime: since, ...why } as const;
}
