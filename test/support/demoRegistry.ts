import { Registry } from "../../src/demo/apiserver/registry.ts";
import { namespaces } from "../../src/demo/apiserver/resources/namespaces.ts";
import { Random } from "../../src/demo/random.ts";
import { Store } from "../../src/demo/store/store.ts";
import { VirtualTime } from "../../src/demo/virtualTime.ts";

/** The moment at which demo clusters of tests begin. */
export const startMs = Date.parse("2026-03-01T12:00:00Z");

/** A registry of its own with the namespaces `default` and `shop`. */
export function demoRegistry(): { readonly registry: Registry; readonly time: VirtualTime } {
  const time = new VirtualTime(startMs);
  const registry = new Registry({ store: new Store(), time, random: new Random(1, "test") });
  for (const name of ["default", "shop"]) {
    registry.create(namespaces, { apiVersion: "v1", kind: "Namespace", metadata: { name }, spec: {}, status: {} });
  }
  return { registry, time };
}
