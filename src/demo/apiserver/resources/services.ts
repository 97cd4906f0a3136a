import type { Service } from "../../objects/services.ts";
import { hashOf } from "../../random.ts";
import { resourceType } from "../resourceType.ts";
import { required } from "../validation/fieldProblems.ts";

/** A Service has an address and sends nobody anywhere: there is no network here. */
export const services = resourceType<Service>({
  group: "",
  version: "v1",
  resource: "services",
  singular: "service",
  kind: "Service",
  shortNames: ["svc"],
  categories: ["all"],
  isNamespaced: true,
  nameRule: "label1035",
  subresources: ["status"],
  selectableFields: {
    "spec.clusterIP": { of: ({ spec }) => spec.clusterIP ?? "" },
    "spec.type": { of: ({ spec }) => spec.type ?? "" },
  },
  prepareForCreate: (service) => ({ ...withDefaults(service), status: { loadBalancer: {} } }),
  prepareForUpdate: (next, previous) => {
    const { clusterIP, clusterIPs } = previous.spec;
    const kept = {
      ...(clusterIP === undefined ? {} : { clusterIP }),
      ...(clusterIPs === undefined ? {} : { clusterIPs }),
    };
    return withDefaults({ ...next, spec: { ...kept, ...next.spec } });
  },
  validate: ({ spec }) => {
    const isPortless = spec.type === "ExternalName" || spec.clusterIP === "None";
    return isPortless || (spec.ports ?? []).length > 0 ? [] : [required("spec.ports")];
  },
});

function withDefaults(service: Service): Service {
  const { type = "ClusterIP", ports = [], ...spec }: Partial<Service["spec"]> = service.spec ?? {};
  const clusterIP = spec.clusterIP ?? addressOf(service.metadata.uid);
  return {
    ...service,
    spec: {
      sessionAffinity: "None",
      ...(type === "ExternalName"
        ? {}
        : {
            ...{ clusterIP, clusterIPs: [clusterIP], ipFamilies: ["IPv4"] },
            ...{ ipFamilyPolicy: "SingleStack", internalTrafficPolicy: "Cluster" },
          }),
      ...spec,
      type,
      ports: ports.map((port) => ({ protocol: "TCP", targetPort: port.port, ...port })),
    },
  };
}

/** Of the range of Services, 10.96.0.0/16. */
function addressOf(uid: string): string {
  const hash = hashOf(uid);
  return `10.96.${(hash >>> 8) & 0xff}.${1 + (hash % 254)}`;
}
