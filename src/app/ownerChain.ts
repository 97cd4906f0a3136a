import type { JsonObject } from "../resources/jsonFields.ts";
import { type Owner, ownerOf, ownerPath } from "../resources/page/ownerSection.ts";
import type { Found } from "../resources/page/podSections.ts";

const most = 4;

/**
 * The owners of an object of a namespace from its own up, as far as `find` reads them: one after the other, since only an owner knows
 * who owns it.
 */
export async function ownerChain(
  object: JsonObject,
  namespace: string,
  find: (path: string) => Promise<Found>,
): Promise<readonly Owner[]> {
  const chain: Owner[] = [];
  let reference = ownerOf(object);
  while (reference !== undefined && chain.length < most) {
    const path = ownerPath(reference, namespace);
    const found = path === undefined ? undefined : await find(path);
    chain.push({ reference, found });
    reference = found !== undefined && "object" in found ? ownerOf(found.object) : undefined;
  }
  return chain;
}
