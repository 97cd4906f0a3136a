/**
 * Kubernetes objects, given as JSON, in the protobuf form of the API server: for tests that play server.
 * The schema is reduced to what pods and lists are read for (field numbers: k8s.io/api and apimachinery `generated.proto`);
 * what it does not know is left out.
 */
import protobuf from "protobufjs";

const { root } = protobuf.parse(`
  syntax = "proto2";
  message Time { optional int64 seconds = 1; }
  message OwnerReference { optional string kind = 1; optional string name = 3; optional string uid = 4; optional bool controller = 6; }
  message ObjectMeta {
    optional string name = 1; optional string generateName = 2; optional string namespace = 3; optional string uid = 5;
    optional string resourceVersion = 6; optional int64 generation = 7; optional Time creationTimestamp = 8;
    optional Time deletionTimestamp = 9; optional int64 deletionGracePeriodSeconds = 10; map<string, string> labels = 11;
    map<string, string> annotations = 12; repeated OwnerReference ownerReferences = 13; repeated string finalizers = 14;
  }
  message ListMeta { optional string resourceVersion = 2; optional string continue = 3; optional int64 remainingItemCount = 4; }
  message EnvVar { optional string name = 1; optional string value = 2; }
  message Container {
    optional string name = 1; optional string image = 2; repeated string command = 3; repeated EnvVar env = 7;
    optional string restartPolicy = 24;
  }
  message ReadinessGate { optional string conditionType = 1; }
  message SchedulingGate { optional string name = 1; }
  message PodSpec {
    repeated Container containers = 2; optional string restartPolicy = 3; optional int64 terminationGracePeriodSeconds = 4;
    map<string, string> nodeSelector = 7; optional string serviceAccountName = 8; optional string nodeName = 10;
    repeated Container initContainers = 20; optional string priorityClassName = 24; repeated ReadinessGate readinessGates = 28;
    repeated SchedulingGate schedulingGates = 38;
  }
  message PodCondition {
    optional string type = 1; optional string status = 2; optional Time lastProbeTime = 3; optional Time lastTransitionTime = 4;
    optional string reason = 5; optional string message = 6;
  }
  message Waiting { optional string reason = 1; optional string message = 2; }
  message Running { optional Time startedAt = 1; }
  message Terminated {
    optional int32 exitCode = 1; optional int32 signal = 2; optional string reason = 3; optional string message = 4;
    optional Time startedAt = 5; optional Time finishedAt = 6; optional string containerID = 7;
  }
  message ContainerState { optional Waiting waiting = 1; optional Running running = 2; optional Terminated terminated = 3; }
  message ContainerStatus {
    optional string name = 1; optional ContainerState state = 2; optional ContainerState lastState = 3; optional bool ready = 4;
    optional int32 restartCount = 5; optional string image = 6; optional string imageID = 7; optional string containerID = 8;
    optional bool started = 9;
  }
  message PodIP { optional string ip = 1; }
  message PodStatus {
    optional string phase = 1; repeated PodCondition conditions = 2; optional string message = 3; optional string reason = 4;
    optional string hostIP = 5; optional string podIP = 6; optional Time startTime = 7; repeated ContainerStatus containerStatuses = 8;
    optional string qosClass = 9; repeated ContainerStatus initContainerStatuses = 10; optional string nominatedNodeName = 11;
    repeated PodIP podIPs = 12; repeated ContainerStatus ephemeralContainerStatuses = 13;
  }
  message Pod { optional ObjectMeta metadata = 1; optional PodSpec spec = 2; optional PodStatus status = 3; }
  message NamespaceStatus { optional string phase = 1; }
  message Namespace { optional ObjectMeta metadata = 1; optional NamespaceStatus status = 3; }
  message List { optional ListMeta metadata = 1; repeated bytes items = 2; }
  message StatusCause { optional string reason = 1; optional string message = 2; optional string field = 3; }
  message StatusDetails {
    optional string name = 1; optional string group = 2; optional string kind = 3; repeated StatusCause causes = 4;
    optional int32 retryAfterSeconds = 5; optional string uid = 6;
  }
  message Status {
    optional ListMeta metadata = 1; optional string status = 2; optional string message = 3; optional string reason = 4;
    optional StatusDetails details = 5; optional int32 code = 6;
  }
  message TypeMeta { optional string apiVersion = 1; optional string kind = 2; }
  message Unknown { optional TypeMeta typeMeta = 1; optional bytes raw = 2; optional string contentEncoding = 3; optional string contentType = 4; }
  message RawExtension { optional bytes raw = 1; }
  message WatchEvent { optional string type = 1; optional RawExtension object = 2; }
`);

/** The kinds that can be encoded. */
export type ProtobufKind = "Pod" | "Namespace" | "Status";

const magic = Buffer.from("k8s\0");

/** One object's message, without envelope. */
export function encodeMessage(kind: ProtobufKind | "List" | "Unknown" | "WatchEvent", object: unknown): Uint8Array {
  const type = root.lookupType(kind);
  return type.encode(type.fromObject(toMessage(type, object))).finish();
}

/** A response body: `k8s\0` and the object, wrapped up with its kind. */
export function encodeBody(kind: ProtobufKind, object: unknown): Buffer {
  return envelope(kind, encodeMessage(kind, object));
}

/** A list body; `items` are messages made by `encodeMessage`. */
export function encodeListBody(
  kind: ProtobufKind,
  metadata: Readonly<Record<string, unknown>>,
  items: readonly Uint8Array[],
): Buffer {
  const type = root.lookupType("List");
  return envelope(`${kind}List`, type.encode({ metadata: { ...metadata }, items: [...items] }).finish());
}

/** One frame of a watch: length, then the event; `message` is made by `encodeMessage`. */
export function encodeWatchFrame(type: string, kind: string, message: Uint8Array): Buffer {
  const event = encodeMessage("WatchEvent", { type, object: { raw: envelope(kind, message) } });
  const length = Buffer.alloc(4);
  length.writeUInt32BE(event.length);
  return Buffer.concat([length, event]);
}

function envelope(kind: string, raw: Uint8Array): Buffer {
  return Buffer.concat([magic, encodeMessage("Unknown", { typeMeta: { apiVersion: "v1", kind }, raw })]);
}

/** JSON says times as text, protobuf as seconds; all the rest protobufjs knows by itself. */
function toMessage(type: protobuf.Type, object: unknown): Record<string, unknown> {
  const message: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(object ?? {})) {
    const field = type.fields[name];
    if (field === undefined || value === null || value === undefined) continue;
    const inner = field.resolve().resolvedType;
    const convert = (one: unknown) => (inner instanceof protobuf.Type ? messageValue(inner, one) : one);
    message[name] = field.repeated && Array.isArray(value) ? value.map(convert) : field.map ? value : convert(value);
  }
  return message;
}

function messageValue(type: protobuf.Type, value: unknown): unknown {
  if (type.name === "Time" && typeof value === "string") return { seconds: Math.floor(Date.parse(value) / 1000) };
  return toMessage(type, value);
}
