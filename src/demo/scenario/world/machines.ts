import { type Condition, timestamp } from "../../objects/kubeObject.ts";
import type { Node, Taint } from "../../objects/node.ts";
import { nodeTaints } from "../../objects/taints.ts";
import { Random } from "../../random.ts";
import { days, hours, minutes } from "../span.ts";
import type { Needs } from "./app.ts";

/** Nodes of one kind. */
export interface NodePool {
  readonly name: string;
  readonly instanceType: string;
  readonly count: number;
  readonly cpus: number;
  readonly memoryGi: number;
  readonly gpus?: number;
  readonly taint?: Taint;
  readonly ageMs: number;
  /** When its nodes went down, ms before the start of the demo. */
  readonly downMs?: number;
}

/** A node and the room that is left on it. */
export class Machine {
  readonly node: Node;
  readonly pool: string;
  readonly ip: string;
  /** Since when nothing is known of it, ms since the Unix epoch. */
  readonly downSince: number | undefined;
  #free: Needs & { readonly pods: number };
  #addresses = 1;

  constructor(node: Node, pool: NodePool, ip: string, now: number) {
    this.node = node;
    this.pool = pool.name;
    this.ip = ip;
    this.downSince = pool.downMs === undefined ? undefined : now - pool.downMs;
    const { cpu, memory } = allocatableOf(pool);
    this.#free = { cpu, memory, gpus: pool.gpus ?? 0, pods: podsOfNode };
  }

  get name(): string {
    return this.node.metadata.name;
  }

  /** Whether there was room; then it is taken. */
  take(needs: Needs): boolean {
    const { cpu, memory, gpus, pods } = this.#free;
    if (needs.cpu > cpu || needs.memory > memory || needs.gpus > gpus || pods === 0) return false;
    this.#free = { cpu: cpu - needs.cpu, memory: memory - needs.memory, gpus: gpus - needs.gpus, pods: pods - 1 };
    return true;
  }

  /** An address of the pods of this node that no other has. */
  nextPodIP(): string {
    return this.node.spec.podCIDR?.replace(/0\/24$/, String(++this.#addresses)) ?? "";
  }
}

const podsOfNode = 110;
const zones = ["demo-west-1a", "demo-west-1b", "demo-west-1c"];

/** The nodes of all pools; names differ with the seed. @param now the start of the demo, ms since the Unix epoch. */
export function machinesOf(pools: readonly NodePool[], seed: number, now: number): readonly Machine[] {
  let index = 0;
  return pools.flatMap((pool) => {
    const random = new Random(seed, `nodes ${pool.instanceType}`);
    return Array.from({ length: pool.count }, () => machineOf(pool, { index: index++, random, now }));
  });
}

interface MachineNumber {
  /** In the cluster. */
  readonly index: number;
  readonly random: Random;
  readonly now: number;
}

function machineOf(pool: NodePool, { index, random, now }: MachineNumber): Machine {
  const zone = zones[index % zones.length] ?? "";
  const ip = `10.${index >> 14}.${(index >> 6) & 255}.${16 + 3 * (index & 63)}`;
  const name = `${pool.name}-${zone.slice(-2)}-${random.suffix(5)}`;
  const createdAt = now - pool.ageMs - minutes(random.between(0, 90));
  const node: Node = {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      uid: random.uuid(),
      resourceVersion: "",
      creationTimestamp: timestamp(createdAt),
      labels: labelsOf(pool, name, zone),
    },
    spec: {
      podCIDR: `10.${64 + (index >> 8)}.${index & 255}.0/24`,
      providerID: `demo:///${zone}/i-${random.uuid().slice(-12)}`,
      ...taintsOf(pool, now),
    },
    status: statusOf(pool, { name, ip, readyAt: createdAt + minutes(1), now }),
  };
  return new Machine(node, pool, ip, now);
}

/** With those that a node gets of which nothing is known (kubernetes pkg/controller/nodelifecycle). */
function taintsOf({ taint, downMs }: NodePool, now: number): { readonly taints?: readonly Taint[] } {
  const own = taint === undefined ? [] : [taint];
  if (downMs === undefined) return own.length === 0 ? {} : { taints: own };
  const unreachable = (effect: Taint["effect"]): Taint => {
    return { key: nodeTaints.unreachable, effect, timeAdded: timestamp(now - downMs) };
  };
  return { taints: [...own, unreachable("NoSchedule"), unreachable("NoExecute")] };
}

function labelsOf({ name: pool, instanceType }: NodePool, hostname: string, zone: string): Record<string, string> {
  return {
    "kubernetes.io/arch": "amd64",
    "kubernetes.io/hostname": hostname,
    "kubernetes.io/os": "linux",
    "node.kubernetes.io/instance-type": instanceType,
    "topology.kubernetes.io/region": zone.slice(0, -1),
    "topology.kubernetes.io/zone": zone,
    pool,
  };
}

interface NodeFacts {
  readonly name: string;
  readonly ip: string;
  readonly readyAt: number;
  readonly now: number;
}

function statusOf(pool: NodePool, { name, ip, readyAt, now }: NodeFacts): Node["status"] {
  const devices: Record<string, string> = pool.gpus === undefined ? {} : { "nvidia.com/gpu": String(pool.gpus) };
  const { cpu, memory } = allocatableOf(pool);
  return {
    capacity: { cpu: String(pool.cpus), memory: `${pool.memoryGi}Gi`, pods: String(podsOfNode), ...devices },
    allocatable: { cpu: `${cpu}m`, memory: `${memory}Mi`, pods: String(podsOfNode), ...devices },
    conditions: conditionsOf(pool, readyAt, now),
    addresses: [
      { type: "InternalIP", address: ip },
      { type: "Hostname", address: name },
    ],
    nodeInfo,
  };
}

function conditionsOf({ downMs }: NodePool, readyAt: number, now: number): readonly Condition[] {
  if (downMs === undefined) {
    const times = { lastHeartbeatTime: timestamp(now), lastTransitionTime: timestamp(readyAt) };
    return conditions.map((each) => ({ ...each, ...times }));
  }
  const reason = "NodeStatusUnknown";
  const message = "Kubelet stopped posting node status.";
  const times = {
    lastHeartbeatTime: timestamp(now - downMs - minutes(1)),
    lastTransitionTime: timestamp(now - downMs),
  };
  return conditions.map(({ type }) => ({ type, status: "Unknown", ...times, reason, message }));
}

/** What the node itself keeps for its daemons is gone (millicores, MiB). */
function allocatableOf({ cpus, memoryGi }: NodePool): { readonly cpu: number; readonly memory: number } {
  return { cpu: cpus * 1000 - 80, memory: memoryGi * 1024 - 700 };
}

/** Of a node that is well (kubernetes pkg/kubelet/nodestatus/setters.go). */
const conditions = [
  {
    type: "MemoryPressure",
    status: "False",
    reason: "KubeletHasSufficientMemory",
    message: "kubelet has sufficient memory available",
  },
  {
    type: "DiskPressure",
    status: "False",
    reason: "KubeletHasNoDiskPressure",
    message: "kubelet has no disk pressure",
  },
  {
    type: "PIDPressure",
    status: "False",
    reason: "KubeletHasSufficientPID",
    message: "kubelet has sufficient PID available",
  },
  { type: "Ready", status: "True", reason: "KubeletReady", message: "kubelet is posting ready status" },
] as const;

const nodeInfo = {
  machineID: "",
  systemUUID: "",
  bootID: "",
  kernelVersion: "6.12.41",
  osImage: "Demo Linux 12",
  containerRuntimeVersion: "containerd://2.1.4",
  kubeletVersion: "v1.35.4",
  kubeProxyVersion: "",
  operatingSystem: "linux",
  architecture: "amd64",
};

/** The pools of the cluster that everybody sees; a larger one has more nodes of the last. */
export const nodePools: readonly NodePool[] = [
  { name: "general", instanceType: "d4.xlarge", count: 3, cpus: 4, memoryGi: 16, ageMs: days(41) },
  { name: "memory", instanceType: "m8.2xlarge", count: 1, cpus: 8, memoryGi: 64, ageMs: days(41) },
  { name: "memory", instanceType: "m6.xlarge", count: 1, cpus: 4, memoryGi: 32, ageMs: days(190), downMs: hours(27) },
  {
    name: "gpu",
    instanceType: "g8.2xlarge",
    count: 1,
    cpus: 8,
    memoryGi: 32,
    gpus: 1,
    taint: { key: "nvidia.com/gpu", value: "present", effect: "NoSchedule" },
    ageMs: days(12),
  },
];
