import type { Container, PodSpec, PodTemplate, Probe, Volume } from "../../objects/pod.ts";

/** What may be left out of a pod, and of a pod's template (kubernetes pkg/apis/core/v1/defaults.go). */
export function withPodSpecDefaults(spec: Partial<PodSpec> = {}): PodSpec {
  const { containers = [], initContainers, volumes } = spec;
  return {
    restartPolicy: "Always",
    terminationGracePeriodSeconds: 30,
    dnsPolicy: "ClusterFirst",
    schedulerName: "default-scheduler",
    ...{ securityContext: {} },
    ...spec,
    containers: containers.map(withContainerDefaults),
    ...(initContainers === undefined ? {} : { initContainers: initContainers.map(withContainerDefaults) }),
    ...(volumes === undefined ? {} : { volumes: volumes.map(withVolumeDefaults) }),
  };
}

export function withTemplateDefaults({ spec, ...template }: Partial<PodTemplate> = {}): PodTemplate {
  return { ...template, spec: withPodSpecDefaults(spec) };
}

const containerDefaults = {
  resources: {},
  terminationMessagePath: "/dev/termination-log",
  terminationMessagePolicy: "File",
};

function withContainerDefaults(container: Container): Container {
  const { image = "", ports } = container;
  return {
    ...containerDefaults,
    imagePullPolicy: hasMovingTag(image) ? "Always" : "IfNotPresent",
    ...container,
    ...(ports === undefined ? {} : { ports: ports.map((port) => ({ protocol: "TCP", ...port })) }),
    ...probesOf(container),
  };
}

/** What is behind the tag `latest`, or behind none, may be something else tomorrow. */
function hasMovingTag(image: string): boolean {
  const [, tag = "latest"] = /:([^/:@]+)(?:@|$)/.exec(image) ?? [];
  return tag === "latest" && !image.includes("@");
}

const probeDefaults = { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 };
const probeNames = ["livenessProbe", "readinessProbe", "startupProbe"] as const;

function probesOf(container: Container): Partial<Container> {
  const there = probeNames.filter((name) => container[name] !== undefined);
  return Object.fromEntries(there.map((name) => [name, withProbeDefaults(container[name] ?? {})]));
}

function withProbeDefaults({ httpGet, ...probe }: Probe): Probe {
  return {
    ...probeDefaults,
    ...probe,
    ...(httpGet === undefined ? {} : { httpGet: { path: "/", scheme: "HTTP", ...httpGet } }),
  };
}

/** 0644: the sources that become files. */
const defaultMode = 420;

function withVolumeDefaults(volume: Volume): Volume {
  const [source, ...others] = Object.keys(volume).filter((key) => key !== "name");
  if (source === undefined) return { ...volume, emptyDir: {} };
  if (others.length > 0 || !["configMap", "secret", "projected", "downwardAPI"].includes(source)) return volume;
  return { ...volume, [source]: { defaultMode, ...(volume[source] as object) } };
}
