import { isObject, type JsonObject, objectOf } from "../jsonFields.ts";

/** What a probe does and how patient it is, without what was not set: `http-get http://:8080/ready, every 10s, timeout 1s, 3 failures`. */
export function probeWords(probe: JsonObject): string {
  const settings: readonly (readonly [unknown, (value: number) => string])[] = [
    [probe.initialDelaySeconds, (value) => `after ${value}s`],
    [probe.periodSeconds, (value) => `every ${value}s`],
    [probe.timeoutSeconds, (value) => `timeout ${value}s`],
    [probe.failureThreshold, (value) => `${value} failure${value === 1 ? "" : "s"}`],
  ];
  const words = settings.flatMap(([value, say]) => (typeof value === "number" && value > 0 ? [say(value)] : []));
  return [probeAction(probe), ...words].join(", ");
}

/** What a probe does, as kubectl writes it (pkg/describe, DescribeProbe). */
export function probeAction({ exec, httpGet, tcpSocket, grpc }: JsonObject): string {
  if (isObject(exec)) return `exec ${goList(exec.command)}`;
  if (isObject(httpGet)) {
    const { scheme = "", host = "", port = "", path = "" } = httpGet;
    const start = String(path).startsWith("/") ? "" : "/";
    return `http-get ${String(scheme).toLowerCase()}://${host}:${port}${start}${path}`;
  }
  if (isObject(tcpSocket)) return `tcp-socket ${tcpSocket.host ?? ""}:${tcpSocket.port}`;
  if (isObject(grpc)) return `grpc <pod>:${grpc.port} ${objectOf(grpc, "grpc").service ?? ""}`;
  return "unknown";
}

/** A list as Go prints it: `[cat /tmp/healthy]`. */
function goList(value: unknown): string {
  return `[${Array.isArray(value) ? value.join(" ") : ""}]`;
}
