import { plainText } from "../../base/plainText.ts";
import type { StyledLine } from "../../table/look.ts";
import { isObject, type JsonObject, listOf, objectOf, textOf } from "../jsonFields.ts";
import type { Found } from "./podSections.ts";
import { type Section, signedLine } from "./section.ts";

/** Who controls an object. */
export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/** The controller of an object; undefined when it has none. @throws TypeError */
export function ownerOf(object: JsonObject): OwnerReference | undefined {
  const references = listOf(objectOf(object.metadata, "metadata").ownerReferences, "ownerReferences").filter(isObject);
  const owner = references.find(({ controller }) => controller === true);
  if (owner === undefined) return undefined;
  return {
    apiVersion: textOf(owner.apiVersion, "apiVersion"),
    kind: textOf(owner.kind, "kind"),
    name: textOf(owner.name, "name"),
  };
}

/** Kinds that own pods, by their group and plural. */
const resources: Readonly<Record<string, string>> = {
  "apps/v1 ReplicaSet": "replicasets",
  "apps/v1 Deployment": "deployments",
  "apps/v1 StatefulSet": "statefulsets",
  "apps/v1 DaemonSet": "daemonsets",
  "batch/v1 Job": "jobs",
  "batch/v1 CronJob": "cronjobs",
  "v1 ReplicationController": "replicationcontrollers",
};

/** Path of an owner; undefined for a kind whose plural only the server knows, and for one without a namespace. */
export function ownerPath({ apiVersion, kind, name }: OwnerReference, namespace: string): string | undefined {
  const resource = resources[`${apiVersion} ${kind}`];
  if (resource === undefined) return undefined;
  const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return `${root}/namespaces/${encodeURIComponent(namespace)}/${resource}/${encodeURIComponent(name)}`;
}

/** One owner of the chain and what was found of it. */
export interface Owner {
  readonly reference: OwnerReference;
  readonly found: Found;
}

/** From the pod's own owner up. */
export function ownerSection(chain: readonly Owner[]): Section {
  const none: readonly StyledLine[] = [signedLine("normal", "nobody", "a pod that is gone does not come back")];
  return {
    title: "Owners",
    lines:
      chain.length === 0
        ? none
        : chain.map(({ reference, found }, depth) => {
            const name = plainText(`${"  ".repeat(depth)}${reference.kind} ${reference.name}`);
            if (found === undefined) return signedLine("normal", name, "");
            if ("problem" in found) return signedLine("normal", name, plainText(found.problem));
            const { isWell, words } = healthOf(found.object);
            return signedLine(isWell ? "good" : "warning", name, plainText(words));
          }),
  };
}

/** How many pods there are of those that should be. */
function healthOf(object: JsonObject): { readonly isWell: boolean; readonly words: string } {
  const spec = objectOf(object.spec, "spec");
  const status = objectOf(object.status, "status");
  const annotations = objectOf(objectOf(object.metadata, "metadata").annotations, "annotations");
  const count = (value: unknown) => (typeof value === "number" ? value : 0);
  const revision = annotations["deployment.kubernetes.io/revision"];
  const of = typeof revision === "string" ? `, revision ${revision}` : "";
  if (status.desiredNumberScheduled !== undefined) {
    const [ready, wanted] = [count(status.numberReady), count(status.desiredNumberScheduled)];
    return { isWell: ready >= wanted, words: `${ready}/${wanted} ready` };
  }
  if (spec.schedule !== undefined) return { isWell: true, words: `at ${String(spec.schedule)}` };
  if (spec.completions !== undefined || spec.parallelism !== undefined) {
    const failed = count(status.failed);
    const wanted = `${count(status.succeeded)}/${count(spec.completions ?? 1)} done`;
    return { isWell: failed === 0, words: `${wanted}, ${count(status.active)} active, ${failed} failed` };
  }
  const [ready, wanted] = [count(status.readyReplicas), spec.replicas === undefined ? 1 : count(spec.replicas)];
  return { isWell: ready >= wanted, words: `${ready}/${wanted} ready${of}` };
}
