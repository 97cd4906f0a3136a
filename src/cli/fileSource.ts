import { type PodFile, readPodFile } from "../file/readPodFile.ts";
import { type JsonObject, objectOf } from "../resources/jsonFields.ts";
import { podDecoder } from "../resources/podDecoder.ts";
import type { PodRow } from "../resources/podRow.ts";
import { podSelectorFrom } from "../resources/podSelector.ts";
import type { ScopeFlags } from "./arguments.ts";
import { type Found, type PodSource, withKind } from "./podSource.ts";

export interface FileSourceOptions {
  readonly flags: Omit<ScopeFlags, "file"> & { readonly file: string; readonly names: readonly string[] };
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Says one line on stderr. */
  readonly say: (line: string) => void;
}

/** Pods that were saved in a file. */
export class FileSource implements PodSource {
  readonly #options: FileSourceOptions;
  readonly #isSelected: (pod: JsonObject) => boolean;
  readonly nothingFound: string;
  #newestAt = Number.NaN;

  /** @throws SelectorError when the selectors cannot be understood. */
  constructor(options: FileSourceOptions) {
    this.#options = options;
    const { namespace, selectors } = options.flags;
    this.#isSelected = podSelectorFrom(selectors);
    this.nothingFound =
      typeof namespace === "string" ? `No resources found in ${namespace} namespace.` : "No resources found";
  }

  now(): number {
    return this.#options.flags.now ?? this.#newestAt;
  }

  showsNamespaces(rows: readonly PodRow[]): boolean {
    const { namespace } = this.#options.flags;
    if (namespace !== undefined) return namespace === null;
    return rows.some((row) => row.namespace !== rows[0]?.namespace);
  }

  async rows(): Promise<Found<PodRow>> {
    const items: PodRow[] = [];
    const isAll = await this.objects(
      (pod) => items.push(podDecoder.fromJson(pod)),
      () => Promise.resolve(),
    );
    return { items, isAll };
  }

  async objects(take: (pod: unknown) => void, rest: () => Promise<void>): Promise<boolean> {
    const { flags, stdin } = this.#options;
    const missing = new Set(flags.names);
    const file = await readPodFile({
      path: flags.file,
      stdin,
      wanted: (pod) => this.#isWanted(pod),
      read: (pod) => {
        missing.delete(nameOf(pod));
        take(withKind(pod));
      },
      rest,
    });
    this.#newestAt = file.newestAt;
    this.#saySkipped(file);
    for (const name of missing) this.#options.say(`podscope: pods "${name}" not found in ${flags.file}`);
    return missing.size === 0;
  }

  #isWanted(pod: JsonObject): boolean {
    const { names, namespace } = this.#options.flags;
    if (names.length > 0 && !names.includes(nameOf(pod))) return false;
    if (typeof namespace === "string" && objectOf(pod.metadata, "metadata").namespace !== namespace) return false;
    return this.#isSelected(pod);
  }

  #saySkipped({ skipped }: PodFile<unknown>): void {
    if (skipped.size === 0) return;
    const kinds = [...skipped].map(([kind, count]) => `${count} ${kind}`);
    this.#options.say(`podscope: passed over what is no Pod: ${kinds.join(", ")}`);
  }
}

function nameOf(pod: JsonObject): string {
  return String(objectOf(pod.metadata, "metadata").name ?? "");
}
