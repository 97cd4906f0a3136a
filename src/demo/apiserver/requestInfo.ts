import { fieldTermsFrom } from "../../resources/fieldSelector.ts";

/** What a request is about, read from its method, path and query (apiserver pkg/endpoints/request/requestinfo.go). */
export interface RequestInfo {
  /** False for `/version`, `/apis/apps/v1`, `/readyz`: then all but `verb` is empty. */
  readonly isResource: boolean;
  /** `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `deletecollection`; the method in lower case outside of resources. */
  readonly verb: string;
  /** `` for the core group. */
  readonly group: string;
  readonly version: string;
  readonly namespace: string | undefined;
  readonly resource: string;
  readonly subresource: string;
  /** Also when a list or a watch selects one object by its name. */
  readonly name: string | undefined;
}

const verbs: Readonly<Record<string, string>> = {
  POST: "create",
  GET: "get",
  HEAD: "get",
  PUT: "update",
  PATCH: "patch",
  DELETE: "delete",
};

/** Subresources of a namespace; what else stands behind its name is a resource in it. */
const ofNamespaces: ReadonlySet<string | undefined> = new Set(["status", "finalize"]);

export function requestInfoOf(method: string, path: string, query: URLSearchParams): RequestInfo {
  const [prefix, ...parts] = path.split("/").filter((part) => part !== "");
  const group = prefix === "apis" ? parts.shift() : "";
  const version = parts.shift();
  if ((prefix !== "api" && prefix !== "apis") || group === undefined || version === undefined || parts.length === 0) {
    return nonResource(method);
  }
  // The old form of a watch: /api/v1/watch/pods.
  const isOldWatch = parts[0] === "watch";
  const { namespace, rest } = inNamespace(isOldWatch ? parts.slice(1) : parts);
  const [resource = "", inPath, subresource = ""] = rest.map(decoded);
  const verb = isOldWatch ? "watch" : verbOf(method, inPath !== undefined, query);
  const name = inPath ?? (verb === "list" || verb === "watch" ? selectedName(query) : undefined);
  return { isResource: true, verb, group, version, namespace, resource, subresource, name };
}

function nonResource(method: string): RequestInfo {
  return {
    isResource: false,
    verb: method.toLowerCase(),
    group: "",
    version: "",
    namespace: undefined,
    resource: "",
    subresource: "",
    name: undefined,
  };
}

function inNamespace(parts: readonly string[]): {
  readonly namespace: string | undefined;
  readonly rest: readonly string[];
} {
  const [first, namespace, next] = parts;
  if (first !== "namespaces" || namespace === undefined) return { namespace: undefined, rest: parts };
  const rest = next === undefined || ofNamespaces.has(next) ? parts : parts.slice(2);
  return { namespace: decoded(namespace), rest };
}

function verbOf(method: string, hasName: boolean, query: URLSearchParams): string {
  const verb = verbs[method] ?? "";
  if (hasName) return verb;
  if (verb === "delete") return "deletecollection";
  if (verb !== "get") return verb;
  return isTrue(query.get("watch")) ? "watch" : "list";
}

/** As the server reads a flag of a query: present is true, unless it says no (apimachinery pkg/runtime/converter). */
export function isTrue(value: string | null): boolean {
  return value !== null && value !== "0" && value.toLowerCase() !== "false";
}

function selectedName(query: URLSearchParams): string | undefined {
  try {
    const terms = fieldTermsFrom(query.get("fieldSelector") ?? "");
    return terms.find(({ field, isEqual }) => field === "metadata.name" && isEqual)?.value;
  } catch {
    // Whoever reads the selector for its own sake says what is wrong with it.
    return undefined;
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
