import path from "node:path";
import type { Kubeconfig } from "./kubeconfig.ts";
import { kubeconfigPaths, loadKubeconfig } from "./loadKubeconfig.ts";
import type { Machine } from "./machine.ts";
import { withoutPassword } from "./serverUrl.ts";

/** A context as the switcher lists it. Fields are empty when the kubeconfig does not give them. */
export interface KubeContext {
  readonly name: string;
  readonly cluster: string;
  readonly user: string;
  readonly namespace: string;
  readonly server: string;
  readonly current: boolean;
}

/** All contexts, by name. */
export function contextsOf(kubeconfig: Kubeconfig): readonly KubeContext[] {
  return [...kubeconfig.contexts]
    .map(([name, { cluster, user, namespace }]) => ({
      name,
      cluster,
      user,
      namespace,
      server: withoutPassword(kubeconfig.clusters.get(cluster)?.server ?? ""),
      current: name === kubeconfig.currentContext,
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The kubeconfig as it is now, read again only after one of its files changed. A running session keeps its own. */
export class KubeconfigReader {
  readonly #explicit: string | undefined;
  readonly #machine: Machine;
  #stamps = "";
  #latest: Kubeconfig | undefined;

  constructor(explicit: string | undefined, machine: Machine) {
    this.#explicit = explicit;
    this.#machine = machine;
  }

  /**
   * The same object as before when nothing changed.
   * @throws KubeError as `loadKubeconfig` does, also when a file was made unreadable meanwhile.
   */
  read(): Kubeconfig {
    const { cwd } = this.#machine;
    const paths = kubeconfigPaths(this.#explicit, this.#machine);
    const stamps = paths.map((file) => `${file} ${this.#machine.stampOf(path.resolve(cwd, file))}`).join("\n");
    if (this.#latest === undefined || stamps !== this.#stamps) {
      this.#latest = loadKubeconfig(this.#explicit, this.#machine);
      this.#stamps = stamps;
    }
    return this.#latest;
  }
}
