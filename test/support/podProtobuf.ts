import { fileURLToPath } from "node:url";
import protobuf from "protobufjs";

const schema = new URL("../../src/demo/apiserver/schema/", import.meta.url);
const microTypes: Readonly<Record<string, (value: unknown) => unknown>> = {
  ".k8s.io.apimachinery.pkg.apis.meta.v1.Time": timeOf,
  ".k8s.io.apimachinery.pkg.apis.meta.v1.MicroTime": timeOf,
  ".k8s.io.apimachinery.pkg.api.resource.Quantity": (value) => ({ string: String(value) }),
  ".k8s.io.apimachinery.pkg.util.intstr.IntOrString": (value) =>
    typeof value === "number" ? { type: 0, intVal: value } : { type: 1, strVal: String(value) },
  // Inline in JSON, a message of its own in protobuf.
  ".k8s.io.api.core.v1.EphemeralContainer": (value) => ({
    ...(value as object),
    ephemeralContainerCommon: messageOf(value, root.lookupType("k8s.io.api.core.v1.EphemeralContainerCommon")),
  }),
};

const root = new protobuf.Root();
root.resolvePath = (_origin, target) => fileURLToPath(new URL(target, schema));
root.loadSync("k8s.io/api/core/v1/generated.proto");
const podType = root.lookupType("k8s.io.api.core.v1.Pod").resolveAll() as protobuf.Type;
const namespaceType = root.lookupType("k8s.io.api.core.v1.Namespace").resolveAll() as protobuf.Type;

/** The pod as the API server would send it in protobuf, encoded with the full schema by an encoder that is not ours. */
export function podBytes(pod: unknown): Uint8Array {
  return bytesOf(pod, podType);
}

/** As `podBytes`, for a namespace. */
export function namespaceBytes(namespace: unknown): Uint8Array {
  return bytesOf(namespace, namespaceType);
}

function bytesOf(object: unknown, type: protobuf.Type): Uint8Array {
  return type.encode(type.fromObject(messageOf(object, type))).finish();
}

/** JSON in the form that protobufjs takes: the few types that have a JSON form of their own are taken apart. */
function messageOf(value: unknown, type: protobuf.Type): Record<string, unknown> {
  const message: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value as Record<string, unknown>)) {
    const field = type.fields[name];
    if (field === undefined || inner === null) continue;
    field.resolve();
    message[name] = fieldValue(inner, field);
  }
  return message;
}

function fieldValue(value: unknown, field: protobuf.Field): unknown {
  if (field.repeated) return (value as readonly unknown[]).map((item) => single(item, field.resolvedType));
  if (field instanceof protobuf.MapField) {
    const entries = Object.entries(value as Record<string, unknown>);
    return Object.fromEntries(entries.map(([key, item]) => [key, single(item, field.resolvedType)]));
  }
  return single(value, field.resolvedType);
}

function single(value: unknown, type: protobuf.Type | protobuf.Enum | null): unknown {
  if (!(type instanceof protobuf.Type)) return value;
  return microTypes[type.fullName]?.(value) ?? messageOf(value, type);
}

function timeOf(value: unknown): unknown {
  const ms = Date.parse(String(value));
  return { seconds: Math.floor(ms / 1_000), nanos: (ms - Math.floor(ms / 1_000) * 1_000) * 1_000_000 };
}
