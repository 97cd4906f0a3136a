/**
 * The API server: from a request to an answer. What carries both is httpListener.ts; what an object may be is registry.ts.
 *
 * A request is authenticated, authorized, and then looked up in tables of handlers:
 * - `handlers` by verb and path without namespace and name: `"get /version"`, `"get /openapi/v3/*"`,
 *   `"create /apis/authorization.k8s.io/v1/selfsubjectaccessreviews"`, `"create /api/v1/pods/eviction"`;
 * - `storedHandlers` by verb and subresource, for every stored kind that has it: `"list"`, `"patch"`, `"get status"`, `"get scale"`.
 *   The first table is asked first, so that one kind can have its own way.
 * A handler gets a `Call` and returns an `Answer` (answer.ts) or throws a StatusError. It never sees how bodies are written:
 * `negotiation.ts` chooses, `encodeAnswer.ts` writes, `represent` gives objects another form (Table).
 */

import { Cell } from "../../base/readable.ts";
import type { KubeObject } from "../objects/kubeObject.ts";
import { Random } from "../random.ts";
import type { VirtualTime } from "../virtualTime.ts";
import type { Answer, Represent } from "./answer.ts";
import type { ApiRequest, HttpAnswer, User } from "./apiRequest.ts";
import { attributesOf, forbidden } from "./auth/requestAttributes.ts";
import { encodeAnswer } from "./encodeAnswer.ts";
import { storedHandlers as ownHandlers } from "./handlers/index.ts";
import type { OpenWatch } from "./handlers/openWatch.ts";
import { checkAccept } from "./negotiation.ts";
import type { Registry } from "./registry.ts";
import { type RequestInfo, requestInfoOf } from "./requestInfo.ts";
import { resourceTypes } from "./resources/index.ts";
import type { ResourceType } from "./resourceType.ts";
import { methodNotAllowed, pathNotFound, StatusError, statusOf } from "./statusError.ts";

/** What may be asked of an authorizer (apiserver pkg/authorization/authorizer). */
export interface Attributes extends RequestInfo {
  readonly path: string;
}

export interface Authorization {
  readonly isAllowed: boolean;
  /** Why not, when the authorizer could not even tell; may be empty. */
  readonly reason: string;
}

/** Everything a handler needs. */
export interface Call {
  readonly request: ApiRequest;
  readonly info: RequestInfo;
  readonly user: User;
  readonly server: ApiServer;
  /** Of the connection: it ends when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

export interface StoredCall extends Call {
  readonly type: ResourceType;
}

export type Handler = (call: Call) => Answer | Promise<Answer>;
export type StoredHandler = (call: StoredCall) => Answer | Promise<Answer>;

export interface ApiServerOptions {
  readonly registry: Registry;
  readonly time: VirtualTime;
  /** Undefined: nobody that we know, 401. Default: everybody is an administrator. */
  readonly authenticate?: (request: ApiRequest) => User | undefined;
  /** Default: everybody may do everything. */
  readonly authorize?: (user: User, attributes: Attributes) => Authorization;
  readonly handlers?: Readonly<Record<string, Handler>>;
  readonly storedHandlers?: Readonly<Record<string, StoredHandler>>;
  readonly represent?: Represent;
  readonly checkFields?: FieldCheck;
  /** How long a request waits for a version that is not there yet. */
  readonly freshnessMs?: number;
}

/**
 * Looks at the fields of a body, before anything is filled in: what is odd about them becomes warnings
 * (`fieldValidation=Warn`), or is refused (`Strict`).
 * @throws StatusError BadRequest
 */
export type FieldCheck = (body: KubeObject, call: StoredCall) => SentObject;

export interface SentObject {
  /** Without what the server does not know. */
  readonly sent: KubeObject;
  readonly warnings: readonly string[];
}

const administrator: User = { name: "system:admin", groups: ["system:masters", "system:authenticated"] };

export class ApiServer {
  readonly registry: Registry;
  readonly time: VirtualTime;
  readonly authorize: (user: User, attributes: Attributes) => Authorization;
  readonly checkFields: FieldCheck;
  readonly freshnessMs: number;
  /** Of how long watches last. */
  readonly random = new Random(0, "watches");
  /** Those that are open, oldest first. */
  readonly watches = new Cell<readonly OpenWatch[]>([]);
  /** Revisions of changes that no watch hears of. */
  readonly skipped: ReadonlySet<number>;
  #skips = 0;
  readonly #authenticate: (request: ApiRequest) => User | undefined;
  readonly #handlers: ReadonlyMap<string, Handler>;
  readonly #storedHandlers: ReadonlyMap<string, StoredHandler>;
  readonly #represent: Represent;

  constructor(options: ApiServerOptions) {
    this.registry = options.registry;
    this.time = options.time;
    this.#authenticate = options.authenticate ?? (() => administrator);
    this.authorize = options.authorize ?? (() => ({ isAllowed: true, reason: "" }));
    this.freshnessMs = options.freshnessMs ?? 3_000;
    const skipped = new Set<number>();
    this.skipped = skipped;
    this.registry.store.subscribe(({ revision }) => {
      if (this.#skips === 0) return;
      this.#skips--;
      skipped.add(revision);
    });
    this.checkFields = options.checkFields ?? ((sent) => ({ sent, warnings: [] }));
    this.#handlers = new Map(Object.entries(options.handlers ?? {}));
    this.#storedHandlers = new Map(Object.entries({ ...ownHandlers, ...options.storedHandlers }));
    this.#represent = options.represent ?? (() => undefined);
  }

  /** Loses the next changes on the way to the watches, as a broken cache does. */
  skipEvents(count: number): void {
    this.#skips += count;
  }

  /** Never throws: what goes wrong is a `Status`. */
  async handle(request: ApiRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const info = requestInfoOf(request.method, request.path, request.query);
    const answer = await this.#answer(request, info, signal).catch(failureAnswer);
    const context = { request, info, represent: this.#represent, signal };
    return encodeAnswer(answer, context).catch((error: unknown) => encodeAnswer(failureAnswer(error), context));
  }

  async #answer(request: ApiRequest, info: RequestInfo, signal: AbortSignal): Promise<Answer> {
    const user = this.#authenticate(request);
    if (user === undefined) throw new StatusError("Unauthorized", "Unauthorized");
    const authorization = this.authorize(user, { ...info, path: request.path });
    if (!authorization.isAllowed) throw forbidden(user, attributesOf(info, request.path), authorization.reason);
    const call = { request, info, user, server: this, signal };
    const target = targetOf(request, info);
    const handler = this.#handlerAt(info.verb, target);
    if (handler !== undefined) return handler(call);
    if (!info.isResource) return pageNotFound;
    checkAccept(request.headers.accept ?? "", info.verb);
    const type = resourceTypes.find((candidate) => isAbout(info, candidate));
    const stored = this.#storedHandlers.get(keyOf(info));
    if (type !== undefined && stored !== undefined && request.method !== "HEAD") return stored({ ...call, type });
    if (type !== undefined || this.#servesOtherwise(target)) throw methodNotAllowed();
    if (this.#servesGroup(info)) throw pathNotFound();
    return pageNotFound;
  }

  #handlerAt(verb: string, target: string): Handler | undefined {
    const exact = this.#handlers.get(`${verb} ${target}`);
    if (exact !== undefined) return exact;
    const steps = target.split("/");
    for (let length = steps.length - 1; length > 0; length--) {
      const below = this.#handlers.get(`${verb} ${steps.slice(0, length).join("/")}/*`);
      if (below !== undefined) return below;
    }
    return undefined;
  }

  #servesOtherwise(target: string): boolean {
    return [...this.#handlers.keys()].some((key) => key.endsWith(` ${target}`));
  }

  #servesGroup({ group }: RequestInfo): boolean {
    const isStored = resourceTypes.some((type) => type.group === group);
    return isStored || [...this.#handlers.keys()].some((key) => key.includes(` /apis/${group}/`));
  }
}

/** Where no group of the API is (apiserver pkg/server/handler.go). */
const pageNotFound: Answer = {
  type: "bytes",
  status: 404,
  headers: { "x-content-type-options": "nosniff" },
  contentType: "text/plain; charset=utf-8",
  body: "404 page not found\n",
};

/** What stands behind the verb in the table of handlers. */
function targetOf({ path }: ApiRequest, info: RequestInfo): string {
  if (!info.isResource) return path.length > 1 ? path.replace(/\/+$/, "") : path;
  const root = info.group === "" ? "/api" : `/apis/${info.group}`;
  const subresource = info.subresource === "" ? "" : `/${info.subresource}`;
  return `${root}/${info.version}/${info.resource}${subresource}`;
}

function keyOf({ verb, subresource }: RequestInfo): string {
  return subresource === "" ? verb : `${verb} ${subresource}`;
}

function isAbout({ group, version, resource, subresource, namespace }: RequestInfo, type: ResourceType): boolean {
  const isType = type.group === group && type.version === version && type.resource === resource;
  const isInPlace = type.isNamespaced || namespace === undefined || resource === "namespaces";
  return isType && isInPlace && (subresource === "" || type.subresources.includes(subresource));
}

/** A mistake of our own is the server's fault, not the client's. */
export function failureAnswer(error: unknown): Answer {
  const status =
    error instanceof StatusError
      ? error
      : new StatusError("InternalError", `Internal error occurred: ${String(error)}`);
  const { retryAfterSeconds } = status.details ?? {};
  return {
    type: "object",
    status: status.code,
    object: statusOf(status),
    headers: retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) },
  };
}
