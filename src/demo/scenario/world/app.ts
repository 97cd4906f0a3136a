import type { Container, PodSpec, PodTemplate } from "../../objects/pod.ts";

/** What a team runs: the programs of one kind of pod. A workload of the snapshot is made of it. */
export interface App {
  readonly namespace: string;
  readonly name: string;
  readonly programs: readonly Program[];
  readonly initPrograms?: readonly Program[];
  /** What else its pods ask for. */
  readonly pod?: Partial<PodSpec>;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A container of an app, by what matters of it. */
export interface Program {
  readonly name: string;
  /** Without its tag: `registry.demo/shop/cart`. */
  readonly image: string;
  /** Of an image that does not go with the version of the app. */
  readonly tag?: string;
  /** Requested, in millicores. */
  readonly cpu: number;
  /** Requested, in MiB. */
  readonly memory: number;
  /** In MiB. */
  readonly memoryLimit?: number;
  readonly gpus?: number;
  /** Where it is asked whether it is ready (`/readyz`) and alive (`/healthz`). */
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** What else stands in its container. */
  readonly container?: Partial<Container>;
}

/** What the pods of an app take of a node. */
export interface Needs {
  readonly cpu: number;
  readonly memory: number;
  readonly gpus: number;
}

export function templateOf(app: App, version: string): PodTemplate {
  const { name, programs, initPrograms, pod, labels } = app;
  return {
    metadata: { labels: { app: name, ...labels } },
    spec: {
      ...(initPrograms === undefined ? {} : { initContainers: initPrograms.map((each) => containerOf(each, version)) }),
      containers: programs.map((each) => containerOf(each, version)),
      ...pod,
    },
  };
}

/** As the scheduler counts: the sum of the containers (init containers of the demo ask for less). */
export function needsOf({ programs }: App): Needs {
  const sum = (of: (program: Program) => number) => programs.reduce((total, program) => total + of(program), 0);
  return { cpu: sum(({ cpu }) => cpu), memory: sum(({ memory }) => memory), gpus: sum(({ gpus }) => gpus ?? 0) };
}

export function imageOf({ image, tag }: Program, version: string): string {
  return `${image}:${tag ?? version}`;
}

function containerOf(program: Program, version: string): Container {
  const { name, port, env, container } = program;
  return {
    name,
    image: imageOf(program, version),
    ...(port === undefined ? {} : { ports: [{ name: "http", containerPort: port, protocol: "TCP" }] }),
    ...(env === undefined ? {} : { env: Object.entries(env).map(([key, value]) => ({ name: key, value })) }),
    resources: resourcesOf(program),
    ...(port === undefined ? {} : probesOf(port)),
    ...container,
  };
}

function resourcesOf({ cpu, memory, memoryLimit, gpus }: Program): NonNullable<Container["resources"]> {
  const devices: Record<string, string> = gpus === undefined ? {} : { "nvidia.com/gpu": String(gpus) };
  const limits = { ...(memoryLimit === undefined ? {} : { memory: `${memoryLimit}Mi` }), ...devices };
  const requests = { cpu: `${cpu}m`, memory: `${memory}Mi`, ...devices };
  return Object.keys(limits).length === 0 ? { requests } : { limits, requests };
}

function probesOf(port: number): Partial<Container> {
  return {
    livenessProbe: { httpGet: { path: "/healthz", port, scheme: "HTTP" }, periodSeconds: 10, failureThreshold: 3 },
    readinessProbe: { httpGet: { path: "/readyz", port, scheme: "HTTP" }, periodSeconds: 5, failureThreshold: 3 },
  };
}
