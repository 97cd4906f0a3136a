import type { PodTemplate } from "../objects/pod.ts";
import { hashOf } from "../random.ts";

/**
 * The text by which pods of one template are told from those of another: a 32-bit hash, in the letters of generated names
 * (kubernetes pkg/controller ComputeHash, apimachinery pkg/util/rand SafeEncodeString). The number itself is ours: the real
 * one hashes how Go prints the template.
 * @param collisions how many other templates were found under the hash so far
 */
export function podTemplateHash(template: PodTemplate, collisions = 0): string {
  const text = JSON.stringify(template, inKeyOrder) + (collisions === 0 ? "" : collisions);
  return [...String(hashOf(text))].map((digit) => letters[digit.charCodeAt(0) % letters.length]).join("");
}

const letters = "bcdfghjklmnpqrstvwxz2456789";

/** The order of its keys says nothing about an object. */
function inKeyOrder(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
