/** The demo's API server on a port of its own, without the rest of the control plane: time moves when a test moves it. */
import { setImmediate as immediate } from "node:timers/promises";
import { ApiServer, type ApiServerOptions } from "../../src/demo/apiserver/apiServer.ts";
import { type HttpListener, listen } from "../../src/demo/apiserver/httpListener.ts";
import { Registry } from "../../src/demo/apiserver/registry.ts";
import { namespaces } from "../../src/demo/apiserver/resources/namespaces.ts";
import { pods } from "../../src/demo/apiserver/resources/pods.ts";
import type { NewObject } from "../../src/demo/objects/kubeObject.ts";
import type { Namespace } from "../../src/demo/objects/node.ts";
import type { Pod } from "../../src/demo/objects/pod.ts";
import { Random } from "../../src/demo/random.ts";
import { Store } from "../../src/demo/store/store.ts";
import { VirtualTime } from "../../src/demo/virtualTime.ts";

export interface DemoApi {
  readonly url: string;
  readonly server: ApiServer;
  readonly registry: Registry;
  readonly time: VirtualTime;
  readonly listener: HttpListener;
  /** Creates pods of the namespace `shop`. */
  putPods(...names: readonly string[]): void;
  putPodsIn(namespace: string, ...names: readonly string[]): void;
  /** Lets the program run until `condition` holds; `step` is taken each time that it does not. */
  until(condition: () => boolean, step?: () => void): Promise<void>;
  /** A request and its answer, whole. */
  ask(method: string, path: string, options?: AskOptions): Promise<DemoAnswer>;
  /** Opens a watch, and reads its events one by one. */
  watch(path: string, accept?: string): Promise<DemoWatch>;
  close(): Promise<void>;
}

export interface AskOptions {
  /** An object is sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface DemoAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The text as JSON; undefined when it is none. */
  readonly body: Answered | undefined;
}

/** A Status, an object or a list, as far as tests look. */
export interface Answered {
  readonly kind?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly code?: number;
  readonly metadata: {
    readonly name?: string;
    readonly resourceVersion?: string;
    readonly continue?: string;
    readonly remainingItemCount?: number;
  };
  readonly items?: readonly { readonly metadata: { readonly name: string } }[];
}

export interface DemoWatch {
  readonly status: number;
  /** As `ADDED web-1`, `BOOKMARK 12`; undefined at the end. */
  next(): Promise<string | undefined>;
  /** All that comes until the end. */
  rest(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function startDemoApi(options: Partial<ApiServerOptions> = {}, { speed = 1 } = {}): Promise<DemoApi> {
  const time = new VirtualTime(Date.UTC(2026, 0, 5, 10), speed);
  const registry = new Registry({ store: new Store(), time, random: new Random(1, "names") });
  for (const name of ["shop", "kube-system"]) {
    registry.create(namespaces, { metadata: { name } } as NewObject<Namespace>);
  }
  const putPodsIn = (namespace: string, names: readonly string[]) => {
    for (const name of names) registry.create(pods, podNamed(name, namespace));
  };
  const server = new ApiServer({ registry, time, ...options });
  const listener: HttpListener = await listen(server);
  return {
    url: listener.url,
    listener,
    ask: (method, path, asked = {}) => ask(listener.url + path, method, asked),
    watch: (path, accept = "application/json") => openWatch(listener.url + path, accept),
    server,
    registry,
    time,
    putPods: (...names) => putPodsIn("shop", names),
    putPodsIn: (namespace, ...names) => putPodsIn(namespace, names),
    async until(condition, step = () => {}) {
      while (!condition()) {
        step();
        await immediate();
      }
    },
    close: () => listener.close(),
  };
}

export function podNamed(name: string, namespace = "shop"): NewObject<Pod> {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { namespace, name },
    spec: { containers: [{ name: "main", image: "registry.demo/web:1" }] },
    status: {},
  };
}

async function ask(url: string, method: string, { body, headers = {} }: AskOptions): Promise<DemoAnswer> {
  const bytes = typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const sent = body === undefined ? {} : { body: bytes };
  const type = { "content-type": "application/json" };
  const response = await fetch(url, { method, ...sent, headers: { ...(body === undefined ? {} : type), ...headers } });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json") && text !== "";
  return {
    status: response.status,
    headers: response.headers,
    text,
    get body() {
      return isJson ? (JSON.parse(text) as Answered) : undefined;
    },
  };
}

async function openWatch(url: string, accept: string): Promise<DemoWatch> {
  const response = await fetch(url, { headers: { accept } });
  if (response.body === null) throw new Error("a watch without a body");
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const next = async (): Promise<string | undefined> => {
    for (let end = text.indexOf("\n"); ; end = text.indexOf("\n")) {
      if (end >= 0) {
        const line = text.slice(0, end);
        text = text.slice(end + 1);
        return wordsOf(JSON.parse(line) as WatchLine);
      }
      const { done, value } = await reader.read();
      if (done) return undefined;
      text += value;
    }
  };
  return {
    status: response.status,
    next,
    async rest() {
      const lines: string[] = [];
      for (let line = await next(); line !== undefined; line = await next()) lines.push(line);
      return lines;
    },
    close: () => reader.cancel(),
  };
}

interface WatchLine {
  readonly type: string;
  readonly object: Answered & { readonly metadata: { readonly annotations?: Readonly<Record<string, string>> } };
}

function wordsOf({ type, object }: WatchLine): string {
  const { name, resourceVersion, annotations = {} } = object.metadata;
  if (type === "ERROR") return `ERROR ${object.reason}: ${object.message}`;
  const isEnd = annotations["k8s.io/initial-events-end"] === "true";
  return `${type} ${name ?? resourceVersion}${isEnd ? " (end of what is there)" : ""}`;
}
