import { namespaces } from "../apiserver/resources/namespaces.ts";
import { nodes } from "../apiserver/resources/nodes.ts";
import { pods } from "../apiserver/resources/pods.ts";
import { type KubeObject, timestamp } from "../objects/kubeObject.ts";
import type { Namespace } from "../objects/node.ts";
import type { Pod } from "../objects/pod.ts";
import { Random } from "../random.ts";
import { days } from "./span.ts";
import { accessObjects } from "./world/access.ts";
import { templateOf } from "./world/app.ts";
import { crowd } from "./world/crowd.ts";
import { daemonSetObjects } from "./world/daemonSetPast.ts";
import { deploymentObjects } from "./world/deploymentPast.ts";
import { jobObjects } from "./world/jobPast.ts";
import { machinesOf, type NodePool, nodePools } from "./world/machines.ts";
import { oldEvents } from "./world/oldEvents.ts";
import type { LonePod, Place } from "./world/place.ts";
import { Placement } from "./world/placement.ts";
import { monitoring } from "./world/places/monitoring.ts";
import { payments } from "./world/places/payments.ts";
import { search } from "./world/places/search.ts";
import { shop } from "./world/places/shop.ts";
import { system } from "./world/places/system.ts";
import { PodMaker, type Scene } from "./world/snapshotPods.ts";
import { type StoredObject, stored } from "./world/storedObject.ts";

export interface WorldOptions {
  /** Decides all names and moments. */
  readonly seed: number;
  /** How many pods; at least those that everybody sees are there. */
  readonly pods: number;
  /** The start of the demo, ms since the Unix epoch. */
  readonly startMs: number;
}

/** What there is in a world, before it is made: all but the pods of a large one are told one by one. */
export interface WorldPlan {
  readonly pools: readonly NodePool[];
  /** Its namespaces, and all that runs in them. */
  readonly places: readonly Place[];
}

export function worldPlan({ seed, pods: wanted, startMs: now }: WorldOptions): WorldPlan {
  const random = new Random(seed, "world");
  const known = [shop, payments, search, monitoring, system].map((place) => place({ random, now }));
  const extra = nodesFor(wanted - podsOf(known, nodePools), daemonSetsOf(known));
  const pools = extra === 0 ? nodePools : [...nodePools, { ...crowdPool, count: extra }];
  return { pools, places: [...known, ...crowd(Math.max(0, wanted - podsOf(known, pools)), seed)] };
}

/**
 * The cluster as it stands when the demo begins, as etcd has it after a restore from a backup: to be written into the store before
 * anything starts. Its pods have run for hours and days; what runs well leaves nothing to do for anybody.
 */
export function worldSnapshot(options: WorldOptions, plan = worldPlan(options)): readonly StoredObject[] {
  const { seed, startMs: now } = options;
  const { places, pools } = plan;
  const machines = machinesOf(pools, seed, now);
  const scene = { placement: new Placement(machines), now };
  const objects = [
    ...machines.map(({ node }) => stored(nodes, node)),
    ...[...emptyPlaces, ...places].map((place) => namespaceObject(place, seed, now)),
    ...accessObjects(seed, now),
    // They take their room before the others.
    ...places.flatMap(({ daemonSets = [] }) =>
      daemonSets.flatMap((past) => daemonSetObjects(past, machines, scene, seed)),
    ),
    ...places.flatMap((place) => objectsOf(place, scene, seed)),
  ];
  return [...objects, ...objects.flatMap(({ object }) => (isPod(object) ? oldEvents(object, now) : []))];
}

function isPod(object: KubeObject): object is Pod {
  return object.kind === "Pod";
}

/** Namespaces that every cluster has. */
const emptyPlaces: readonly Place[] = ["default", "kube-node-lease", "kube-public"].map((namespace) => ({
  namespace,
  ageMs: days(41),
}));

/** Where the pods run that a larger cluster has more. */
const crowdPool: NodePool = {
  name: "general",
  instanceType: "d4.4xlarge",
  count: 0,
  cpus: 16,
  memoryGi: 64,
  ageMs: days(90),
};
const crowdPodsOfNode = 80;

function nodesFor(missing: number, daemonSets: number): number {
  return Math.max(0, Math.ceil(missing / (crowdPodsOfNode + daemonSets)));
}

function daemonSetsOf(places: readonly Place[]): number {
  return places.reduce((sum, { daemonSets = [] }) => sum + daemonSets.length, 0);
}

function podsOf(places: readonly Place[], pools: readonly NodePool[]): number {
  const nodeCount = pools.reduce((sum, { count }) => sum + count, 0);
  const own = places.map(({ deployments = [], jobs = [], lonePods = [] }) => {
    const revisions = deployments.flatMap((deployment) => deployment.revisions);
    return [...revisions, ...jobs].reduce((sum, each) => sum + each.pods.length, lonePods.length);
  });
  return own.reduce((sum, count) => sum + count, daemonSetsOf(places) * nodeCount);
}

function objectsOf(
  { deployments = [], jobs = [], lonePods = [] }: Place,
  scene: Scene,
  seed: number,
): readonly StoredObject[] {
  return [
    ...deployments.flatMap((past) => deploymentObjects(past, scene, seed)),
    ...jobs.flatMap((past) => jobObjects(past, scene, seed)),
    ...lonePods.map((past) => lonePodObject(past, scene, seed)),
  ];
}

function lonePodObject({ app, version, past }: LonePod, scene: Scene, seed: number): StoredObject {
  const { namespace, name } = app;
  const random = new Random(seed, `pod ${namespace}/${name}`);
  return stored(pods, new PodMaker({ app, template: templateOf(app, version), name, random }, scene).pod(past));
}

function namespaceObject({ namespace, ageMs }: Place, seed: number, now: number): StoredObject {
  const object: Namespace = {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: {
      name: namespace,
      uid: new Random(seed, `namespace ${namespace}`).uuid(),
      resourceVersion: "",
      creationTimestamp: timestamp(now - ageMs),
      labels: { "kubernetes.io/metadata.name": namespace },
    },
    spec: { finalizers: ["kubernetes"] },
    status: { phase: "Active" },
  };
  return stored(namespaces, object);
}
