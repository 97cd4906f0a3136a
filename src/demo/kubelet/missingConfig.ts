import type { ConfigReference, Container, Pod } from "../objects/pod.ts";
import type { ConfigKind, Machine } from "./machine.ts";

/** Why the environment of a container cannot be made: the ConfigMap or Secret that is missing. Undefined: it can. */
export function missingConfig(machine: Machine, pod: Pod, { env, envFrom }: Container): string | undefined {
  const asked = [
    ...(envFrom ?? []).flatMap(({ configMapRef, secretRef }) => references(configMapRef, secretRef)),
    ...(env ?? []).flatMap(({ valueFrom }) => references(valueFrom?.configMapKeyRef, valueFrom?.secretKeyRef)),
  ];
  return firstMissing(machine, pod, asked);
}

/** As above, of the volumes of a pod, with the name of the volume. */
export function missingVolume(machine: Machine, pod: Pod): { volume: string; why: string } | undefined {
  for (const { name, configMap, secret } of pod.spec.volumes ?? []) {
    const asked = references(configMap, secret && { ...secret, name: secret.secretName });
    const why = firstMissing(machine, pod, asked);
    if (why !== undefined) return { volume: name, why };
  }
  return undefined;
}

type Asked = readonly [ConfigKind, ConfigReference];

function references(configMap: ConfigReference | undefined, secret: ConfigReference | undefined): readonly Asked[] {
  return [
    ...(configMap === undefined ? [] : [["configmap", configMap] as const]),
    ...(secret === undefined ? [] : [["secret", secret] as const]),
  ];
}

function firstMissing(machine: Machine, { metadata }: Pod, asked: readonly Asked[]): string | undefined {
  const missing = asked.find(
    ([kind, { name, optional }]) => optional !== true && !machine.hasConfig(kind, metadata.namespace ?? "", name),
  );
  return missing === undefined ? undefined : `${missing[0]} "${missing[1].name}" not found`;
}
