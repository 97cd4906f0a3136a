/**
 * The demo's API server inside of a test, with nobody else in its cluster: what is there is what the test puts there.
 * Loopback only, on a port of its own.
 *
 * ```
 * const server = await startFakeApiServer();
 * server.pods.put({ metadata: { namespace: "shop", name: "web-1" }, status: { phase: "Running" } });
 * server.fail({ on: isWatch, status: 429, headers: { "retry-after": "7" } });  // the next watch only
 * server.fail({ on: isList, times: 3, cut: { afterBytes: 1000, how: "reset" } });
 * server.watches[0]?.bookmark();      // those of the clock come after a minute
 * server.pods.compact();              // older versions are gone: 410
 * server.settings.streamingLists = "off";  // 422 as with the feature gate off; "ignored" as before 1.27
 * expect(server.requests.map(({ path }) => path)).toEqual(["/api/v1/pods"]);
 * await server.close();
 * ```
 */
import type { IncomingHttpHeaders } from "node:http";
import { type Answer, jsonAnswer } from "../../src/demo/apiserver/answer.ts";
import type { ApiRequest } from "../../src/demo/apiserver/apiRequest.ts";
import { ApiServer, type Call } from "../../src/demo/apiserver/apiServer.ts";
import { discoveryHandlers } from "../../src/demo/apiserver/discovery/handlers.ts";
import type { Fault as AnyFault } from "../../src/demo/apiserver/faults.ts";
import { bodyIn } from "../../src/demo/apiserver/handlers/body.ts";
import { type HttpListenerOptions, type ListenerSettings, listen } from "../../src/demo/apiserver/httpListener.ts";
import { evict } from "../../src/demo/apiserver/pods/evict.ts";
import { Registry } from "../../src/demo/apiserver/registry.ts";
import { Random } from "../../src/demo/random.ts";
import { followWallClock } from "../../src/demo/realTime.ts";
import { Store } from "../../src/demo/store/store.ts";
import { VirtualTime } from "../../src/demo/virtualTime.ts";
import { StagedObjects } from "./stagedObjects.ts";
import { StagedWatch } from "./stagedWatch.ts";

export interface FakeApiServer {
  /** `http://127.0.0.1:12345`, or `https://localhost:12345` with certificates. */
  readonly url: string;
  readonly port: number;
  /** What is asked of it, in order; clear it with `requests.length = 0`. */
  readonly requests: RecordedRequest[];
  readonly pods: StagedObjects;
  readonly namespaces: StagedObjects;
  readonly store: Store;
  /** Watches that are open now, oldest first. */
  readonly watches: readonly StagedWatch[];
  /** Sockets that are open now. */
  readonly connections: number;
  readonly settings: FakeSettings;
  /** Lets requests go wrong; faults that fit are used up in order. Returns a function that takes the fault back. */
  fail(fault: Fault): () => void;
  /** Resolves when `condition` holds, looked at after each request, each end of a watch, and each end of a connection. */
  until(condition: () => boolean): Promise<void>;
  /** Cuts every connection at once, as a server that is killed. */
  dropConnections(): void;
  close(): Promise<void>;
}

/** May be changed at any time. */
export interface FakeSettings extends ListenerSettings {
  /** Who may do what, by bearer token. Undefined lets everybody do everything; otherwise no token is `system:anonymous`. */
  identities: Readonly<Record<string, Identity>> | undefined;
}

export interface Identity {
  readonly user: string;
  /** `namespace` is undefined for all of them. */
  may(verb: string, resource: string, namespace: string | undefined): boolean;
}

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Lower case names; of repeated headers see `rawHeaders`. */
  readonly headers: IncomingHttpHeaders;
  /** Name, value, name, value, as they came. */
  readonly rawHeaders: readonly string[];
  readonly body: string;
  /** Counts the connections of this server from 1, so that two requests on one of them can be told. */
  readonly connection: number;
}

export interface Fault extends Omit<AnyFault, "on"> {
  /** Which requests it hits; default all. */
  readonly on?: (request: RecordedRequest) => boolean;
}

export const isWatch = ({ query }: RecordedRequest): boolean => query.watch !== undefined;
export const isList = ({ query, path }: RecordedRequest): boolean =>
  query.watch === undefined && /\/(pods|namespaces)$/.test(path);

export interface FakeApiServerOptions {
  /** Speaks TLS with this PEM certificate and key (see certificates.ts); `url` then names localhost. */
  readonly tls?: NonNullable<HttpListenerOptions["tls"]>;
  readonly settings?: Partial<FakeSettings>;
}

export async function startFakeApiServer(options: FakeApiServerOptions = {}): Promise<FakeApiServer> {
  const time = new VirtualTime(Date.now());
  const store = new Store({ revision: 1000 });
  const registry = new Registry({ store, time, random: new Random(1, "names") });
  const stopTime = followWallClock(time);
  const requests: RecordedRequest[] = [];
  const recorded = new WeakMap<ApiRequest, RecordedRequest>();
  const waiting = new Set<() => void>();
  const changed = () => {
    for (const look of [...waiting]) look();
  };
  const server = new ApiServer({
    registry,
    time,
    freshnessMs: 0,
    authenticate(request) {
      const identity = identityOf(request, settings);
      return identity === undefined ? undefined : { name: identity.user, groups: [] };
    },
    authorize({ name }, { isResource, verb, resource, namespace }) {
      const { may } = identityNamed(name, settings);
      return { isAllowed: !isResource || resource === reviews || may(verb, resource, namespace), reason: "" };
    },
    handlers: {
      ...discoveryHandlers,
      "create /api/v1/pods/eviction": evict,
      [`create /apis/authorization.k8s.io/v1/${reviews}`]: (call) =>
        review(call, identityNamed(call.user.name, settings)),
    },
  });
  server.watches.subscribe(changed);
  const port = await listen(server, {
    ...(options.tls === undefined ? {} : { tls: options.tls }),
    async onRequest(request) {
      const record = await recordOf(request);
      recorded.set(request, record);
      requests.push(record);
      changed();
    },
    onConnection: changed,
  });
  const settings: FakeSettings = Object.assign(port.settings, { identities: undefined, ...options.settings });
  return {
    url: port.url,
    port: port.port,
    requests,
    pods: new StagedObjects("Pod", server),
    namespaces: new StagedObjects("Namespace", server),
    store,
    get watches() {
      return server.watches.get().map((watch) => new StagedWatch(watch));
    },
    get connections() {
      return port.connections;
    },
    settings,
    fail({ on = () => true, ...fault }) {
      const fits = (request: ApiRequest) => {
        const record = recorded.get(request);
        return record !== undefined && on(record);
      };
      return port.fail({ ...fault, on: fits });
    },
    until(condition) {
      return new Promise((resolve) => {
        const look = () => {
          if (!condition()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      });
    },
    dropConnections: () => port.dropConnections(),
    async close() {
      stopTime();
      await port.close();
    },
  };
}

async function recordOf(request: ApiRequest): Promise<RecordedRequest> {
  const { method, path, query, headers, rawHeaders, connection } = request;
  const body = (await request.body()).toString();
  return { method, path, query: Object.fromEntries(query), headers, rawHeaders, body, connection };
}

const anybody: Identity = { user: "anybody", may: () => true };
const nobody: Identity = { user: "system:anonymous", may: () => false };

/** Undefined for a token that nobody has. */
function identityOf({ headers }: ApiRequest, { identities }: FakeSettings): Identity | undefined {
  if (identities === undefined) return anybody;
  return headers.authorization === undefined ? nobody : identities[headers.authorization.replace(/^Bearer /, "")];
}

/** Of a user that was let in. */
function identityNamed(name: string, { identities = {} }: FakeSettings): Identity {
  return [anybody, nobody, ...Object.values(identities)].find(({ user }) => user === name) ?? nobody;
}

const reviews = "selfsubjectaccessreviews";

async function review({ request }: Call, { may }: Identity): Promise<Answer> {
  const { spec } = (await bodyIn(request)) as {
    readonly spec: { readonly resourceAttributes: { verb: string; resource: string; namespace?: string } };
  };
  const { verb, resource, namespace } = spec.resourceAttributes;
  const status = { allowed: may(verb, resource, namespace === "" ? undefined : namespace) };
  const object = { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectAccessReview", metadata: {}, spec, status };
  return jsonAnswer(object, { status: 201 });
}
