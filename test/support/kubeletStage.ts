import { localClient } from "../../src/demo/apiserver/localClient.ts";
import { Registry } from "../../src/demo/apiserver/registry.ts";
import { events } from "../../src/demo/apiserver/resources/events.ts";
import { namespaces } from "../../src/demo/apiserver/resources/namespaces.ts";
import { nodes } from "../../src/demo/apiserver/resources/nodes.ts";
import { pods } from "../../src/demo/apiserver/resources/pods.ts";
import { EventRecorder } from "../../src/demo/eventRecorder.ts";
import type { Image, Life } from "../../src/demo/kubelet/image.ts";
import { type KubeletsOptions, startKubelets } from "../../src/demo/kubelet/startKubelets.ts";
import type { Event } from "../../src/demo/objects/event.ts";
import type { NewObject } from "../../src/demo/objects/kubeObject.ts";
import type { Container, Pod, PodSpec } from "../../src/demo/objects/pod.ts";
import { Random } from "../../src/demo/random.ts";
import { Store } from "../../src/demo/store/store.ts";
import { VirtualTime } from "../../src/demo/virtualTime.ts";
import { podDecoder } from "../../src/resources/podDecoder.ts";

/** A whole second. */
export const kubeletStart = Date.UTC(2026, 0, 5, 10, 0, 0);

/** A program that runs for ever, is ready at once and stops when asked to. */
export const wellLife: Life = {
  readyMs: 0,
  stopMs: 300,
  log: [],
  usage: { cpuMillicores: 10, memoryBytes: 20 * 2 ** 20 },
};

export function imageOf(
  name: string,
  life: Partial<Life> | ((restarts: number) => Partial<Life>),
  rest: Partial<Image> = {},
): Image {
  return {
    name,
    sizeBytes: 1000,
    pullMs: 1000,
    life: ({ restarts }) => ({ ...wellLife, ...(typeof life === "function" ? life(restarts) : life) }),
    ...rest,
  };
}

/** An API with a namespace `shop`, a node `n1` and kubelets, whose time is driven by hand. */
export function kubeletStage({
  images = [],
  speed = 1,
  hasConfig,
}: Partial<Pick<KubeletsOptions, "images" | "hasConfig">> & { speed?: number } = {}) {
  const time = new VirtualTime(kubeletStart, speed);
  const store = new Store();
  const registry = new Registry({ store, time, random: new Random(1, "names") });
  const client = localClient(registry, time);
  for (const name of ["shop", "default"]) {
    client.create(namespaces, { apiVersion: "v1", kind: "Namespace", metadata: { name }, spec: {}, status: {} });
  }
  const recorder = new EventRecorder(client, time, "kubelet");
  const start = () => startKubelets({ client, time, seed: 1, images, recorder, ...(hasConfig && { hasConfig }) });
  let running = start();
  const addNode = (name: string) =>
    client.create(nodes, {
      apiVersion: "v1",
      kind: "Node",
      metadata: { name },
      spec: { podCIDR: "10.244.1.0/24" },
      status: { addresses: [{ type: "InternalIP", address: "10.0.0.11" }] },
    });
  addNode("n1");
  const podNamed = (name: string) => client.get(pods, { namespace: "shop", name });
  return {
    time,
    store,
    client,
    addNode,
    kubelets: () => running.kubelets,
    power: () => running.nodes,
    /** The kubelets of a moment ago are gone, others come. */
    restart: () => {
      running.stop();
      running = start();
    },
    wait: (seconds: number) => time.advanceTo(time.now() + seconds * 1000),
    run: (name: string, spec: Partial<PodSpec>) => client.create(pods, boundPod(name, spec)),
    pod: podNamed,
    status: (name: string) => statusCell(podNamed(name)),
    delete: (name: string, gracePeriodSeconds?: number) =>
      client.delete(pods, { namespace: "shop", name }, gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
    /** `reason: message` of all that was said, with a count when it is more than once, in the order in which it was first said. */
    said: () => [...client.list(events)].sort(byRevision).map(eventText),
    saidOf: (reason: string) =>
      [...client.list(events)]
        .filter((event) => event.reason === reason)
        .sort(byRevision)
        .map(eventText),
    /** Every STATUS cell of a pod from now on, with the seconds since now. */
    follow: (name: string) => followStatus(store, time, name),
  };
}

function boundPod(name: string, spec: Partial<PodSpec>): NewObject<Pod> {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "shop" },
    spec: { nodeName: "n1", containers: [container("web", "registry.demo/web:v1")], ...spec },
    status: {},
  };
}

export function container(name: string, image: string, rest: Partial<Container> = {}): Container {
  return { name, image, imagePullPolicy: "IfNotPresent", ...rest };
}

/** As kubectl shows it. */
export function statusCell(pod: Pod | undefined): string {
  return pod === undefined ? "gone" : podDecoder.fromJson(pod).status;
}

function followStatus(store: Store, time: VirtualTime, name: string): readonly string[] {
  const seen: string[] = [];
  const from = time.now();
  let last = "";
  store.subscribe(({ collection, type, object }) => {
    if (collection !== "pods" || object.metadata.name !== name) return;
    const cell = type === "DELETED" ? "gone" : statusCell(object as Pod);
    if (cell !== last) seen.push(`${(time.now() - from) / 1000} ${cell}`);
    last = cell;
  });
  return seen;
}

function byRevision(one: Event, other: Event): number {
  return created(one) - created(other);
}

/** The number in the name of an event, which grows. */
function created({ metadata }: Event): number {
  return Number.parseInt(metadata.name.split(".").at(-1) ?? "", 16);
}

function eventText({ reason, message, count = 1 }: Event): string {
  return `${reason}: ${message}${count > 1 ? ` (x${count})` : ""}`;
}
