import type { Container, Probe } from "../objects/pod.ts";
import type { Life } from "./image.ts";
import { firstVerdictMs, type Outage, type ProbeTiming, type Stretch, stretchesOf } from "./probeCourse.ts";

/** A probe of one run of a container, with what is going to happen to it. */
export interface HealthCheck {
  /** As events name it. */
  readonly name: "Startup" | "Readiness" | "Liveness";
  readonly timing: ProbeTiming;
  readonly stretches: readonly Stretch[];
}

/** The probes that a container has. Absent: nobody asks. */
export interface ContainerHealth {
  readonly startup?: HealthCheck;
  readonly readiness?: HealthCheck;
  readonly liveness?: HealthCheck;
  /** When it counts as started, ms after its start; Infinity: never. */
  readonly startedMs: number;
}

export function healthOf(container: Container, life: Life, podIp: string): ContainerHealth {
  const { startupProbe, readinessProbe, livenessProbe } = container;
  if (startupProbe === undefined && readinessProbe === undefined && livenessProbe === undefined) return unprobed;
  const check = (name: HealthCheck["name"], probe: Probe, earliestMs: number, unready: Life["unready"]) => {
    const timing = timingOf(probe, earliestMs);
    return { name, timing, stretches: stretchesOf(timing, outagesOf(container, probe, life, podIp, unready)) };
  };
  const startup = startupProbe && check("Startup", startupProbe, 0, []);
  const startedMs =
    startup === undefined ? 0 : (firstVerdictMs(startup.timing, startup.stretches, true) ?? Number.POSITIVE_INFINITY);
  return {
    startedMs,
    ...(startup && { startup }),
    ...(readinessProbe && { readiness: check("Readiness", readinessProbe, startedMs, life.unready) }),
    ...(livenessProbe && { liveness: check("Liveness", livenessProbe, startedMs, []) }),
  };
}

const unprobed: ContainerHealth = { startedMs: 0 };

function timingOf(probe: Probe, earliestMs: number): ProbeTiming {
  // The first try comes when the container is seen to run.
  return {
    firstMs: Math.max(1000, (probe.initialDelaySeconds ?? 0) * 1000, earliestMs),
    periodMs: (probe.periodSeconds ?? 10) * 1000,
    failureThreshold: probe.failureThreshold ?? 3,
    successThreshold: probe.successThreshold ?? 1,
  };
}

function outagesOf(
  container: Container,
  probe: Probe,
  life: Life,
  podIp: string,
  unready: Life["unready"] = [],
): readonly Outage[] {
  const all = [
    { fromMs: 0, toMs: life.readyMs, answer: refusalOf(container, probe, podIp) },
    ...unready,
    ...(life.hangsMs === undefined
      ? []
      : [{ fromMs: life.hangsMs, toMs: Number.POSITIVE_INFINITY, answer: silenceOf(container, probe, podIp) }]),
  ];
  let at = 0;
  return all.flatMap(({ fromMs, toMs, answer }) => {
    const outage = { fromMs: Math.max(fromMs, at), toMs, answer };
    at = Math.max(at, toMs);
    return outage.fromMs < toMs ? [outage] : [];
  });
}

/** Of a program that does not listen yet (kubernetes pkg/probe). */
function refusalOf(container: Container, probe: Probe, podIp: string): string {
  const refused = `dial tcp ${podIp}:${portOf(container, probe)}: connect: connection refused`;
  if (probe.httpGet !== undefined) return `Get "${urlOf(container, probe, podIp)}": ${refused}`;
  return probe.tcpSocket === undefined ? "" : refused;
}

/** Of a program that hangs. */
function silenceOf(container: Container, probe: Probe, podIp: string): string {
  if (probe.httpGet !== undefined) {
    const timeout = "context deadline exceeded (Client.Timeout exceeded while awaiting headers)";
    return `Get "${urlOf(container, probe, podIp)}": ${timeout}`;
  }
  if (probe.tcpSocket !== undefined) return `dial tcp ${podIp}:${portOf(container, probe)}: i/o timeout`;
  return `command timed out: "${probe.exec?.command.join(" ") ?? ""}" timed out after ${probe.timeoutSeconds ?? 1}s`;
}

function urlOf(container: Container, probe: Probe, podIp: string): string {
  const { path = "/", scheme = "HTTP" } = probe.httpGet ?? {};
  const rooted = path.startsWith("/") ? path : `/${path}`;
  return `${scheme.toLowerCase()}://${podIp}:${portOf(container, probe)}${rooted}`;
}

function portOf(container: Container, { httpGet, tcpSocket }: Probe): number | string {
  const port = httpGet?.port ?? tcpSocket?.port ?? 0;
  return container.ports?.find(({ name }) => name === port)?.containerPort ?? port;
}
