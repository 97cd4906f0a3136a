import { nodes } from "../apiserver/resources/nodes.ts";
import { pods } from "../apiserver/resources/pods.ts";
import { deployments, jobs } from "../apiserver/resources/workloads.ts";
import type { ApiClient } from "../client.ts";
import { type ObjectName, timestamp } from "../objects/kubeObject.ts";
import type { Container, PodTemplate } from "../objects/pod.ts";
import type { Deployment } from "../objects/workloads.ts";
import type { VirtualTime } from "../virtualTime.ts";
import type { Deed, NodeNumber } from "./step.ts";

/** What befalls nodes without the API: as the kubelets have it. Names of nodes that are not there mean nothing. */
export interface NodePower {
  lose(node: string): void;
  restore(node: string): void;
  /** Bytes; the kubelet evicts while less than the threshold is available. */
  press(node: string, pressure: { resource: "memory"; threshold: number; available: number }): void;
}

/** What the stories act upon. */
export interface Stage {
  /** In the name of those who deploy. */
  readonly client: ApiClient;
  readonly time: VirtualTime;
  readonly nodes: NodePower;
}

type Acts = { readonly [Kind in Deed["does"]]: (stage: Stage, deed: Extract<Deed, { does: Kind }>) => void };

/** As the kubelet's own: evictionHard memory.available. */
const leastMemoryBytes = 100 * 1024 * 1024;

const acts: Acts = {
  setImage: ({ client }, { deployment, images }) =>
    changeTemplate(client, deployment, (template) => withImages(template, images)),
  scale: ({ client }, { deployment, replicas }) => change(client, deployment, (spec) => ({ ...spec, replicas })),
  restart: ({ client, time }, { deployment }) =>
    changeTemplate(client, deployment, ({ metadata, spec }) => {
      const restartedAt = { "kubectl.kubernetes.io/restartedAt": timestamp(time.now()) };
      return { metadata: { ...metadata, annotations: { ...metadata?.annotations, ...restartedAt } }, spec };
    }),
  createJob: ({ client, time }, { job }) => {
    client.create(jobs, job(time.now()));
  },
  deleteJob: ({ client }, { job }) => client.delete(jobs, job, { propagationPolicy: "Background" }),
  createPod: ({ client }, { pod }) => {
    client.create(pods, pod);
  },
  deletePod: ({ client }, { pod }) => client.delete(pods, pod),
  loseNode: (stage, { node }) => stage.nodes.lose(nodeName(stage.client, node)),
  restoreNode: (stage, { node }) => stage.nodes.restore(nodeName(stage.client, node)),
  fillMemory: (stage, { node, availableBytes }) => {
    const pressure = { resource: "memory", threshold: leastMemoryBytes, available: availableBytes } as const;
    stage.nodes.press(nodeName(stage.client, node), pressure);
  },
};

/** Carries one deed out. What is meant and no longer there is left alone. @throws StatusError what the API refuses */
export function carryOut<Kind extends Deed["does"]>(stage: Stage, deed: Extract<Deed, { does: Kind }>): void {
  const act = acts[deed.does as Kind];
  act(stage, deed);
}

function change(
  client: ApiClient,
  deployment: ObjectName,
  next: (spec: Deployment["spec"]) => Deployment["spec"],
): void {
  client.update(deployments, deployment, (object) => ({ ...object, spec: next(object.spec) }));
}

function changeTemplate(client: ApiClient, deployment: ObjectName, next: (template: PodTemplate) => PodTemplate): void {
  change(client, deployment, (spec) => ({ ...spec, template: next(spec.template) }));
}

function withImages(template: PodTemplate, images: Readonly<Record<string, string>>): PodTemplate {
  const changed = (containers: readonly Container[]) =>
    containers.map((container) => ({ ...container, image: images[container.name] ?? container.image }));
  const { containers, initContainers, ...spec } = template.spec;
  return {
    ...template,
    spec: {
      ...spec,
      containers: changed(containers),
      ...(initContainers === undefined ? {} : { initContainers: changed(initContainers) }),
    },
  };
}

function nodeName(client: ApiClient, { pool, index }: NodeNumber): string {
  const ofPool = client.list(nodes).filter(({ metadata }) => metadata.labels?.pool === pool);
  return ofPool[index]?.metadata.name ?? "";
}
