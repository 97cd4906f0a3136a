/** The real reflector over the real transport, against a test cluster. */
import { deepStrictEqual } from "node:assert";
import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { type Clock, systemClock } from "../../src/base/clock.ts";
import { credentialSourceOf } from "../../src/kube/auth/credentialSource.ts";
import type { Access } from "../../src/kube/config/access.ts";
import { loadKubeconfig } from "../../src/kube/config/loadKubeconfig.ts";
import { thisMachine } from "../../src/kube/config/machine.ts";
import { resolveAccess } from "../../src/kube/config/resolveAccess.ts";
import type { ListWatch } from "../../src/kube/sync/listWatch.ts";
import { Reflector } from "../../src/kube/sync/reflector.ts";
import type { SyncState } from "../../src/kube/sync/syncState.ts";
import { httpListWatch } from "../../src/kube/wire/httpListWatch.ts";
import { openTransport } from "../../src/kube/wire/httpTransport.ts";
import type { ApiRequest, Transport } from "../../src/kube/wire/transport.ts";
import { podDecoder } from "../../src/resources/podDecoder.ts";
import type { PodRow } from "../../src/resources/podRow.ts";
import { RowStore } from "../../src/table/rowStore.ts";
import type { TestCluster } from "./cluster.ts";

export interface FollowOptions {
  /** Where to connect instead, say a proxy in front of it. */
  readonly port?: number;
  readonly namespace?: string;
  /** Who to be, as the administrator says. */
  readonly as?: string;
  readonly clock?: Clock;
  /** Uniform in [0, 1). */
  readonly random?: () => number;
  /** Changes a request before it is sent, or holds it up. */
  readonly onRequest?: (request: ApiRequest) => ApiRequest | Promise<ApiRequest>;
}

export interface FollowedPods {
  /** What a table would show, by key. */
  rows(): ReadonlyMap<string, PodRow>;
  readonly states: readonly SyncState[];
  phase(): SyncState["phase"] | undefined;
  /** `stream`, `list`, `page` or `watch`, in order; counts, audits and probes are left out. */
  readonly asked: readonly string[];
  /** In the order of `asked`. */
  readonly requests: readonly ApiRequest[];
  readonly source: ListWatch<PodRow>;
  /** Resolves when `condition` holds, looked at after each change of rows or state. */
  until(condition: () => boolean): Promise<void>;
  /** Resolves when the rows are exactly what a new list brings, and the state is live. @throws when they are not within a minute. */
  untilTrue(): Promise<void>;
  close(): Promise<void>;
}

/** Starts to follow the pods. Whoever starts it closes it. */
export function followPods(cluster: TestCluster, options: FollowOptions = {}): FollowedPods {
  const { clock = systemClock, random = Math.random, namespace } = options;
  const access = accessOf(cluster, options);
  const credentials = credentialSourceOf(access, {
    ...{ machine: thisMachine(), clock, terminal: undefined },
    ...{ onActivity: () => undefined, onNotice: () => undefined },
  });
  const transport = openTransport(access, credentials, { userAgent: "podscope/test", clock });
  const path = namespace === undefined ? "/api/v1/pods" : `/api/v1/namespaces/${namespace}/pods`;
  const store = new RowStore<PodRow>();
  const states: SyncState[] = [];
  const requests: ApiRequest[] = [];
  const waiting = new Set<() => void>();
  const changed = () => {
    for (const look of [...waiting]) look();
  };
  const noted: Transport = {
    ...{ dropConnections: () => transport.dropConnections(), close: () => transport.close() },
    async request(request, signal) {
      if (request.path === path && request.query?.limit !== 1) requests.push(request);
      return transport.request((await options.onRequest?.(request)) ?? request, signal);
    },
  };
  const source = httpListWatch({ transport: noted, path, decoder: podDecoder, clock, random });
  const sink = {
    apply: (...args: Parameters<typeof store.apply>) => {
      store.apply(...args);
      changed();
    },
    replace: (rows: ReadonlyMap<string, PodRow>) => {
      store.replace(rows);
      changed();
    },
  };
  const onState = (state: SyncState) => {
    states.push(state);
    changed();
  };
  const stop = new AbortController();
  const reflector = new Reflector({ source, sink, clock, random, host: access.server, onState });
  const done = reflector.run(stop.signal);
  const rows = () => new Map([...store.rows()].map((row) => [row.key, row]));
  const phase = () => states.at(-1)?.phase;
  const until = (condition: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!condition()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  return {
    rows,
    states,
    phase,
    requests,
    get asked() {
      return requests.map(kindOf);
    },
    source,
    until,
    async untilTrue() {
      const expected = await podsOf(cluster, namespace);
      const enough = setTimeout(60_000, undefined, { ref: false });
      await Promise.race([until(() => phase() === "live" && isDeepStrictEqual(rows(), expected)), enough]);
      deepStrictEqual({ phase: phase(), rows: rows() }, { phase: "live", rows: expected });
    },
    async close() {
      stop.abort();
      await done;
      credentials.close();
      await transport.close();
    },
  };
}

function accessOf(cluster: TestCluster, { port, as }: FollowOptions): Access {
  const machine = thisMachine();
  const access = resolveAccess(loadKubeconfig(cluster.kubeconfig, machine), { as }, machine);
  return port === undefined ? access : { ...access, server: `https://127.0.0.1:${port}` };
}

/** All pods, by one request of kubectl: other bytes, read by other code. */
export async function podsOf(cluster: TestCluster, namespace?: string): Promise<ReadonlyMap<string, PodRow>> {
  const scope = namespace === undefined ? ["-A"] : ["-n", namespace];
  const { items } = JSON.parse(await cluster.kubectlOk(["get", "pods", ...scope, "-o", "json"])) as {
    readonly items: readonly unknown[];
  };
  return new Map(items.map((item) => podDecoder.fromJson(item)).map((row) => [row.key, row]));
}

function kindOf({ query = {} }: ApiRequest): string {
  if (query.sendInitialEvents !== undefined) return "stream";
  if (query.watch !== undefined) return "watch";
  return query.continue === undefined ? "list" : "page";
}
