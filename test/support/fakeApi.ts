/** What the fake API server answers to a request that no fault hits. */
import { type Answer, jsonOf } from "./fakeAnswer.ts";
import type { FakeSettings, RecordedRequest } from "./fakeApiServer.ts";
import type { FakeObject, FakeStore, Versions } from "./fakeStore.ts";
import { FakeWatch, messageOf } from "./fakeWatch.ts";
import { encodeBody, encodeListBody } from "./kubeProtobuf.ts";

export interface Call {
  readonly request: RecordedRequest;
  readonly answer: Answer;
  readonly settings: FakeSettings;
  readonly versions: Versions;
  readonly pods: FakeStore;
  readonly namespaces: FakeStore;
}

const resourcePath =
  /^\/api\/v1\/(?:namespaces\/(?<namespace>[^/]+)\/)?(?<resource>pods|namespaces)(?:\/(?<name>[^/]+))?$/;

export function serveApi(call: Call, opened: (watch: FakeWatch) => void): void {
  const { request, answer, settings } = call;
  const identity = identityOf(call);
  if (identity === undefined) {
    answer.status(401, "Unauthorized", "Unauthorized");
    return;
  }
  if (request.path === "/version") {
    const [major, minor] = settings.gitVersion.slice(1).split(".");
    answer.plain(200, { major, minor, gitVersion: settings.gitVersion, platform: "linux/amd64" });
    return;
  }
  if (request.path === "/readyz") {
    answer.plain(200, "ok");
    return;
  }
  if (request.path.endsWith("/selfsubjectaccessreviews")) {
    answerReview(call, identity.may);
    return;
  }
  const parts = resourcePath.exec(request.path)?.groups;
  if (parts?.resource === undefined) {
    answer.status(404, "NotFound", "the server could not find the requested resource");
    return;
  }
  const { namespace, resource, name } = parts;
  const store = resource === "pods" ? call.pods : call.namespaces;
  const verb = verbOf(request, name);
  if (!identity.may(verb, resource, namespace)) {
    const scope = namespace === undefined ? "at the cluster scope" : `in the namespace "${namespace}"`;
    const message = `${resource} is forbidden: User "${identity.user}" cannot ${verb} resource "${resource}" in API group "" ${scope}`;
    answer.status(403, "Forbidden", message, { kind: resource });
    return;
  }
  if (name !== undefined) answerObject(call, store, namespace, name);
  else if (verb === "watch") answerWatch(call, store, namespace, opened);
  else answerList(call, store, namespace);
}

function identityOf({ request, settings }: Call): NonNullable<FakeSettings["identities"]>[string] | undefined {
  if (settings.identities === undefined) return { user: "anybody", may: () => true };
  const { authorization } = request.headers;
  if (authorization === undefined) return { user: "system:anonymous", may: () => false };
  return settings.identities[authorization.replace(/^Bearer /, "")];
}

function verbOf(request: RecordedRequest, name: string | undefined): string {
  if (request.method === "DELETE") return "delete";
  if (name !== undefined) return "get";
  return request.query.watch === undefined ? "list" : "watch";
}

function answerReview(
  { request, answer }: Call,
  may: (verb: string, resource: string, namespace: string | undefined) => boolean,
): void {
  const { spec } = JSON.parse(request.body) as {
    spec: { resourceAttributes: { verb: string; resource: string; namespace?: string } };
  };
  const { verb, resource, namespace } = spec.resourceAttributes;
  const allowed = may(verb, resource, namespace === "" ? undefined : namespace);
  answer.plain(201, {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SelfSubjectAccessReview",
    spec,
    status: { allowed },
  });
}

function answerObject({ request, answer }: Call, store: FakeStore, namespace: string | undefined, name: string): void {
  const object = store.get(namespace, name);
  if (object === undefined) {
    const resource = `${store.kind.toLowerCase()}s`;
    answer.status(404, "NotFound", `${resource} "${name}" not found`, { name, kind: resource });
    return;
  }
  if (request.method === "DELETE") store.delete(namespace, name);
  answer.body(200, answer.wantsProtobuf ? encodeBody(store.kind, object) : jsonOf(object));
}

function answerList(call: Call, store: FakeStore, namespace: string | undefined): void {
  const { request, answer, versions } = call;
  const { limit, continue: token, resourceVersion, resourceVersionMatch } = request.query;
  if (token !== undefined && resourceVersion !== undefined) {
    answer.status(400, "BadRequest", "specifying resource version is not allowed when using continue");
    return;
  }
  if (Number(resourceVersion ?? 0) > versions.current) {
    const message = `Too large resource version: ${resourceVersion}, current: ${versions.current}`;
    answer.status(504, "Timeout", `Timeout: ${message}`, {
      causes: [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }],
      retryAfterSeconds: 1,
    });
    return;
  }
  const page = token === undefined ? undefined : (JSON.parse(Buffer.from(token, "base64url").toString()) as Page);
  // Without a match, a limit means exactly this version (etcd3 store, "legacy exact match").
  const isExact = (resourceVersionMatch ?? (limit === undefined ? "" : "Exact")) === "Exact" && Number(resourceVersion);
  const version = page?.version ?? (isExact ? Number(resourceVersion) : versions.current);
  if (version < store.compacted) {
    const message =
      page === undefined
        ? `The resourceVersion for the provided list is too old.`
        : "The provided continue parameter is too old to display a consistent list result.";
    answer.status(410, "Expired", message);
    return;
  }
  const objects = store.list(version).filter(filterOf(request, namespace));
  const start = page?.start ?? 0;
  const hasSelectors = request.query.labelSelector !== undefined || request.query.fieldSelector !== undefined;
  // The watch cache answers version "0", and it takes no notice of limit.
  const size = limit === undefined || resourceVersion === "0" ? objects.length : Number(limit);
  const items = objects.slice(start, start + size);
  const left = objects.length - start - items.length;
  const metadata = {
    resourceVersion: String(version),
    ...(left > 0
      ? { continue: Buffer.from(JSON.stringify({ version, start: start + size })).toString("base64url") }
      : {}),
    ...(left > 0 && !hasSelectors ? { remainingItemCount: left } : {}),
  };
  answer.body(
    200,
    answer.wantsProtobuf
      ? encodeListBody(
          store.kind,
          metadata,
          items.map((object) => messageOf(store.kind, object)),
        )
      : jsonOf({ kind: `${store.kind}List`, apiVersion: "v1", metadata, items }),
  );
}

/** What a continue token holds. */
interface Page {
  readonly version: number;
  readonly start: number;
}

function answerWatch(
  { request, answer, settings, versions }: Call,
  store: FakeStore,
  namespace: string | undefined,
  opened: (watch: FakeWatch) => void,
): void {
  const { resourceVersion, sendInitialEvents } = request.query;
  const streams = sendInitialEvents === "true" && settings.streamingLists !== "ignored";
  if (streams && settings.streamingLists === "off") {
    const message = "sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled";
    answer.status(422, "Invalid", `ListOptions.meta.k8s.io "" is invalid: sendInitialEvents: Forbidden: ${message}`, {
      causes: [{ reason: "FieldValueForbidden", message: `Forbidden: ${message}`, field: "sendInitialEvents" }],
    });
    return;
  }
  const accepts = filterOf(request, namespace);
  const watch = new FakeWatch(request, answer, store, versions, accepts);
  if (streams || resourceVersion === undefined || resourceVersion === "0") {
    for (const object of store.list()) if (accepts(object)) watch.add("ADDED", object);
    watch.flush();
    if (streams) watch.bookmark({ initialEventsEnd: "true" });
  } else {
    const events = store.since(Number(resourceVersion));
    if (events === undefined) {
      watch.error(410, "Expired", `too old resource version: ${resourceVersion} (${store.compacted})`);
      watch.end();
      return;
    }
    for (const { type, object } of events) if (accepts(object)) watch.add(type, object);
    watch.flush();
  }
  opened(watch);
}

function filterOf({ query }: RecordedRequest, namespace: string | undefined): (object: FakeObject) => boolean {
  const tests = [
    ...(query.labelSelector?.split(",") ?? []).map((term) => testOf(term, (key, o) => text(o.metadata.labels, key))),
    ...(query.fieldSelector?.split(",") ?? []).map((term) => testOf(term, (key, o) => text(o, ...key.split(".")))),
  ];
  return (object) =>
    (namespace === undefined || object.metadata.namespace === namespace) && tests.every((test) => test(object));
}

function testOf(term: string, read: (key: string, object: FakeObject) => string): (object: FakeObject) => boolean {
  const [, key = "", operator, value] = /^(.+?)(!=|==?)(.*)$/.exec(term) ?? [];
  return (object) => (read(key, object) === value) === (operator !== "!=");
}

function text(value: unknown, ...path: readonly string[]): string {
  let found = value;
  for (const step of path) {
    found = typeof found === "object" && found !== null ? (found as Record<string, unknown>)[step] : undefined;
  }
  return typeof found === "string" ? found : "";
}
