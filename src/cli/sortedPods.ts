import { plainText } from "../base/plainText.ts";
import { type JsonPath, JsonPathError, jsonPathFrom } from "./jsonPath.ts";
import type { Found, PodSource } from "./podSource.ts";
import { compareSortValues, type SortValue, sortValueOf } from "./sortValue.ts";

/** Pods that cannot be put in the order that --sort-by asks for. The message is a line for stderr. */
export class SortError extends Error {
  override readonly name = "SortError";
}

/** @throws SortError when the expression cannot be understood. */
export function sortPathFrom(expression: string): JsonPath {
  try {
    return jsonPathFrom(expression);
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    throw new SortError(`--sort-by ${JSON.stringify(expression)} is no JSONPath: ${error.message}`);
  }
}

/**
 * Reads pods in the order of a field; those with equal values keep the source's order. Of each pod only what `read` makes of
 * it and its value are kept.
 * @throws SortError when no pod has the field, or it has no order.
 */
export async function sortedPods<Item>(
  source: PodSource,
  path: JsonPath,
  read: (pod: unknown) => Item,
  signal: AbortSignal,
): Promise<Found<Item>> {
  const entries: { readonly item: Item; readonly value: SortValue }[] = [];
  const take = (pod: unknown) => {
    const value = sortValueOf(path.find(pod));
    if (value.kind === "whole") {
      throw new SortError(`--sort-by ${path.text}: there is no order in it, it is an object or a list`);
    }
    entries.push({ item: read(pod), value });
  };
  const isAll = await source.objects(take, () => Promise.resolve(), signal);
  if (entries.length > 0 && entries.every(({ value }) => value.kind === "missing")) {
    throw new SortError(`couldn't find any field with path "${plainText(path.text)}" in the list of objects`);
  }
  entries.sort((a, b) => compareSortValues(a.value, b.value));
  return { items: entries.map(({ item }) => item), isAll };
}
