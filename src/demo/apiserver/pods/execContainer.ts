import type { Pod } from "../../objects/pod.ts";
import { StatusError } from "../statusError.ts";

/** Which container a command is for (kubernetes pkg/registry/core/pod/strategy.go streamLocation). @throws StatusError BadRequest */
export function execContainer({ metadata: { name }, spec }: Pod, wanted: string): string {
  const { containers, initContainers = [] } = spec;
  const [only, ...others] = containers;
  if (wanted === "" && only !== undefined && others.length === 0) return only.name;
  const namesOf = (all: typeof containers) => all.map((container) => container.name);
  if (wanted === "") {
    const inits =
      initContainers.length === 0 ? "" : ` or one of the init containers: [${namesOf(initContainers).join(" ")}]`;
    const choices = `[${namesOf(containers).join(" ")}]${inits}`;
    throw new StatusError(
      "BadRequest",
      `a container name must be specified for pod ${name}, choose one of: ${choices}`,
    );
  }
  if (namesOf([...containers, ...initContainers]).includes(wanted)) return wanted;
  throw new StatusError("BadRequest", `container ${wanted} is not valid for pod ${name}`);
}
