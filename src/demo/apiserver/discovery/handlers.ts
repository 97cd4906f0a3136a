import { type Answer, type ApiObject, jsonAnswer } from "../answer.ts";
import type { Call, Handler } from "../apiServer.ts";
import {
  aggregatedDiscovery,
  apiGroup,
  apiGroupList,
  apiResourceList,
  apiVersions,
  groupNames,
  groupVersions,
} from "./documents.ts";
import { openApiDocument, openApiPaths } from "./openApi.ts";

/** The version of Kubernetes that this server is one of. */
export const version = {
  major: "1",
  minor: "35",
  emulationMajor: "1",
  emulationMinor: "35",
  minCompatibilityMajor: "1",
  minCompatibilityMinor: "34",
  gitVersion: "v1.35.4",
  gitCommit: "",
  gitTreeState: "",
  buildDate: "1970-01-01T00:00:00Z",
  goVersion: "",
  compiler: "",
  platform: "demo",
} as const;

/** What a client asks before it asks for objects. */
export const discoveryHandlers: Readonly<Record<string, Handler>> = {
  "get /": () =>
    json({ paths: ["/api", "/api/v1", "/apis", "/healthz", "/livez", "/openapi/v3", "/readyz", "/version"] }),
  "get /api": (call) => discovery(call, "/api", () => apiVersions(call.request.headers.host ?? "")),
  "get /apis": (call) => discovery(call, "/apis", apiGroupList),
  "get /api/v1": () => jsonAnswer(apiResourceList("v1")),
  ...Object.fromEntries(groupVersions.map((name) => [`get /apis/${name}`, () => jsonAnswer(apiResourceList(name))])),
  ...Object.fromEntries(groupNames.map((name) => [`get /apis/${name}`, () => jsonAnswer(apiGroup(name))])),
  "get /version": () => json(version),
  "get /openapi/v3": () => json(openApiPaths()),
  "get /openapi/v3/*": ({ request }) => json(openApiDocument(request.path.slice("/openapi/v3/".length))),
  "get /healthz": (call) => health(call, "healthz"),
  "get /livez": (call) => health(call, "livez"),
  "get /readyz": (call) => health(call, "readyz"),
};

const aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

/** Either form of discovery is written as JSON only: kubectl asks for nothing else. */
function discovery({ request }: Call, path: "/api" | "/apis", single: () => ApiObject): Answer {
  const accepted = (request.headers.accept ?? "").replaceAll(/\s/g, "").split(",");
  if (!accepted.includes(aggregated)) return jsonAnswer(single());
  return { ...json(aggregatedDiscovery(path)), contentType: aggregated };
}

const checks = ["ping", "log", "etcd"];

function health({ request }: Call, name: string): Answer {
  const lines = checks.map((check) => `[+]${check} ok\n`).join("");
  const body = request.query.has("verbose") ? `${lines}${name} check passed\n` : "ok";
  return { type: "bytes", contentType: "text/plain; charset=utf-8", body };
}

/** A document that is no object. */
function json(document: unknown) {
  return { type: "bytes", contentType: "application/json", body: JSON.stringify(document, undefined, 2) } as const;
}
