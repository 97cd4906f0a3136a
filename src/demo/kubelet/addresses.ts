import type { Node } from "../objects/node.ts";
import { hashOf } from "../random.ts";

/** The InternalIP of a node; one made from its name when it has none. */
export function addressOf(name: string, node: Node | undefined): string {
  const found = (node?.status.addresses ?? []).find(({ type }) => type === "InternalIP")?.address;
  const hash = hashOf(name);
  return found ?? `10.0.${(hash >>> 8) % 256}.${1 + (hash % 254)}`;
}

/**
 * An address of a node's range of which `isTaken` says no: the same for the same pod as long as it is free. When all are taken
 * two pods share one.
 */
export function podAddress(
  name: string,
  node: Node | undefined,
  uid: string,
  isTaken: (ip: string) => boolean,
): string {
  const [base = "", bits = "24"] = (node?.spec.podCIDR ?? `10.244.${hashOf(name) % 256}.0/24`).split("/");
  const first = base.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  // The network, the bridge and the broadcast address are no pod's.
  const count = Math.max(1, 2 ** (32 - Number(bits)) - 3);
  const start = hashOf(uid) % count;
  for (let step = 0; step < count; step++) {
    const ip = dotted(first + 2 + ((start + step) % count));
    if (!isTaken(ip)) return ip;
  }
  return dotted(first + 2 + start);
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}
