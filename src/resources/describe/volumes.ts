import { isObject, type JsonObject, listOf, textOf } from "../jsonFields.ts";
import type { DescriptionWriter } from "./writer.ts";

type Fields = readonly (readonly [label: string, value: unknown])[];

/** What kubectl says of each kind of volume (pkg/describe, describeVolumes and what it calls). */
const kinds: Readonly<Record<string, (source: JsonObject) => { readonly type: string; readonly fields: Fields }>> = {
  emptyDir: ({ medium = "", sizeLimit = "<unset>" }) => ({
    type: "EmptyDir (a temporary directory that shares a pod's lifetime)",
    fields: [
      ["Medium", medium],
      ["SizeLimit", sizeLimit],
    ],
  }),
  hostPath: ({ path = "", type = "<none>" }) => ({
    type: "HostPath (bare host directory volume)",
    fields: [
      ["Path", path],
      ["HostPathType", type],
    ],
  }),
  secret: ({ secretName = "", optional = false }) => ({
    type: "Secret (a volume populated by a Secret)",
    fields: [
      ["SecretName", secretName],
      ["Optional", optional],
    ],
  }),
  configMap: ({ name = "", optional = false }) => ({
    type: "ConfigMap (a volume populated by a ConfigMap)",
    fields: [
      ["Name", name],
      ["Optional", optional],
    ],
  }),
  persistentVolumeClaim: ({ claimName = "", readOnly = false }) => ({
    type: "PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)",
    fields: [
      ["ClaimName", claimName],
      ["ReadOnly", readOnly],
    ],
  }),
  nfs: ({ server = "", path = "", readOnly = false }) => ({
    type: "NFS (an NFS mount that lasts the lifetime of a pod)",
    fields: [
      ["Server", server],
      ["Path", path],
      ["ReadOnly", readOnly],
    ],
  }),
  projected: ({ sources }) => ({
    type: "Projected (a volume that contains injected data from multiple sources)",
    fields: listOf(sources, "sources").filter(isObject).flatMap(projectedFields),
  }),
};

function projectedFields({ secret, configMap, downwardAPI, serviceAccountToken }: JsonObject): Fields {
  if (isObject(secret))
    return [
      ["SecretName", secret.name],
      ["Optional", secret.optional ?? false],
    ];
  if (isObject(configMap))
    return [
      ["ConfigMapName", configMap.name],
      ["Optional", configMap.optional ?? false],
    ];
  if (isObject(downwardAPI)) return [["DownwardAPI", true]];
  if (isObject(serviceAccountToken)) return [["TokenExpirationSeconds", serviceAccountToken.expirationSeconds]];
  return [];
}

export function describeVolumes(volumes: readonly JsonObject[], writer: DescriptionWriter): void {
  if (volumes.length === 0) {
    writer.line(0, "Volumes:\t<none>");
    return;
  }
  writer.line(0, "Volumes:");
  for (const volume of volumes) {
    writer.line(1, `${textOf(volume.name, "name")}:`);
    const kind = Object.keys(kinds).find((name) => isObject(volume[name]));
    const source = kind === undefined ? undefined : volume[kind];
    const described = kind === undefined || !isObject(source) ? undefined : kinds[kind]?.(source);
    if (described === undefined) writer.line(1, "<unknown>");
    else {
      writer.line(2, `Type:\t${described.type}`);
      for (const [label, value] of described.fields) writer.line(2, `${label}:\t${String(value ?? "")}`);
    }
  }
}
