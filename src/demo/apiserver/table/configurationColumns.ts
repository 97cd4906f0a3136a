import type { ConfigMap, Lease, Secret } from "../../objects/configuration.ts";
import type { Service, ServicePort } from "../../objects/services.ts";
import { ageColumn, labelsText, nameColumn, none, type TableColumn } from "./tableColumn.ts";

export const serviceColumns: readonly TableColumn<Service>[] = [
  nameColumn,
  { name: "Type", description: "type determines how the Service is exposed.", cell: ({ spec }) => spec.type ?? "" },
  {
    name: "Cluster-IP",
    description: "clusterIP is the IP address of the service.",
    cell: ({ spec }) => spec.clusterIPs?.[0] ?? none,
  },
  {
    name: "External-IP",
    description: "externalIPs is a list of IP addresses for which nodes in the cluster will also accept traffic.",
    cell: externalIp,
  },
  {
    name: "Port(s)",
    description: "The list of ports that are exposed by this service.",
    cell: ({ spec }) => (spec.ports ?? []).map(portText).join(",") || none,
  },
  ageColumn,
  {
    name: "Selector",
    isWide: true,
    description: "Route service traffic to pods with label keys and values matching this selector.",
    cell: ({ spec }) => labelsText(spec.selector),
  },
];

export const configMapColumns: readonly TableColumn<ConfigMap>[] = [
  nameColumn,
  {
    name: "Data",
    description: "Data contains the configuration data.",
    cell: ({ data = {}, binaryData = {} }) => Object.keys(data).length + Object.keys(binaryData).length,
  },
  ageColumn,
];

export const secretColumns: readonly TableColumn<Secret>[] = [
  nameColumn,
  {
    name: "Type",
    description: "Used to facilitate programmatic handling of secret data.",
    cell: ({ type = "" }) => type,
  },
  { name: "Data", description: "Data contains the secret data.", cell: ({ data = {} }) => Object.keys(data).length },
  ageColumn,
];

export const leaseColumns: readonly TableColumn<Lease>[] = [
  nameColumn,
  {
    name: "Holder",
    description: "holderIdentity contains the identity of the holder of a current lease.",
    cell: ({ spec }) => spec.holderIdentity ?? "",
  },
  ageColumn,
];

function externalIp({ spec: { type, externalIPs = [], externalName = "" } }: Service): string {
  if (type === "ExternalName") return externalName;
  return externalIPs.join(",") || (type === "LoadBalancer" ? "<pending>" : none);
}

function portText({ port, nodePort = 0, protocol }: ServicePort): string {
  return nodePort > 0 ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`;
}
