import { plainText } from "../base/plainText.ts";
import { isObject, type JsonObject, listOf, numberOf, objectOf, textOf } from "./jsonFields.ts";

/** A TCP port that a container says it listens at. */
export interface ContainerPort {
  readonly port: number;
  /** Empty for none. */
  readonly name: string;
  readonly container: string;
}

/** Of all containers that go on running, in the order of the spec. @throws TypeError */
export function containerPorts(pod: JsonObject): readonly ContainerPort[] {
  const spec = objectOf(pod.spec, "spec");
  const sidecars = listOf(spec.initContainers, "initContainers").filter(isObject);
  const containers = listOf(spec.containers, "containers").filter(isObject);
  return [...containers, ...sidecars.filter(({ restartPolicy }) => restartPolicy === "Always")].flatMap((container) =>
    listOf(container.ports, "ports")
      .filter(isObject)
      .filter(({ protocol }) => (textOf(protocol, "protocol") || "TCP") === "TCP")
      .map(({ containerPort, name }) => ({
        port: numberOf(containerPort, "containerPort"),
        name: plainText(textOf(name, "name")),
        container: plainText(textOf(container.name, "name")),
      })),
  );
}
