import type { GetFlags } from "./arguments.ts";
import { objectFormats } from "./objectFormat.ts";
import type { Output } from "./output.ts";
import type { PodSource } from "./podSource.ts";
import { sortedPods, sortPathFrom } from "./sortedPods.ts";

/** Prints whole objects as JSON or YAML, wrapped in a List as kubectl wraps them, each as soon as it is there. Returns the exit code. */
export async function printObjects(
  flags: GetFlags & { readonly output: "json" | "yaml" },
  source: PodSource,
  out: Output,
  signal: AbortSignal,
): Promise<number> {
  const format = objectFormats[flags.output];
  const rest = () => out.flush();
  if (flags.names.length === 1) {
    // A file may have more than one pod of a name, in several namespaces.
    let isFirst = true;
    const take = (pod: unknown) => {
      out.write(format.inStream(withoutManagers(pod), isFirst));
      isFirst = false;
    };
    return (await source.objects(take, rest, signal)) ? 0 : 1;
  }
  const list = format.list();
  const textOf = (pod: unknown) => format.item(withoutManagers(pod));
  let isAll: boolean;
  if (flags.sortBy === undefined) {
    isAll = await source.objects((pod) => out.write(list.next(textOf(pod))), rest, signal);
  } else {
    const found = await sortedPods(source, sortPathFrom(flags.sortBy), textOf, signal);
    for (const text of found.items) out.write(list.next(text));
    isAll = found.isAll;
  }
  out.write(list.end());
  return isAll ? 0 : 1;
}

/** kubectl hides who manages which field. */
export function withoutManagers(pod: unknown): unknown {
  if (typeof pod !== "object" || pod === null || !("metadata" in pod)) return pod;
  const { metadata } = pod;
  if (typeof metadata !== "object" || metadata === null || !("managedFields" in metadata)) return pod;
  const { managedFields: _, ...shown } = metadata;
  return { ...pod, metadata: shown };
}
