/** The OpenAPI documents that kubectl asks for: what fields there are (`kubectl explain`), and that the server checks them. */
import { type Field, type Schema, type StructSchema, schemaOfKind } from "../fields/schema.ts";
import { pathNotFound } from "../statusError.ts";
import { type ServedResource, servedResources } from "./servedResource.ts";

/** At `/openapi/v3`: the documents by path. */
export function openApiPaths() {
  const paths = [...new Set(servedResources.map(pathOf))];
  return {
    paths: Object.fromEntries(paths.map((path) => [path, { serverRelativeURL: `/openapi/v3/${path}?hash=demo` }])),
  };
}

/** At `/openapi/v3/api/v1`. @throws StatusError NotFound */
export function openApiDocument(path: string) {
  const served = servedResources.filter((resource) => pathOf(resource) === path);
  if (served.length === 0) throw pathNotFound();
  return {
    openapi: "3.0.0",
    info: { title: "Kubernetes", version: "v1.35.4" },
    paths: Object.fromEntries(served.map((resource) => [objectPath(resource), operationsOn(resource)])),
    components: { schemas: schemasOf(served) },
  };
}

/** `api/v1`, `apis/apps/v1`. */
function pathOf({ group, version }: ServedResource): string {
  return group === "" ? `api/${version}` : `apis/${group}/${version}`;
}

function objectPath(resource: ServedResource): string {
  return `/${pathOf(resource)}/${resource.isNamespaced ? "namespaces/{namespace}/" : ""}${resource.resource}/{name}`;
}

const patches = [
  "application/json-patch+json",
  "application/merge-patch+json",
  "application/strategic-merge-patch+json",
];

/** Of every kind: kubectl asks there whether it must check fields itself before it creates an object. */
function operationsOn({ group, version, kind }: ServedResource) {
  const ofKind = { "x-kubernetes-group-version-kind": { group, version, kind } };
  const query = (name: string) => ({ name, in: "query", schema: { type: "string", uniqueItems: true } });
  const content = Object.fromEntries(patches.map((type) => [type, { schema: { type: "object" } }]));
  const patch = {
    ...ofKind,
    parameters: ["dryRun", "fieldManager", "fieldValidation", "force"].map(query),
    requestBody: { content },
    responses: {},
  };
  return { get: { ...ofKind, responses: {} }, patch };
}

function schemasOf(served: readonly ServedResource[]) {
  const schemas: Record<string, unknown> = {};
  const add = (struct: StructSchema, more: object = {}) => {
    if (Object.hasOwn(schemas, struct.name)) return;
    const required = [...struct.fields].filter(([, { isRequired }]) => isRequired).map(([name]) => name);
    schemas[struct.name] = { type: "object", ...(required.length === 0 ? {} : { required }), ...more };
    const properties = Object.fromEntries([...struct.fields].map(([name, field]) => [name, property(field, add)]));
    schemas[struct.name] = { ...(schemas[struct.name] as object), properties };
  };
  for (const { group, version, kind } of served) {
    const struct = schemaOfKind(kind);
    if (struct !== undefined) add(struct, { "x-kubernetes-group-version-kind": [{ group, version, kind }] });
  }
  return schemas;
}

type Add = (struct: StructSchema) => void;

function property({ schema, retainsKeys }: Field, add: Add): object {
  const strategies = [schema.type === "list" && schema.isMerged ? "merge" : "", retainsKeys ? "retainKeys" : ""];
  const strategy = strategies.filter((name) => name !== "").join(",");
  const [key] = schema.type === "list" ? schema.keys : [];
  return {
    ...openApiType(schema, add),
    ...(strategy === "" ? {} : { "x-kubernetes-patch-strategy": strategy }),
    ...(key === undefined ? {} : { "x-kubernetes-patch-merge-key": key }),
  };
}

function openApiType(schema: Schema, add: Add): object {
  switch (schema.type) {
    case "list":
      return { type: "array", items: openApiType(schema.items, add) };
    case "map":
      return { type: "object", additionalProperties: openApiType(schema.values, add) };
    case "struct":
      add(schema);
      return { allOf: [{ $ref: `#/components/schemas/${schema.name}` }], default: {} };
    case "int32":
    case "int64":
      return { type: "integer", format: schema.type };
    case "Time":
    case "MicroTime":
      return { type: "string", format: "date-time" };
    case "IntOrString":
      return { format: "int-or-string", oneOf: [{ type: "integer" }, { type: "string" }] };
    case "Quantity":
      return { oneOf: [{ type: "string" }, { type: "number" }] };
    case "any":
      return { type: "object" };
    default:
      return { type: schema.type };
  }
}
